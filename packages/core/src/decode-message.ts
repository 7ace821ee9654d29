// Reads messages off the wire: the strict inverse of encode-message.ts.
import { dataOf, FIELDS } from './encode-message.ts';
import { PartialError } from './error.ts';
import { isObject } from './merge.ts';
import type { Message } from './message.ts';
import { isOperation } from './patch.ts';

/** An event as eventsource-parser gives it, or the JSON form of a message, parsed or not. */
export type WireEvent =
  | string
  | { readonly id?: string | undefined; readonly event?: string | undefined; readonly data: string }
  | { readonly id?: string | undefined; readonly type: string; readonly data: unknown };

/**
 * Turns an event of the wire into its message. Undefined where the type belongs to a later version of the protocol;
 * the event's id counts nevertheless.
 *
 * ```ts
 * import { decodeMessage } from '@partialkit/core';
 *
 * console.log(decodeMessage({ id: '1-2', data: '"{\\"name\\""' })); // { text: '{"name"', type: 'delta', id: '1-2' }
 * console.log(decodeMessage('{"type":"end","data":{"reason":"stop"}}')); // { reason: 'stop', type: 'end' }
 * ```
 *
 * @throws PartialError `protocol` if the event is not what the protocol says
 */
export function decodeMessage(event: WireEvent): Message | undefined {
  if (typeof event === 'string') return decode(Object(parse(event)));
  if ('type' in event) return decode(event);
  return decode({ id: event.id, type: event.event || 'delta', data: parse(event.data) });
}

/** What is parsed already: `data` as the wire has it, or the fields of the message itself. */
export interface Frame {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly data?: unknown;
  readonly [field: string]: unknown;
}

/** Like {@link decodeMessage}, for what is parsed already. */
export function decode(frame: Frame): Message | undefined {
  const { id, type } = frame;
  const data = 'data' in frame ? frame.data : dataOf(frame as never);
  const check = CHECKS.get(type);
  if (!check && typeof type === 'string') return undefined;
  if (!check?.(data, Object(data)) || !/^([1-9]\d*-[1-9]\d*|undefined)$/.test(`${id}`)) return refuse(data);
  const field = FIELDS[type as string];
  const message = { ...(field ? { [field]: data } : (data as object)), type, id };
  if (id === undefined) delete message.id;
  // Checked just now; the data came out of JSON.parse, so that nothing but JSON is in it.
  return message as Message;
}

/** Whether data is what its type wants; given as it is, and as what its fields can be read from. */
type Check = (data: unknown, fields: Readonly<Record<string, unknown>>) => boolean;

/** What the data of each type must be. */
export const CHECKS: ReadonlyMap<unknown, Check> = new Map<unknown, Check>([
  ['delta', (data) => typeof data === 'string'],
  ['snapshot', (_, { text, value }) => typeof text === 'string' || value !== undefined],
  ['merge', isObject],
  ['patch', (data) => Array.isArray(data) && data.every(isOperation)],
  ['meta', (data) => data !== undefined],
  ['end', isEnd],
]);

function isEnd(_: unknown, { reason, length, error }: Readonly<Record<string, unknown>>): boolean {
  const { code, message, retryable }: Record<string, unknown> = Object(error);
  // The types of the fields, as one word each, are matched in one go.
  return /^"(stop|length|filter|abort|error)",(u|n)\w+,(u\w+,u|o\w+,s)\w+,[us]\w+,[ub]/.test(
    `${JSON.stringify(reason)},${[length, error, code, message, retryable].map((field) => typeof field)}`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(text);
  }
}

function refuse(found: unknown): never {
  throw new PartialError('protocol', `Not a message of the protocol: ${JSON.stringify(found)?.slice(0, 80)}`);
}
