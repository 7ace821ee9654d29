// The text of a document, kept for a final parse in few flat pieces rather than as the chunks that came.

/** Units of a piece. */
const PIECE = 1 << 12;

/** A text that grows. */
export class KeptText {
  readonly #pieces: string[] = [];
  #tail = '';

  add(text: string): void {
    this.#tail += text;
    if (this.#tail.length < PIECE) return;
    // A look at its last character makes the rope flat.
    this.#tail.charCodeAt(this.#tail.length - 1);
    this.#pieces.push(this.#tail);
    this.#tail = '';
  }

  toString(): string {
    return this.#pieces.join('') + this.#tail;
  }
}
