// What the bench asks the process that serves, and what that answers.

/** Characters of the report, about. */
export const SIZE = 2_000;

/** `partialkit`: a run of @partialkit/server, by SSE. `bare`: Node writes the same bytes to every response. */
export type Kind = 'partialkit' | 'bare';

export type ServerQuestion =
  | { readonly type: 'serve'; readonly kind: Kind }
  /** Begins to count, and answers what is alive. */
  | { readonly type: 'start' }
  | { readonly type: 'weigh' }
  | { readonly type: 'stop' };

export type ServerAnswer =
  | { readonly type: 'port'; readonly port: number }
  | { readonly type: 'weight'; readonly heap: number; readonly rss: number }
  /** ms of CPU time since `start`. */
  | { readonly type: 'cpu'; readonly cpu: number };
