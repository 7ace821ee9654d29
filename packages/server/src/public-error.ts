// What a reader may know of a fault: its code. A provider's own words may hold keys, prompts or other people's data.
import type { EndError } from '@partialkit/core';

/** What the reader's own client would say of its connection to us, or what only concerns ours to the provider. */
const UPSTREAM = /^(http|auth|expired|bad-request|protocol)$/;
const OURS = /^(invalid-json|incomplete|invalid|limit|aborted|invalid-patch|provider|cut)$/;

/** An error as it goes out. A code of the application's own, and its message, were meant to be seen. */
export function publicError({ code, message, retryable }: EndError): EndError {
  const isUpstream = UPSTREAM.test(code);
  return {
    code: isUpstream ? 'provider' : code,
    ...(!isUpstream && !OURS.test(code) && message !== undefined && { message }),
    ...(retryable !== undefined && { retryable }),
  };
}
