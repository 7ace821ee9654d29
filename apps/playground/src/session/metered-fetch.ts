// A fetch that tells how many bytes of a body have come.

/** `fetch`, with each piece of a body told to `received` before it is read. */
export function meteredFetch(received: (bytes: number) => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        received(chunk.length);
        controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers, body } = response;
    // A status without a body allows none, not even an empty one.
    return body ? new Response(body.pipeThrough(counter), { status, statusText, headers }) : response;
  };
}
