// What the schema refused, as data: one entry per refused path.

/** Why the schema refused a value; the fields of a Standard Schema issue, and a code. */
export interface Issue {
  /** Zod's own issue code, such as `invalid_type`, `too_big` or `unrecognized_keys`. */
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
}
