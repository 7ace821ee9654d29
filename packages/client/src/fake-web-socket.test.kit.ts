// WebSockets without a network: the test is the server.

/** One socket that was opened, as its server sees it. */
export class FakeWebSocket {
  static readonly all: FakeWebSocket[] = [];
  readonly url: string;
  /** What the client has sent, parsed. */
  readonly sent: unknown[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string | URL) {
    this.url = `${url}`;
    FakeWebSocket.all.push(this);
  }

  send(text: string): void {
    if (this.readyState !== 1) throw new Error('InvalidStateError');
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 3;
    queueMicrotask(() => this.onclose?.());
  }

  // The server's side.

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(...frames: (object | string)[]): void {
    for (const frame of frames) {
      if (this.readyState === 1)
        this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
    }
  }

  /** The connection breaks. */
  break(): void {
    this.readyState = 3;
    this.onerror?.();
    this.onclose?.();
  }
}
