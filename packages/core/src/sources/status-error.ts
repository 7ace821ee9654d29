// What an HTTP answer says that is no stream.
import type { ErrorCode } from '../error.ts';

const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/40[13]/, 'auth'],
  [/404|410/, 'expired'],
  [/400|405|406|413|415|422/, 'bad-request'],
  [/[45]../, 'http'],
];

/** The message is that of the body, where it has one for people; a page instead of a stream is `protocol`. */
export function statusError(status: number, body: string): [cause: object, code: ErrorCode] {
  const code = CODES.find(([statuses]) => statuses.test(`${status}`))?.[1] ?? 'protocol';
  const words: unknown[] = [];
  try {
    const { error, message, detail } = Object(JSON.parse(body));
    words.push(error?.message, error, message, detail);
  } catch {
    // A page, or plain text.
    if (code === 'bad-request') words.push(body);
  }
  return [
    { status, message: words.find((word) => word && typeof word === 'string') ?? `HTTP ${status}` },
    code,
  ];
}
