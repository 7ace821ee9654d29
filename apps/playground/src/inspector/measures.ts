// What a run has cost so far, in figures.
import { isActive, type Session } from '../session/session.ts';
import { element, setText } from '../shell/element.ts';
import type { Pane } from './inspector.ts';

export function createMeasures({ timeline, meter }: Session): Pane {
  const node = element('dl', { class: 'measures' });
  const values = new Map<string, HTMLElement>();
  for (const [name, title] of [
    ['Status', 'How far the stream is'],
    ['First value', 'Time until the first value was shown'],
    ['On the wire', 'Bytes of the response, events and ids included'],
    ['Document', 'Bytes of the JSON that is shown'],
    ['Overhead', 'Bytes on the wire per byte of the document'],
    ['States shown', 'How many states the page has been given'],
  ] as const) {
    const value = element('dd');
    values.set(name, value);
    node.append(element('div', { attributes: { title } }, element('dt', {}, name), value));
  }
  const say = (name: string, text: string): void => {
    const value = values.get(name);
    if (value) setText(value, text);
  };

  return {
    node,
    update() {
      const moment = timeline.moments[timeline.at];
      if (!moment) return;
      const { state, bytes } = moment;
      const first = timeline.moments.find(({ state }) => state.partial !== undefined);
      // The last event is on its way when its state is shown.
      const wire = isActive(state.status)
        ? bytes
        : Math.max(bytes, timeline.at === timeline.moments.length - 1 ? meter.bytes : 0);
      const text =
        state.partial === undefined ? 0 : new TextEncoder().encode(JSON.stringify(state.partial)).length;
      say('Status', state.attempt > 0 ? `${state.status}, attempt ${state.attempt}` : state.status);
      say('First value', first ? `${first.ms.toFixed(0)} ms` : '–');
      say('On the wire', size(wire));
      say('Document', size(text));
      say('Overhead', text > 0 ? `× ${(wire / text).toFixed(2)}` : '–');
      say('States shown', String(timeline.at + 1));
    },
  };
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
