// What a replayed model may do, beside answering well.

export const behaviours = ['well', 'values', 'json', 'length', 'failure', 'refusal'] as const;

/**
 * - `well`: it answers what it was asked.
 * - `values`: some values are not what the schema wants.
 * - `json`: in the middle it forgets how JSON is written.
 * - `length`: it reaches its token limit.
 * - `failure`: the provider reports an error in mid-stream.
 * - `refusal`: it declines.
 */
export type Behaviour = (typeof behaviours)[number];
