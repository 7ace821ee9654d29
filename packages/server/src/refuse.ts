// Answers that are no stream: why a request cannot be served, as JSON.
import type { Issue } from '@partialkit/core';
import type { HeaderFields } from './add-headers.ts';

/** What {@link refuse} adds to an answer. */
export interface Refusal {
  readonly headers?: HeaderFields;
  readonly issues?: readonly Issue[];
}

/** `{ "error": { "code", "message", "issues"? } }`; the message is for developers, the code for programs. */
export function refuse(status: number, code: string, message: string, more: Refusal = {}): Response {
  const headers = new Headers(more.headers);
  headers.set('cache-control', 'no-store');
  const { issues } = more;
  return Response.json({ error: { code, message, ...(issues && { issues }) } }, { status, headers });
}
