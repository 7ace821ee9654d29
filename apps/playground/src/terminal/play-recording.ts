// Plays one recorded stream at the pace of a model.
import type { RecordedDocument } from '../recorded/recorded-documents.ts';
import { createPace } from '../replay/pace.ts';
import { eventsOf, replay } from '../replay/replay.ts';
import { play } from './player.ts';
import type { Terminal } from './terminal.ts';
import type { Run } from './watch.ts';

/** A whole answer takes about this long, whether it came in 20 pieces or in 400. */
const TOTAL_MS = 8000;
const SLOWEST_MS = 400;
const FASTEST_MS = 8;

/** Without a speed: that of a model where somebody watches, none where not. */
export function playRecording(
  { recording, schema, tool }: RecordedDocument,
  speed: number | undefined,
  terminal: Terminal,
): Promise<Run> {
  const { provider, model, note, origin } = recording;
  const events = eventsOf(recording.body());
  const pace = createPace(speed ?? (terminal.live ? 1 : Number.POSITIVE_INFINITY));
  const stop = new AbortController();
  const gap = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, TOTAL_MS / events.length));
  let wireBytes = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    for await (const event of replay(events, { pace, gap, signal: stop.signal })) {
      wireBytes += event.length;
      yield event;
    }
  }
  const about = origin === 'synthetic' ? `${note} Made up in the form of its provider.` : note;
  return play(terminal, {
    title: { name: `${recording.name}  ${model ?? provider}`, about },
    schema,
    tool,
    source: source(),
    wireBytes: () => wireBytes,
    pace,
    stop,
  });
}
