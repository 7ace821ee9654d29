// Carries out at the open place what was found of the value there: it is shown, hidden, refused or left to the final parse.
import { holds, type JsonPath } from './json.ts';
import type { Judged } from './judged.ts';
import type { Place, Slot } from './place.ts';
import { ARRAY, OBJECT, RECORD, type Shape, TUPLE } from './shape.ts';
import { Tree } from './tree.ts';
import type { Verdict } from './verdict.ts';
import { finalize, isAsync, type ZodSchema } from './zod.ts';

/** How values are judged. */
export interface Manner {
  /** True for values that are whole only at the end: what is not there yet is no fault. */
  readonly lenient?: boolean;
  /** Set where null stands for the absence of an optional key. */
  readonly nullForOptional?: 'absent' | undefined;
  /** What has been said of the parts of whole values. */
  readonly judged?: Judged;
}

/** The partial under construction, and what has been found out about it. */
export class Builder extends Tree<Place> {
  readonly verdict: Verdict;
  /** Where its root stands in the document. */
  readonly base: JsonPath;
  protected override readonly ground: Slot;
  /** Whether a scalar has begun at the open place. */
  begun = false;
  /** What stays at the open place if the value there is not wanted: what was shown before. */
  fallback: unknown;
  protected readonly manner: Manner;

  constructor(shape: Shape, verdict: Verdict, manner: Manner, base: JsonPath, weight: number) {
    super();
    this.weight = weight;
    this.verdict = verdict;
    this.base = base;
    this.manner = manner;
    this.ground = { child: shape, veiled: shape.emit === 'done' };
  }

  /** Of whole values, only the last snapshot is looked at. */
  protected override weigh(): number {
    return this.manner.lenient ? 0 : super.weigh();
  }

  /** The open place. */
  get slot(): Slot {
    return this.top ?? this.ground;
  }

  protected here(): JsonPath {
    return [...this.base, ...super.path()];
  }

  /** Writes what stays although it is not whole. */
  protected show(value: unknown): void {
    if (this.slot.veiled) return;
    if (this.top) this.top.write(value);
    else this.root = value;
  }

  /** Puts a closed value at the open place and leaves it. */
  protected accept(value: unknown, done: boolean): void {
    const { top } = this;
    const { lenient } = this.manner;
    if (lenient && this.slot.child?.emit === 'done') {
      this.leaveOut();
      return;
    }
    this.begun = false;
    if (!top) {
      this.put(value);
      return;
    }
    const { key, gate } = top;
    if (!top.ended) this.write(top, value);
    else this.hide(value);
    if ((done || lenient) && gate?.delete(key as string) && !gate.size) this.#unveil();
    if (done && top.array) this.heard?.(this.here().slice(0, -1), key as number, value);
    this.leave(top);
  }

  /** Shows the innermost container, whose gate is open, unless it stands where something else is shown. */
  #unveil(): void {
    this.top?.flush();
    const parent = this.frames[this.frames.length - 2];
    const slot = parent ?? this.ground;
    slot.veiled = slot.child?.emit === 'done' || (!!parent && (parent.ended || parent.filled));
  }

  /** Keeps a closed value that is not shown, for those who ask how far it is. */
  protected hide(value: unknown): void {
    const path = this.here();
    this.verdict.hidden.add(path, { path, value });
  }

  /** Leaves a place at which nothing more is to be shown. */
  protected leaveOut(): void {
    const { top } = this;
    this.begun = false;
    this.text = undefined;
    if (!top) {
      this.complete = true;
      return;
    }
    if (this.fallback !== undefined && !top.ended && !top.veiled && !top.filled) top.write(this.fallback);
    if (top.array && !top.filled) top.ended = true;
    this.leave(top);
  }

  /** @param value What was refused for what it is as a whole: its parts are done, and stay so. */
  protected refuse(raw: object[], shape: Shape, value?: unknown): void {
    const { top, slot } = this;
    const here = this.here();
    this.verdict.refuse(finalize(shape.schema as ZodSchema, raw, here), (path) =>
      holds(value, path.slice(here.length)) ? here : path,
    );
    if (top) top.failed = true;
    // A list keeps its indices: an element that has an empty partial stands as one.
    if (top?.array && top.child && !slot.veiled && !shape.gate && !top.filled) {
      if (shape.kind === OBJECT || shape.kind === RECORD) top.write({});
      else if (shape.kind === ARRAY || shape.kind === TUPLE) top.write([]);
    }
    slot.child = undefined;
  }

  /** Refuses what nothing in it can be judged without. */
  protected lose(raw: object[], shape: Shape): void {
    this.verdict.lost.add(this.here());
    this.refuse(raw, shape);
  }

  /** Leaves what stands at the open place to the final parse, and with it the checks of what is around it. */
  protected defer(shape?: Shape): void {
    const schemas = shape ? [shape.schema, ...shape.checks] : [];
    if (schemas.some((schema) => schema && isAsync(schema))) this.verdict.waits = true;
    const here = this.here();
    this.verdict.deferred.add(here, here);
    if (this.top) this.top.failed = true;
  }

  /** Who is to hear of elements here: what is judged as a whole has none before its end. */
  protected get heard(): Verdict['onElement'] {
    const { onElement } = this.verdict;
    return onElement && this.frames.some(({ leaf }) => leaf) ? undefined : onElement;
  }

  /** Tells of the elements in a value that was judged out of sight, but not of what is still open. */
  protected tell(value: unknown, path?: JsonPath, open?: string): void {
    if (this.heard) this.verdict.tell(value, path ?? this.here(), open);
  }
}
