// One answer that a server in memory is giving: the test writes it, the code under test reads it.
import { createMockBody } from './mock-body.ts';
import { type MockMessage, mockFrame } from './mock-message.ts';
import type { MockRequest } from './mock-request.ts';

/** What a test can send: a message in the framing of the answer, or a raw text or bytes. */
export type MockPiece = MockMessage | string | Uint8Array;

/** An answer that was begun. */
export interface MockConnection {
  readonly request: MockRequest;
  /** `closed` and `failed` by the test, `left` by the reader, who aborted or cancelled. */
  readonly state: 'open' | 'closed' | 'failed' | 'left';
  /** Resolves when the reader has left before the end. */
  readonly readerLeft: Promise<void>;
  /** Sends each piece as a chunk of its own. Once the connection is not open, nothing happens. */
  send(...pieces: MockPiece[]): void;
  /** Ends the body cleanly, after all that was sent. */
  close(): void;
  /** Breaks the connection, after all that was sent; with a `TypeError` like a lost socket's if none is given. */
  fail(error?: Error): void;
}

/** Opens a connection: its end for the test, and the body for the reader. */
export function openConnection(
  request: MockRequest,
  contentType: string,
): { readonly connection: MockConnection; readonly body: ReadableStream<Uint8Array<ArrayBuffer>> } {
  let state: MockConnection['state'] = 'open';
  let onLeft = (): void => {};
  const readerLeft = new Promise<void>((resolve) => {
    onLeft = resolve;
  });
  const finish = (next: MockConnection['state']): boolean => {
    if (state !== 'open') return false;
    state = next;
    request.signal?.removeEventListener('abort', onAbort);
    if (next === 'left') onLeft();
    return true;
  };
  const body = createMockBody(() => finish('left'));
  const onAbort = (): void => {
    if (finish('left')) body.abort(request.signal?.reason);
  };
  request.signal?.addEventListener('abort', onAbort);
  return {
    body: body.stream,
    connection: {
      request,
      get state() {
        return state;
      },
      readerLeft,
      send(...pieces) {
        if (state !== 'open') return;
        for (const piece of pieces) {
          const isRaw = typeof piece === 'string' || piece instanceof Uint8Array;
          body.write(isRaw ? piece : mockFrame(piece, contentType));
        }
      },
      close() {
        if (finish('closed')) body.close();
      },
      fail(error = new TypeError('terminated')) {
        if (finish('failed')) body.fail(error);
      },
    },
  };
}
