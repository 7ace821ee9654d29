// What the server has to offer: recordings, and perhaps a live model.

/** See {@link fetchOffer}. */
export interface Offer {
  /** The name of a live model, where the server knows one. */
  readonly live: string | null;
  readonly recordings: readonly {
    readonly name: string;
    readonly provider: string;
    readonly model: string | null;
    readonly note: string;
  }[];
}

export async function fetchOffer(): Promise<Offer> {
  const response = await fetch('/api/offer');
  if (!response.ok) throw new Error(`The server answered ${response.status} to the question what there is.`);
  // Our own server; its test checks the shape.
  return response.json() as Promise<Offer>;
}
