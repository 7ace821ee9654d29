// How many columns a text takes, and how it is cut and broken to fit some.

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** What terminals draw two columns wide: East Asian scripts, full-width forms, emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

function widthOf(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns of a text without line breaks or colours. */
export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += widthOf(segment);
  return width;
}

/** The text without what would move the cursor, or tell a terminal to do something. */
export function printable(text: string): string {
  return text.replace(/[\n\r\t\u2028\u2029]/g, ' ').replace(/\p{Cc}/gu, '\ufffd');
}

/** The text, cut with an ellipsis where it is wider than `columns`. */
export function clip(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let line = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += widthOf(segment);
    if (width >= columns) break;
    line += segment;
  }
  return `${line}…`;
}

/** The text padded with blanks to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/** The text in lines of at most `columns`, broken after a blank where one is near. Nothing is one empty line. */
export function broken(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    const more = widthOf(segment);
    if (width + more > columns && line !== '') {
      const blank = line.lastIndexOf(' ') + 1;
      const end = line.length - blank < columns / 3 && blank > 0 ? blank : line.length;
      lines.push(line.slice(0, end).trimEnd());
      line = line.slice(end);
      width = textWidth(line);
    }
    line += segment;
    width += more;
  }
  return [...lines, line];
}
