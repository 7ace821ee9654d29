// The hands behind the scene: what can be done to a run while it goes on, its pace and its connections.
import type { ServerResponse } from 'node:http';
import { createPace, type Pace } from '../replay/pace.ts';

/** See {@link createStage}. */
export interface Stage {
  /** The pace of a run, until it is over. */
  pace(run: string, speed: number): Pace;
  /** The run is over. */
  forget(run: string): void;
  /** Notes who reads a run, until the response is closed. */
  enter(run: string, response: ServerResponse | undefined): void;
  /** Changes the pace; false where there is no such run. */
  setSpeed(run: string, speed: number): boolean;
  /** Cuts all connections of a run, in the rudest way there is; answers how many there were. */
  cut(run: string): number;
}

export function createStage(): Stage {
  const paces = new Map<string, Pace>();
  const readers = new Map<string, Set<ServerResponse>>();
  return {
    pace(run, speed) {
      const pace = createPace(speed);
      paces.set(run, pace);
      return pace;
    },
    forget(run) {
      paces.delete(run);
    },
    enter(run, response) {
      if (!response) return;
      const all = readers.get(run) ?? new Set();
      readers.set(run, all.add(response));
      response.once('close', () => {
        all.delete(response);
        if (all.size === 0) readers.delete(run);
      });
    },
    setSpeed(run, speed) {
      const pace = paces.get(run);
      if (pace) pace.speed = speed;
      return pace !== undefined;
    },
    cut(run) {
      const all = [...(readers.get(run) ?? [])];
      for (const response of all) response.destroy();
      return all.length;
    },
  };
}
