// One screen at work: its store, what it costs, its past, and the hands that disturb it. Knows no framework.
import { createPartialStore, type PartialStore } from '@partialkit/client';
import type * as z from 'zod';
import type { Behaviour } from '../replay/behaviours.ts';
import { createMeter, type Meter } from './meter.ts';
import { meteredFetch } from './metered-fetch.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** What is wished of the next run. */
export interface Wish {
  speed: number;
  behaviour: Behaviour;
  live: boolean;
}

/** See {@link createSession}. */
export interface Session {
  readonly schema: z.ZodType;
  /** The store itself, wherever the timeline is. */
  readonly live: PartialStore<z.ZodType>;
  readonly timeline: Timeline<z.ZodType>;
  readonly meter: Meter;
  readonly wish: Wish;
  /** Begins a run; one that goes on is ended first. */
  start(): void;
  stop(): void;
  /** Changes the speed of this run and of those that follow. */
  setSpeed(speed: number): void;
  /** Has the server break the connection. */
  cut(): void;
}

export function createSession(
  source: { readonly schema: z.ZodType; readonly url: string },
  wish: Wish,
): Session {
  const { schema, url } = source;
  const meter = createMeter();
  const live = createPartialStore({
    schema,
    url,
    fetch: meteredFetch(meter.received),
    // Soon enough for somebody who has pressed a button to see it.
    retry: { baseMs: 300 },
  });
  const disturb = (what: object): void => {
    const { run, status } = live.getState();
    if (run === undefined || !isActive(status)) return;
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(what) };
    // A run that has just ended cannot be disturbed any more, and need not be.
    void fetch(`/api/runs/${run}`, request).catch(() => {});
  };
  return {
    schema,
    live,
    timeline: createTimeline(live, () => meter.bytes),
    meter,
    wish,
    start() {
      meter.reset();
      void live.submit({ ...wish });
    },
    stop: () => void live.stop(),
    setSpeed(speed) {
      wish.speed = speed;
      disturb({ speed });
    },
    cut: () => disturb({ cut: true }),
  };
}

/** Whether a stream goes on by itself. */
export function isActive(status: string): boolean {
  return status === 'connecting' || status === 'streaming' || status === 'reconnecting';
}
