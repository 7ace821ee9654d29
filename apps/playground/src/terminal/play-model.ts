// Asks a live model for a document and plays its answer.
import { isTopic, topics } from '../documents/topics.ts';
import { askModel } from '../live/live-model.ts';
import { play } from './player.ts';
import type { Terminal } from './terminal.ts';

/** Answers with an exit code: 1 when no document came, 2 when there is no such topic. */
export async function playModel(
  model: string,
  topic: string,
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<number> {
  if (!isTopic(topic)) {
    terminal.write(`No topic is named "${topic}"; there are ${Object.keys(topics).join(', ')}.\n`);
    return 2;
  }
  const { schema, prompt } = topics[topic];
  const stop = new AbortController();
  const answer = await askModel({ model, schema, prompt, env, signal: stop.signal });
  if ('trouble' in answer) {
    terminal.write(`${answer.trouble}\n`);
    return 1;
  }
  let wireBytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      wireBytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const { body, status, headers } = answer.response;
  const run = await play(terminal, {
    title: { name: model, about: prompt },
    schema,
    source: { status, headers, body: body?.pipeThrough(counter) ?? null },
    wireBytes: () => wireBytes,
    stop,
  });
  return run.status === 'done' ? 0 : 1;
}
