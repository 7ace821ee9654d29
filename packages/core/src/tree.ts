// The value under construction: changed in place until a snapshot has shown it, then copied along the open path.
import { Frame } from './frame.ts';
import type { JsonPath } from './json.ts';
import {
  BEGIN,
  CLOSE,
  GROW,
  KEY,
  OPEN_ARRAY,
  OPEN_OBJECT,
  type Sink,
  STR,
  STRING,
  type Token,
} from './token.ts';

/**
 * What a snapshot copies along the open path, in objects. Beyond it, so that the work for each piece does not grow with
 * the document, an open string is shown in steps as many units long as there are objects beyond it, and a container once
 * it is whole, or long enough.
 */
const LIGHT = 32;
/** How long a container has to be, for each object that is copied to show more of it; as long counts a token. */
const LONG = 4;

/** How long a token is, with the text that it ends. */
export const lengthOf = (token: Token, value: unknown): number =>
  LONG + (token === STRING ? (value as string).length : 0);

/** The open path of a document and the snapshots that are taken of it; by itself, it takes every value as it is. */
export class Tree<F extends Frame = Frame> implements Sink {
  readonly frames: F[] = [];
  /** The innermost open container. */
  top: F | undefined;
  root: unknown;
  /** Whether the root is not shown until it is whole. */
  protected readonly ground: { veiled: boolean } = { veiled: false };
  /** True once the root value is whole. */
  complete = false;
  /** What is shown of the string that is open. */
  text: string | undefined;
  /** True while there may be something to show that no snapshot has. */
  dirty = false;
  /** What a snapshot copies above the root. */
  protected weight = 0;
  /** The container whose open place is not shown yet, since all above it would have to be copied. */
  protected held: F | undefined;
  /** Units that have to come until it is. */
  protected due = 0;
  /** Units that have to come until what is whole is written. */
  #wait = 0;
  /** How many had to come, in all, until what is held is shown. */
  #owed = 0;
  /** How long the value is that has just closed; without end, where some of it is shown. */
  #length = 0;
  /** Units by which the open string grows, and what is not shown of it yet. */
  #step = 1;
  #rest = '';
  #openPath: JsonPath | undefined;

  token(token: Token, value?: unknown, piece?: string): boolean | undefined {
    const top = this.top;
    if (token === GROW) {
      this.grow(value as string, piece);
      return undefined;
    }
    this.touch();
    this.tick(token, value);
    switch (token) {
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        this.open(new Frame(token === OPEN_ARRAY) as F);
        break;
      case CLOSE:
        this.put((this.close() as F).value);
        break;
      case KEY:
        if (top) return this.key(top, value as string);
        break;
      case BEGIN:
        if (value === STR) this.begin();
        break;
      case STRING:
        this.grow(value as string, piece);
        this.put(value);
        break;
      default:
        this.put(value);
    }
    return undefined;
  }

  path(): JsonPath {
    return this.frames.map((frame) => frame.key);
  }

  /** The container that is open at `path`. */
  frameAt(path: JsonPath): F | undefined {
    const { frames } = this;
    return path.every((key, depth) => String(frames[depth]?.key) === String(key))
      ? frames[path.length]
      : undefined;
  }

  /** Notes that there is something new. */
  protected touch(): void {
    if (this.held) return;
    this.dirty = true;
    this.#openPath = undefined;
  }

  /** Counts a token, and shows what is held once it is long enough. */
  protected tick(token: Token, value: unknown): void {
    this.#length = lengthOf(token, value);
    if (token === CLOSE) this.top?.flush();
    if (!this.held) return;
    this.due -= this.#length;
    if (this.due <= 0) this.release();
  }

  protected release(): void {
    this.held = undefined;
    this.touch();
  }

  /** Shows a string that begins. */
  protected begin(): void {
    this.#step = Math.max(1, Math.floor(this.weigh() - LIGHT));
    this.#rest = '';
    if (this.#step === 1) this.text = '';
  }

  /** Shows `text` of the open string, as far as whole steps go; `piece` is what is new of it. */
  protected grow(text: string, piece: string = text): void {
    const before = this.text;
    if (this.held && text.length >= this.due) this.release();
    if (this.#step === 1) this.text = text;
    else {
      // No look into the whole: it would cost as much as that is long.
      const rest = this.#rest + piece;
      let end = rest.length - (text.length % this.#step);
      if (end > 0 && (rest.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
      this.#rest = end > 0 ? rest.slice(end) : rest;
      if (end > 0) this.text = (before ?? '') + rest.slice(0, end);
    }
    if (this.text === before) return;
    if (before === undefined) this.touch();
    this.dirty = true;
  }

  /** Goes on with the string that is open in another tree, whose frames it has taken over. */
  protected goOnFrom(other: Tree<F>): void {
    this.text = other.text;
    this.#step = other.#step;
    this.#rest = other.#rest;
    this.#wait = other.#wait;
    if (this.held) return;
    this.held = other.held;
    this.due = other.due;
    this.#owed = other.#owed;
  }

  /** What a snapshot copies, in objects. */
  protected weigh(): number {
    const { top } = this;
    return top ? top.above + top.cost : this.weight;
  }

  protected open(frame: F): void {
    const weight = this.weigh();
    frame.above = weight;
    if (weight >= LIGHT && this.top && !this.held) {
      this.held = this.top;
      this.due = this.#owed = weight * LONG;
    }
    this.frames.push(frame);
    this.top = frame;
  }

  protected close(): F | undefined {
    const { frames } = this;
    const frame = frames.pop();
    this.top = frames[frames.length - 1];
    this.#length = Number.POSITIVE_INFINITY;
    if (this.held && this.top === this.held) {
      this.#length = this.#owed - this.due;
      this.release();
    }
    return frame;
  }

  /** Turns to the place `key`; a value that is there already stays until the next one is whole. */
  protected key(frame: F, key: string): boolean {
    frame.key = key;
    frame.veiled = Object.hasOwn(frame.value, key);
    frame.size++;
    return frame.veiled;
  }

  /** Puts a finished value at the open place. */
  protected put(value: unknown): void {
    const { top } = this;
    if (!top) {
      this.text = undefined;
      this.root = value;
      this.complete = true;
    } else {
      this.write(top, value);
      this.leave(top);
    }
  }

  /** Writes a value that has just closed: at once where some of it is shown, and else once enough has come. */
  protected write(frame: F, value: unknown): void {
    this.#wait -= this.text === undefined ? this.#length : Number.POSITIVE_INFINITY;
    if (this.#wait > 0 && !Object.hasOwn(frame.value, frame.key)) {
      frame.waiting ??= new Map();
      frame.waiting.set(frame.key, value);
    } else {
      frame.write(value);
      this.#wait = this.weigh() - LIGHT;
    }
  }

  /** Leaves the open place of `frame`. */
  protected leave(frame: F): void {
    this.text = undefined;
    if (frame.array) (frame.key as number)++;
  }

  /** What is shown of a scalar that is open. */
  protected pending(): unknown {
    return this.text;
  }

  /** Where what is pending is itself open. */
  protected below(): JsonPath {
    return [];
  }

  /** How many of the open containers are shown. */
  private shown(): number {
    const { frames } = this;
    if (this.ground.veiled) return 0;
    let depth = frames.length && 1;
    for (; depth < frames.length; depth++) {
      const above = frames[depth - 1];
      if (above?.veiled || above === this.held) break;
    }
    return depth;
  }

  /** What is shown now: the same object as before, unless there is more to show. */
  snapshot(): unknown {
    if (!this.dirty) return this.root;
    this.dirty = false;
    const { frames } = this;
    const depth = this.shown();
    const isOpen = depth === frames.length && !(this.top ?? this.ground).veiled;
    const pending = isOpen ? this.pending() : undefined;
    if (pending !== undefined) {
      if (this.top) this.top.write(pending);
      else this.root = pending;
    }
    for (let i = depth; i--; ) {
      const frame = frames[i] as F;
      // What no snapshot has shown since it changed is new, and so is all above it; the rest is as it was.
      if (!frame.fresh) break;
      frame.fresh = false;
      frame.shared = true;
      if (i) frames[i - 1]?.write(frame.value);
      else this.root = frame.value;
    }
    return this.root;
  }

  /** The deepest place that is shown and still open; null when the document is whole. */
  openPath(): JsonPath | null {
    if (this.complete) return null;
    if (!this.#openPath) {
      const { frames, top } = this;
      const depth = this.shown();
      const inside = depth === frames.length && !(top ?? this.ground).veiled && this.pending() !== undefined;
      const path: (string | number)[] = [];
      for (let i = 0; i < (inside ? depth : depth - 1); i++) path.push((frames[i] as F).key);
      this.#openPath = inside ? path.concat(this.below()) : path;
    }
    return this.#openPath;
  }
}
