// Why a connection is over although the run is not.
import { type EndError, type ErrorCode, type JsonPath, PartialError } from '@partialkit/core';

/** What a transport or a document has to say against going on. */
export type Fault = EndError & {
  readonly cause?: unknown;
  /** Another connection would not mend it. */
  readonly isFinal?: boolean;
};

/** What stands for a connection that ended without a reason. */
export const CUT: Fault = { code: 'cut', message: 'The connection was lost.' };

/** What has been thrown. A PartialError is a last word, anything else comes from the network. */
export function faultOf(cause: unknown, isFinal = true): Fault {
  if (cause instanceof PartialError) return { code: cause.code, cause, isFinal };
  const { message } = Object(cause) as Error;
  return { code: 'http', message: message || `${cause}`, cause, retryable: true };
}

/** Whether only the whole, sent anew, can mend it. */
export function isDamage({ code }: Fault): boolean {
  return /^(protocol|limit|invalid-patch)$/.test(code);
}

/** Whether another try may go better. */
export function isTransient(fault: Fault): boolean {
  return !fault.isFinal && (fault.code === 'cut' || isDamage(fault) || !!fault.retryable);
}

/** The error that people get to see. */
export function errorOf(fault: Fault, openPath: JsonPath | null): PartialError {
  const { code, message = `The stream has failed: ${code}.`, cause = fault } = fault;
  // A transport has no other codes.
  return cause instanceof PartialError
    ? cause
    : new PartialError(code as ErrorCode, message, { cause, openPath });
}
