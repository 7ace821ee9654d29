// Reads messages off the wire: the strict inverse of encode-message.ts.
import { FIELDS } from './encode-message.ts';
import { PartialError } from './error.ts';
import type { Message } from './message.ts';

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
  const isText = typeof event === 'string';
  const { id, type, data }: Frame = isText ? Object(parse(event)) : event;
  return isText || 'type' in event
    ? decode(type, data, id)
    : decode(event.event || 'delta', parse(event.data), id);
}

/** Like {@link decodeMessage}, for data that is parsed already. */
export function decode(type: unknown, data: unknown, id?: unknown): Message | undefined {
  const check = CHECKS.get(type);
  if (!check && typeof type === 'string') return undefined;
  if (!check?.(data) || !/^([1-9]\d*-[1-9]\d*|undefined)$/.test(`${id}`)) return refuse(data);
  const field = FIELDS[type as string];
  const message = { ...(field ? { [field]: data } : (data as object)), type, id };
  if (id === undefined) delete message.id;
  // Checked just now; the data came out of JSON.parse, so that nothing but JSON is in it.
  return message as Message;
}

interface Frame {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly data?: unknown;
}

/** What the data of each type must be. */
export const CHECKS: ReadonlyMap<unknown, (data: unknown) => boolean> = new Map([
  ['delta', (data) => typeof data === 'string'],
  ['snapshot', (data) => isObject(data) && (typeof data.text === 'string' || data.value !== undefined)],
  ['merge', isObject],
  ['patch', (data) => Array.isArray(data) && data.every(isOperation)],
  ['meta', (data) => data !== undefined],
  ['end', (data) => isObject(data) && isEnd(data)],
]);

// The types of the fields, as one word each, are matched in one go.

function isOperation(operation: unknown): boolean {
  const { op, path, value, from }: Record<string, unknown> = Object(operation);
  return (
    typeof path === 'string' &&
    /^"(remove"|(add|replace|test)",[^u]|append",s|(move|copy)",\w+,s)/.test(
      `${JSON.stringify(op)},${typeof value},${typeof from}`,
    )
  );
}

function isEnd({ reason, length, error }: Record<string, unknown>): boolean {
  const { code, message, retryable }: Record<string, unknown> = Object(error);
  return /^"(stop|length|filter|abort|error)",(u|n)\w+,(u\w+,u|o\w+,s)\w+,[us]\w+,[ub]/.test(
    `${JSON.stringify(reason)},${[length, error, code, message, retryable].map((field) => typeof field)}`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
