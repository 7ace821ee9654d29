// What an HTTP answer says that is no stream.
import type { ErrorCode } from '../error.ts';

/** The message is that of the body, where it has one for people; a page instead of a stream is `protocol`. */
export function statusError(status: number, body: string): [cause: object, code: ErrorCode] {
  const is = (statuses: RegExp): boolean => statuses.test(`${status}`);
  const code = is(/40[13]/)
    ? 'auth'
    : is(/404|410/)
      ? 'expired'
      : is(/40[056]|41[35]|422/)
        ? 'bad-request'
        : status > 399
          ? 'http'
          : 'protocol';
  // Where it is no JSON, it may be a page, or come from far behind.
  let words: unknown[] = [code === 'bad-request' && body];
  try {
    // Gemini puts it into a list.
    const { error, message, detail } = Object([JSON.parse(body)].flat()[0]);
    words = [error?.message, error, message, detail];
  } catch {}
  return [
    { status, message: words.find((word) => word && typeof word === 'string') ?? `HTTP ${status}` },
    code,
  ];
}
