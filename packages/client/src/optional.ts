// Keys that may be left out, or be there and undefined.

/** `T` with every key optional. Its methods stay methods: an application may declare them for narrower arguments. */
export type Optional<T> = { [K in keyof T]?: T[K] | undefined };
