// Charts as inline SVG, on logarithmic scales, in colours that the page sets for light and dark.

/** How a line looks: ours, a peer that reads on, a peer that reads everything anew, a limit. */
export type Look = 'ours' | 'linear' | 'again' | 'limit';

export interface Drawn {
  readonly name: string;
  readonly look: Look;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Axis {
  readonly title: string;
  /** The words at a power of ten. */
  word(value: number): string;
}

const WIDTH = 800;
const HEIGHT = 420;
const LEFT = 76;
const RIGHT = 248;
const TOP = 16;
const BOTTOM = 46;

/** Lines over powers of ten, each named at its right end. */
export function lineChart(title: string, lines: readonly Drawn[], x: Axis, y: Axis): string {
  const points = lines.flatMap((line) => line.points);
  const across = scale(
    points.map((point) => point.x),
    LEFT,
    WIDTH - RIGHT,
  );
  const up = scale(
    points.map((point) => point.y),
    HEIGHT - BOTTOM,
    TOP,
  );
  const grid = [
    ...across.powers.map((power) => {
      const at = round(across.at(power));
      return `<line class="grid" x1="${at}" x2="${at}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text class="tick" x="${at}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${escapeHtml(x.word(power))}</text>`;
    }),
    ...up.powers.map((power) => {
      const at = round(up.at(power));
      return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text class="tick" x="${LEFT - 8}" y="${at + 4}" text-anchor="end">${escapeHtml(y.word(power))}</text>`;
    }),
  ];
  const ends = apart(lines.map((line) => up.at(line.points.at(-1)?.y ?? 1)));
  const drawn = lines.map((line, i) => {
    const path = line.points
      .map((point) => `${round(across.at(point.x))},${round(up.at(point.y))}`)
      .join(' ');
    const last = line.points.at(-1) ?? { x: 1, y: 1 };
    const at = round(ends[i] ?? 0);
    const right = round(across.at(last.x));
    const lead = `<line class="lead" x1="${right + 3}" x2="${WIDTH - RIGHT + 14}" y1="${round(up.at(last.y))}" y2="${at}"/>`;
    return `<g class="${line.look}"><polyline points="${path}"/>${lead}<text x="${WIDTH - RIGHT + 18}" y="${at + 4}">${escapeHtml(line.name)}</text></g>`;
  });
  const axes = `<text class="axis" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeHtml(x.title)}</text><text class="axis" transform="translate(14 ${(HEIGHT - BOTTOM + TOP) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(y.title)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${grid.join('')}${drawn.join('')}${axes}</svg>`;
}

/** One bar per row on a logarithmic scale; a row without a value says why. */
export function barChart(
  title: string,
  rows: readonly {
    readonly name: string;
    readonly look: Look;
    readonly value?: number;
    readonly text: string;
  }[],
): string {
  const row = 26;
  const left = 250;
  const values = rows.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const across = scale([...values, Math.min(...values) / 2], left, WIDTH - 110);
  const bars = rows.map(({ name, look, value, text }, i) => {
    const y = 6 + i * row;
    // What has not finished goes on and on, so far as anybody knows.
    const width = value === undefined ? WIDTH - 110 - left : Math.max(2, round(across.at(value) - left));
    const label = `<text x="${left - 10}" y="${y + 14}" text-anchor="end">${escapeHtml(name)}</text>`;
    const isDone = value !== undefined;
    const bar = `<rect${isDone ? '' : ' class="open"'} x="${left}" y="${y + 2}" width="${width}" height="${row - 9}" rx="2"/>`;
    const at = isDone ? left + width + 8 : left + 8;
    return `<g class="${look}">${label}${bar}<text class="${isDone ? 'value' : 'none'}" x="${at}" y="${y + 14}">${escapeHtml(text)}</text></g>`;
  });
  return `<svg class="bars" viewBox="0 0 ${WIDTH} ${rows.length * row + 12}" role="img" aria-label="${escapeHtml(title)}">${bars.join('')}</svg>`;
}

interface Scale {
  at(value: number): number;
  /** The powers of ten in the range. */
  readonly powers: readonly number[];
}

/** From `from` to `to`, with a little room at both ends. */
export function scale(values: readonly number[], from: number, to: number): Scale {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const low = Math.min(...logs) - 0.08;
  const high = Math.max(...logs) + 0.08;
  const powers: number[] = [];
  for (let power = Math.ceil(low); power <= high; power++) powers.push(10 ** power);
  return { at: (value) => from + ((Math.log10(value) - low) / (high - low || 1)) * (to - from), powers };
}

/** The same places, moved so that names do not cover each other. */
export function apart(places: readonly number[], least = 15): number[] {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  for (let round = 0; round < 50; round++) {
    for (let i = 1; i < order.length; i++) {
      const above = order[i - 1];
      const below = order[i];
      if (!above || !below) continue;
      const missing = least - (below.place - above.place);
      if (missing <= 0) continue;
      above.place -= missing / 2;
      below.place += missing / 2;
    }
  }
  const moved: number[] = [];
  for (const { place, i } of order) moved[i] = place;
  return moved;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
