// The HTTP transport.

/** How requests are made. */
export interface HttpInit {
  /** Sent with every request; a function is asked each time, and once more after a 401 or 403, then with `refused`. */
  readonly headers?:
    | HeadersInit
    | ((context: { readonly refused: boolean }) => HeadersInit | PromiseLike<HeadersInit>);
  /** Used in place of the global one. */
  readonly fetch?: typeof globalThis.fetch;
  readonly credentials?: RequestCredentials;
  /** Starts a run; POST by default. */
  readonly method?: string;
  /** Makes the body out of the input of `submit`: what `fetch` takes as one, or a value to be sent as JSON. */
  body?(input: unknown): unknown;
}
