// The recorded streams as the player offers them: each with its schema and the output of it that is followed.
import { type Recording, recordings } from '@partialkit/testing/recordings';
import { type RecordedSchema, recordedSchemas } from './recorded-schemas.ts';

/** A recorded stream and the document in it. */
export interface RecordedDocument extends RecordedSchema {
  readonly recording: Recording;
}

/** Shown first, as they show most. */
const first = [
  'openai-chat-json-object-leading-newlines',
  'anthropic-messages-json-schema',
  'gemini-generate-partial-args-nested',
  'openai-chat-gpt-4o-json-schema',
  'anthropic-messages-code-execution-large',
  'zai-chat-reasoning-then-tool',
];

function rank({ recording }: RecordedDocument): number {
  const at = first.indexOf(recording.name);
  return at < 0 ? first.length : at;
}

/** All recorded streams that have a schema here: the most telling ones first, then as the manifest has them. */
export const recordedDocuments: readonly RecordedDocument[] = recordings
  .flatMap((recording): RecordedDocument[] => {
    const document = recordedSchemas[recording.name];
    return document ? [{ recording, ...document }] : [];
  })
  .sort((a, b) => rank(a) - rank(b));
