// The public surface of the client: the store and its sources.
export {};
