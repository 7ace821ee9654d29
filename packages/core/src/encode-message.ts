// Writes messages to the wire: as an event of an event stream, or as the JSON of one line or frame.
import type { Message } from './message.ts';

/** Where a message holds its data; what is not named here holds it in all of its fields. */
export const FIELDS: Readonly<Record<string, string>> = {
  delta: 'text',
  merge: 'value',
  patch: 'ops',
  meta: 'value',
};

/**
 * Turns a message into its event, blank line included; with `'json'` into the JSON of one line (NDJSON) or frame
 * (WebSocket). `decodeMessage` gives the same message back.
 *
 * ```ts
 * import { encodeMessage } from '@partialkit/core';
 *
 * console.log(encodeMessage({ id: '1-2', type: 'delta', text: '{"name": "A' }));
 * // id:1-2
 * // data:"{\"name\": \"A"
 * console.log(encodeMessage({ type: 'end', reason: 'stop' }, 'json')); // {"type":"end","data":{"reason":"stop"}}
 * ```
 */
export function encodeMessage(message: Message, form: 'event' | 'json' = 'event'): string {
  const { id, type } = message;
  const data = dataOf(message);
  if (form === 'json') return JSON.stringify({ id, type, data });
  // JSON.stringify escapes line ends and lone surrogates, so that the data is always one line of well-formed text.
  return `${id ? `id:${id}\n` : ''}${type === 'delta' ? '' : `event:${type}\n`}data:${JSON.stringify(data)}\n\n`;
}

/** What stands in `data`. */
export function dataOf({ id, type, ...fields }: Message): unknown {
  const field = FIELDS[type];
  return field ? (fields as Record<string, unknown>)[field] : fields;
}
