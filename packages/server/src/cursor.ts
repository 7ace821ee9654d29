// A place in a run's log: `<epoch>-<seq>`, the id of its last message that a reader has.

/** See {@link parseCursor}. */
export interface Cursor {
  readonly epoch: number;
  readonly seq: number;
}

/** Reads an id of a message; undefined where it is none. */
export function parseCursor(id: string | null | undefined): Cursor | undefined {
  const [, epoch, seq] = /^([1-9]\d{0,14})-([1-9]\d{0,14})$/.exec(id ?? '') ?? [];
  return epoch && seq ? { epoch: Number(epoch), seq: Number(seq) } : undefined;
}
