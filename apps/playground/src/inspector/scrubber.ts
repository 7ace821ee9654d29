// The timeline: a slider over all moments of a run, with the bytes that had come drawn above it.
import type { Session } from '../session/session.ts';
import { element, setText } from '../shell/element.ts';
import type { Pane } from './inspector.ts';

const WIDTH = 300;
const HEIGHT = 36;
/** The curve is drawn anew at most this often. */
const DRAW_MS = 200;

export function createScrubber({ timeline }: Session): Pane {
  const slider = element('input', {
    id: 'timeline',
    attributes: { type: 'range', min: '0', value: '0', 'aria-label': 'Moment' },
    on: { input: () => timeline.show(slider.valueAsNumber) },
  });
  // No output element: it would be read out at every moment. The slider says the same when it is asked.
  const time = element('span', { class: 'time' });
  const button = (label: string, sign: string, press: () => void): HTMLButtonElement =>
    element(
      'button',
      {
        class: 'icon',
        attributes: { type: 'button', 'aria-label': label, title: label },
        on: { click: press },
      },
      sign,
    );
  const live = element(
    'button',
    {
      class: 'live',
      attributes: { type: 'button', 'aria-pressed': 'true' },
      on: { click: () => timeline.follow() },
    },
    'Live',
  );
  const { svg, line, area, cursor } = curve();
  let drawnAt = Number.NEGATIVE_INFINITY;

  return {
    node: element(
      'section',
      { class: 'pane scrubber', attributes: { 'aria-labelledby': 'pane-timeline' } },
      element('h2', { id: 'pane-timeline' }, 'Timeline'),
      svg,
      slider,
      element(
        'div',
        { class: 'row' },
        button('Earlier', '‹', () => timeline.show(timeline.at - 1)),
        button('Later', '›', () => timeline.show(timeline.at + 1)),
        live,
        time,
      ),
    ),
    update() {
      const { moments, at, isLive } = timeline;
      const last = moments.length - 1;
      const shown = moments[at];
      const end = moments[last];
      if (!shown || !end) return;
      slider.max = String(last);
      slider.valueAsNumber = at;
      const text = `${(shown.ms / 1000).toFixed(2)} s · moment ${at + 1} of ${moments.length}`;
      slider.setAttribute('aria-valuetext', text);
      setText(time, text);
      live.setAttribute('aria-pressed', String(isLive));
      cursor.setAttribute('x', String(end.ms ? (shown.ms / end.ms) * WIDTH - 1 : 0));
      const now = performance.now();
      if (now - drawnAt < DRAW_MS && moments.length > 2) return;
      drawnAt = now;
      const step = Math.max(1, Math.floor(moments.length / WIDTH));
      const points = moments
        .filter((_, i) => i % step === 0 || i === last)
        .map(({ ms, bytes }) => {
          const x = end.ms ? (ms / end.ms) * WIDTH : 0;
          const y = HEIGHT - (end.bytes ? (bytes / end.bytes) * (HEIGHT - 2) : 0);
          return `${x.toFixed(1)},${y.toFixed(1)}`;
        });
      line.setAttribute('points', points.join(' '));
      area.setAttribute('points', `0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`);
    },
  };
}

/** The picture says what the slider and the measures say in words. */
function curve() {
  const svg = drawn('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });
  const area = drawn('polygon', { class: 'area' });
  const line = drawn('polyline', { class: 'line' });
  const cursor = drawn('rect', { class: 'cursor', y: '0', width: '2', height: String(HEIGHT) });
  svg.append(area, line, cursor);
  return { svg, area, line, cursor };
}

function drawn(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
