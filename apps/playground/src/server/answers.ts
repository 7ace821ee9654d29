// Who answers: a recorded model, one that was written for the playground, or a live one.
import type { MessageSource } from '@partialkit/core';
import { partialHandler } from '@partialkit/server';
import * as z from 'zod';
import { type TopicName, topics } from '../documents/topics.ts';
import { askModel } from '../live/live-model.ts';
import { recordedDocuments } from '../recorded/recorded-documents.ts';
import { behaviours } from '../replay/behaviours.ts';
import { chatStream } from '../replay/chat-stream.ts';
import { eventsOf, replay } from '../replay/replay.ts';
import { textOf } from '../replay/text-of.ts';
import { writtenDocuments } from '../written/written-documents.ts';
import type { Stage } from './stage.ts';

/** What a page may ask for. */
const Wish = z.object({
  speed: z.number().positive().max(1000).default(1),
  behaviour: z.enum(behaviours).default('well'),
  live: z.boolean().default(false),
});

/** Answers one topic by the protocol. */
export type Handler = (request: Request) => Promise<Response>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds between two tokens: a long document comes from a faster model, or nobody would wait for its end. */
const gaps: Readonly<Record<TopicName, number>> = { profile: 26, report: 7, records: 0.6, briefing: 16 };
/** Real recordings hold few pieces; each takes a moment. */
const RECORDED_MS = 8000;

/** A run goes on for a while without readers, so that one that was cut off finds it again. */
const onDisconnect = { stopAfterMs: 15_000 };

export function topicHandler(topic: TopicName, stage: Stage, env: Environment): Handler {
  const { schema, prompt } = topics[topic];
  const model = env.OPENAI_MODEL;
  return partialHandler({
    schema,
    input: Wish,
    onDisconnect,
    produce({ live, speed, behaviour }, { signal, run }) {
      if (live && model) return askLive({ model, schema, prompt, env, signal });
      const text = textOf(writtenDocuments[topic], topic, behaviour);
      return play(stage, run, speed, chatStream(text, behaviour), gaps[topic], signal);
    },
  });
}

export function recordingHandler(name: string, stage: Stage): Handler | undefined {
  const document = recordedDocuments.find(({ recording }) => recording.name === name);
  if (!document) return undefined;
  const { recording, schema, tool } = document;
  return partialHandler({
    schema,
    input: Wish,
    onDisconnect,
    ...(tool !== undefined && { tool }),
    produce({ speed }, { signal, run }) {
      const events = eventsOf(recording.body());
      return play(stage, run, speed, events, Math.min(300, RECORDED_MS / events.length), signal);
    },
  });
}

async function* play(
  stage: Stage,
  run: string,
  speed: number,
  pieces: Iterable<Uint8Array>,
  gap: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const pace = stage.pace(run, speed);
  try {
    yield* replay(pieces, { pace, gap, signal });
  } finally {
    stage.forget(run);
  }
}

/** What is wrong is told by a code of our own, whose words reach the page: they are for the one who has started it. */
async function askLive(question: Parameters<typeof askModel>[0]): Promise<MessageSource> {
  const answer = await askModel(question);
  if ('response' in answer) return answer.response;
  return [{ type: 'end', reason: 'error', error: { code: 'live-model', message: answer.trouble } }];
}
