// The runs that this process knows: those that go on, and for a while those that have ended.
import { type OnDisconnect, type Production, Run } from './run.ts';

/** What is kept of runs, and how long. */
export interface RunsOptions {
  /** `stop` by default. */
  readonly onDisconnect?: OnDisconnect | undefined;
  /** Milliseconds in which a run that has ended can still be joined; 10 minutes by default. */
  readonly retentionMs?: number | undefined;
  /** Characters that ended runs may take together; 32 Mi by default. The oldest go first. */
  readonly retentionBytes?: number | undefined;
}

/** A run, and what it was asked. */
export interface Entry {
  readonly run: Run;
  /** Tells whether another request asks the same. */
  readonly question: string;
}

export class Runs {
  readonly #live = new Map<string, Entry>();
  /** In the order in which they have ended. */
  readonly #ended = new Map<string, Entry>();
  #size = 0;
  readonly #onDisconnect: OnDisconnect;
  readonly #retentionMs: number;
  readonly #retentionBytes: number;

  constructor({ onDisconnect = 'stop', retentionMs = 600_000, retentionBytes = 1 << 25 }: RunsOptions) {
    this.#onDisconnect = onDisconnect;
    this.#retentionMs = retentionMs;
    this.#retentionBytes = retentionBytes;
  }

  find(id: string): Entry | undefined {
    this.#sweep();
    return this.#live.get(id) ?? this.#ended.get(id);
  }

  begin(id: string, question: string, produce: Production, epoch: number): Entry {
    const run = new Run(produce, epoch, this.#onDisconnect, () => {
      this.#live.delete(id);
      this.#ended.set(id, entry);
      this.#size += run.size;
    });
    const entry = { run, question };
    this.#live.set(id, entry);
    return entry;
  }

  /** Done whenever somebody asks: a timer would keep processes alive, and is not allowed on every platform. */
  #sweep(): void {
    for (const [id, { run }] of this.#ended) {
      const isFresh = Date.now() - (run.endedAt ?? 0) <= this.#retentionMs;
      if (isFresh && this.#size <= this.#retentionBytes) return;
      this.#ended.delete(id);
      this.#size -= run.size;
    }
  }
}
