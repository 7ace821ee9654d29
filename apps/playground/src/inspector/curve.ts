// The bytes on the wire over time, as a curve, with a mark at the moment that is shown.
import type { Session } from '../session/session.ts';

const WIDTH = 300;
const HEIGHT = 36;

/** A picture says what the slider and the measures say in words, so that it is hidden from readers of screens. */
export interface Curve {
  readonly node: SVGElement;
  /** Moves the mark. */
  mark(): void;
  /** Draws the curve anew. */
  draw(): void;
}

export function createCurve({ timeline }: Session): Curve {
  const node = drawn('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });
  const area = drawn('polygon', { class: 'area' });
  const line = drawn('polyline', { class: 'line' });
  const cursor = drawn('rect', { class: 'cursor', y: '0', width: '2', height: String(HEIGHT) });
  node.append(area, line, cursor);
  return {
    node,
    mark() {
      const { moments, at } = timeline;
      const whole = moments.at(-1)?.ms;
      const shown = moments[at]?.ms;
      cursor.setAttribute('x', String(whole && shown ? (shown / whole) * WIDTH - 1 : 0));
    },
    draw() {
      const { moments } = timeline;
      const last = moments.at(-1);
      if (!last) return;
      const step = Math.max(1, Math.floor(moments.length / WIDTH));
      const points = moments
        .filter((moment, i) => i % step === 0 || moment === last)
        .map(({ ms, bytes }) => {
          const x = last.ms ? (ms / last.ms) * WIDTH : 0;
          const y = HEIGHT - (last.bytes ? (bytes / last.bytes) * (HEIGHT - 2) : 0);
          return `${x.toFixed(1)},${y.toFixed(1)}`;
        });
      line.setAttribute('points', points.join(' '));
      area.setAttribute('points', `0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`);
    },
  };
}

function drawn(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
