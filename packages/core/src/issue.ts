// What the schema refused, as data: one entry per refused path.

/** Why the schema refused a value; the fields of a Standard Schema issue, and a code. */
export interface Issue {
  /** Zod's own issue code, such as `invalid_type`, `too_big` or `unrecognized_keys`. */
  readonly code: string;
  /** The schema's own words. */
  readonly message: string;
  /** The place of the value; `[]` is the document. */
  readonly path: readonly (string | number)[];
}
