// How values are written on every page.

const price = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

export function formatPrice(value: number): string {
  return price.format(value);
}

export function formatNumber(value: number): string {
  return number.format(value);
}

/** `2026-02-12` as `February 12, 2026`. */
export function formatDay(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

/** `+8.4 %`, `−12.2 %`. */
export function formatChange(percent: number): string {
  return `${percent < 0 ? '−' : '+'}${number.format(Math.abs(percent))} %`;
}

/** The first letters of the first and the last word of a name. */
export function initials(name: string | undefined): string {
  const words = (name ?? '').split(/\s+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
