// A response body that a test writes: what was sent arrives in order, also before an end or a failure.

/** The two ends of one body. */
export interface MockBody {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Takes back all that was not read yet. */
  abort(reason: unknown): void;
  write(chunk: string | Uint8Array): void;
  close(): void;
  fail(error: unknown): void;
}

type Step = (controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => void;

/** A body whose steps wait until somebody reads; a stream's own `error` would drop the chunks before it. */
export function createMockBody(onCancel: () => void): MockBody {
  const steps: Step[] = [];
  const encoder = new TextEncoder();
  let wake = (): void => {};
  let abort = (_reason: unknown): void => {};
  const add = (step: Step): void => {
    steps.push(step);
    wake();
  };
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        abort = (reason) => controller.error(reason);
      },
      async pull(controller) {
        while (steps.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        steps.shift()?.(controller);
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    abort: (reason) => abort(reason),
    write: (chunk) => {
      const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : new Uint8Array(chunk);
      add((controller) => controller.enqueue(bytes));
    },
    close: () => add((controller) => controller.close()),
    fail: (error) => add((controller) => controller.error(error)),
  };
}
