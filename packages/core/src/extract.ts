// Finds the JSON document in what a model wrote around it: prose, a fence, a think block, a BOM.

const BLANK = /[\s\ufeff]*/y;
// A group holds what proves a bracket to be one.
const OBJECT = '\\{\\s*(?:(["\'}])|$)';
// Behind the fence of a JSON block a bracket needs no more; the beginnings of one wait.
const FENCE = '`{1,2}$|```[jJ]?[sS]?[oO]?$|```(?:json\\w*|JSON)?\\s{0,64}(?:';
const ARRAY = '\\[\\s*(?:([[{"\'\\]]|-?\\d|true|false|null)|(?:-|t|tr|tru|f|fa|fal|fals|n|nu|nul)?$)';
/** What scalars begin with, which may stand alone but cannot be found in prose; in the order of their bits. */
const SCALARS = ['"', '-?\\d', 'true', 'false', 'null'];
/** What waits for more at the start of the text. */
const WORDS = ['<think>', '<thinking>', 'true', 'false', 'null', '-'];
/** Blanks that may stand between a bracket and what proves it to be one; more are proof enough. */
const PATIENCE = 1024;

/**
 * Looks for the first character of a document, across chunks. At the start of the text an opening bracket is one, or that
 * of a scalar; after prose only a bracket behind the fence of a JSON block, or where a key, an item or the closing
 * bracket follows it.
 */
export class Extractor {
  /** What may still turn out to be part of the document, or of a tag. */
  held = '';
  #prose = false;
  /** The tag that ends a think block. */
  #closing = '';
  readonly #start: RegExp;
  readonly #alone: RegExp;

  /**
   * @param brackets The opening brackets that a document may have in prose: `{`, `[` or both.
   * @param types The types of scalars that may stand alone.
   */
  constructor(brackets: string, types: number) {
    const scalars = SCALARS.filter((_, bit) => types & (1 << bit));
    this.#alone = new RegExp(`^(?:${['[{[]', ...scalars].join('|')})`);
    const starts = [...brackets].map((bracket) => (bracket === '{' ? OBJECT : ARRAY));
    this.#start = new RegExp([`${FENCE}([${brackets}])|$)`, ...starts].join('|'), 'g');
  }

  /** Takes the next piece of text; answers what is to be skipped, and the document's first piece once it has begun. */
  push(piece: string): [skipped: string, rest: string | undefined] {
    const text = this.held + piece;
    let at = 0;
    let hold = text.length;
    while (!this.#prose) {
      if (this.#closing) {
        const end = text.indexOf(this.#closing, at);
        hold = Math.max(at, text.length - this.#closing.length);
        if (end < 0) break;
        at = end + this.#closing.length;
        this.#closing = '';
      }
      BLANK.lastIndex = at;
      at += (BLANK.exec(text) as RegExpExecArray)[0].length;
      hold = at;
      const rest = text.slice(at, at + 10);
      const tag = ['<think>', '<thinking>'].find((name) => rest.startsWith(name));
      if (tag) {
        at += tag.length;
        this.#closing = `</${tag.slice(1)}`;
      } else if (this.#alone.test(rest)) return [text.slice(0, at), text.slice(at)];
      else if (WORDS.some((word) => word.startsWith(rest))) break;
      else this.#prose = true;
    }
    if (this.#prose) {
      this.#start.lastIndex = at;
      const found = this.#start.exec(text);
      hold = found ? found.index : text.length;
      if (found && (found.slice(1).some(Boolean) || found[0].length > PATIENCE)) {
        hold += found[0].search(/[{[]/);
        return [text.slice(0, hold), text.slice(hold)];
      }
    }
    this.held = text.slice(hold);
    return [text.slice(0, hold), undefined];
  }
}
