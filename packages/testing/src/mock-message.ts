// How a message of the wire protocol is spelled in a stream, written here anew so that tests of a reader have a second opinion.

/** A message of the wire protocol; PartialKit's own `Message` is one. */
export type MockMessage = { readonly id?: string } & (
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'snapshot'; readonly text?: string; readonly value?: unknown }
  | { readonly type: 'merge' | 'meta'; readonly value: unknown }
  | { readonly type: 'patch'; readonly ops: readonly unknown[] }
  | { readonly type: 'end'; readonly reason: string; readonly length?: number; readonly error?: unknown }
);

/**
 * The text that stands for `message` in a body of this content type: one line for NDJSON, one event otherwise.
 *
 * ```ts
 * import { mockFrame } from '@partialkit/testing';
 *
 * console.log(mockFrame({ id: '1-2', type: 'end', reason: 'stop' }).split('\n'));
 * // [ 'id: 1-2', 'event: end', 'data: {"reason":"stop"}', '', '' ]
 * console.log(mockFrame({ type: 'delta', text: '{"a"' }, 'application/x-ndjson').trim()); // {"type":"delta","data":"{\"a\""}
 * ```
 */
export function mockFrame(message: MockMessage, contentType = 'text/event-stream'): string {
  const { id, type } = message;
  const data = dataOf(message);
  if (/ndjson|jsonl/.test(contentType)) return `${JSON.stringify({ id, type, data })}\n`;
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(type === 'delta' ? [] : [`event: ${type}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

function dataOf(message: MockMessage): unknown {
  switch (message.type) {
    case 'delta':
      return message.text;
    case 'merge':
    case 'meta':
      return message.value;
    case 'patch':
      return message.ops;
    case 'snapshot':
    case 'end': {
      const { id: _, type: __, ...data } = message;
      return data;
    }
    default:
      return message satisfies never;
  }
}
