// The public surface of the server: handlers and logs.
export {};
