// Colours for a terminal, or none of them.

/** Wraps a text in a colour. */
export type Colour = (text: string) => string;

/** The few colours that a frame uses. */
export interface Paint {
  readonly bold: Colour;
  readonly dim: Colour;
  readonly red: Colour;
  readonly green: Colour;
  readonly yellow: Colour;
  readonly blue: Colour;
  readonly cyan: Colour;
  readonly inverse: Colour;
}

const none: Colour = (text) => text;

export const plain: Paint = {
  bold: none,
  dim: none,
  red: none,
  green: none,
  yellow: none,
  blue: none,
  cyan: none,
  inverse: none,
};

const sgr =
  (on: number, off: number): Colour =>
  (text) =>
    `\x1b[${on}m${text}\x1b[${off}m`;

export const colourful: Paint = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  green: sgr(32, 39),
  yellow: sgr(33, 39),
  blue: sgr(34, 39),
  cyan: sgr(36, 39),
  inverse: sgr(7, 27),
};
