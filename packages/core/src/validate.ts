// Judges a document while it is built: each token changes what its place needs, and nothing else is looked at.

import type { JsonPath } from './json.ts';
import {
  ANY,
  ARRAY,
  anything,
  childOf,
  compile,
  goodLength,
  LEAF,
  OBJECT,
  RECORD,
  type Shape,
  STRING_LEAF,
  TAGGED,
  TUPLE,
  typeOf,
  UNION,
} from './shape.ts';
import { share } from './share.ts';
import {
  ARR,
  BEGIN,
  CLOSE,
  GROW,
  KEY,
  NULL,
  OBJ,
  OPEN_ARRAY,
  OPEN_OBJECT,
  STR,
  STRING,
  type Token,
} from './tokenizer.ts';
import { Frame, Tree } from './tree.ts';
import { agree, Recorder } from './union.ts';
import { keyOf, Verdict } from './verdict.ts';
import { finalize, type Payload, run, type ZodSchema } from './zod.ts';

/** An open container and its shape. */
class Place extends Frame {
  readonly shape: Shape;
  /** The leaf that judges it as a whole, where it is built as it comes. */
  readonly leaf: Shape | undefined;
  /** What stands at `key` has to be; undefined where it is not wanted, or was refused. */
  child: Shape | undefined;
  /** True once anything in it was refused: its own checks cannot be run. */
  failed = false;
  /** True once it takes nothing more. */
  over = false;
  /** True once a hole would follow: what comes behind is judged, but not shown. */
  ended = false;
  /** The keys that have to be done before it is shown. */
  gate: Set<string> | undefined;

  constructor(array: boolean, shape: Shape, leaf?: Shape) {
    super(array);
    this.shape = shape;
    this.leaf = leaf;
    if (shape.gate) this.gate = new Set(shape.gate);
  }
}

/**
 * How far a place is: nothing of it has come; it is being written; it is whole and passed its schema, checks and
 * transforms included; or it was refused. A state only moves forward.
 */
export type FieldState = 'pending' | 'streaming' | 'done' | 'invalid';

/** How values are judged. */
export interface Manner {
  /** True for values that are whole only at the end: what is not there yet is no fault. */
  readonly lenient?: boolean;
  /** True where null stands for the absence of an optional key. */
  readonly nullForOptional?: boolean;
}

/** Builds the partial of a schema from tokens. */
export class Validator extends Tree<Place> {
  readonly #shape: Shape;
  readonly #manner: Manner;
  readonly verdict: Verdict;
  /** Where its root stands in the document. */
  readonly #base: JsonPath;
  /** Open containers below a place that is not wanted. */
  #skipped = 0;
  /** What a union waits for: its tag, or one option that is left. */
  #tagged: Recorder | undefined;
  #options: Validator[] | undefined;
  /** The union that is open, and how deep it is. */
  #union: Shape = anything;
  #depth = 0;
  /** How much of an open string the options have seen. */
  #grown = 0;
  /** What the options agree on. */
  #agreed: unknown;
  /** The root's `child` and `veiled`. */
  #child: Shape | undefined;
  #veiled = false;
  /** Whether a scalar has begun at the open place. */
  #begun = false;
  /** What stays at the open place if the value there is not wanted: what was shown before. */
  fallback: unknown;

  constructor(shape: Shape, verdict: Verdict, manner: Manner = {}, base: JsonPath = []) {
    super();
    this.#shape = shape;
    this.#child = shape;
    this.verdict = verdict;
    this.#manner = manner;
    this.#base = base;
    this.#veiled = shape.emit === 'done';
  }

  override token(token: Token, value?: unknown): boolean | undefined {
    if (this.verdict.halted) throw this.verdict.halted;
    this.dirty = true;
    if (this.#options) return this.#fork(token, value);
    if (this.#tagged) return this.#record(token, value);
    if (token !== GROW) this.touch();
    if (this.#skipped) {
      if (token === CLOSE) {
        if (!--this.#skipped) this.#absent();
      } else if (token < CLOSE) this.#skipped++;
      return undefined;
    }
    switch (token) {
      case KEY:
        return this.#key(this.top as Place, value as string);
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        this.#enter(token === OPEN_ARRAY ? ARR : OBJ);
        break;
      case CLOSE:
        this.#close();
        break;
      case BEGIN: {
        const shape = this.#expect(value as number);
        this.#begun = !!shape;
        if (shape && value === STR) this.#grow(shape, '');
        break;
      }
      case GROW: {
        const shape = this.#place();
        if (shape) this.#grow(shape, value as string);
        break;
      }
      case STRING: {
        let shape = this.#place();
        if (shape) {
          this.#grow(shape, value as string);
          shape = this.#place();
        }
        if (shape) this.#settle(shape, value);
        else this.#absent();
        break;
      }
      default: {
        const shape = this.#place();
        if (shape) this.#settle(shape, value);
        else this.#absent();
      }
    }
    return undefined;
  }

  override path(): JsonPath {
    const path = [...this.#base, ...super.path()];
    return this.#options?.[0] ? this.#options[0].path() : path;
  }

  protected override get veiled(): boolean {
    return this.#veiled;
  }

  protected override pending(): unknown {
    if (!this.#options) return this.text;
    this.#agreed = share(this.#agreed, agree(this.#options.map((option) => option.snapshot())));
    return this.#agreed;
  }

  protected override below(): JsonPath {
    const paths = this.#options?.map((option) => option.openPath() ?? []) ?? [[]];
    const path = paths.reduce((left, right) => (right.length < left.length ? right : left));
    let value = this.#agreed;
    const end = path.findIndex((key) => {
      value = (value as Record<string, unknown> | undefined)?.[key];
      return value === undefined;
    });
    return end < 0 ? path : path.slice(0, end);
  }

  /** Goes on from `shown`: from here on its parts are those of `shown`, where they are the same. */
  rebase(shown: unknown): void {
    if (shown === undefined) return;
    let value = share(shown, this.snapshot());
    this.root = value;
    if (this.#veiled) return;
    for (const frame of this.frames) {
      if (typeof value !== 'object' || value === null) return;
      frame.value = value as Place['value'];
      frame.shared = true;
      if (frame.veiled) return;
      value = (value as Record<string | number, unknown>)[frame.key];
    }
    this.#agreed = value;
  }

  /** Takes a value that it has judged before, if it stands where one can be taken. */
  keep(value: object): boolean {
    if (this.#options || this.#tagged || this.#skipped) return false;
    if (this.#expect(Array.isArray(value) ? ARR : OBJ)) this.#put(value, false);
    else this.#absent();
    return true;
  }

  /** See {@link FieldState}. */
  state(place: JsonPath): FieldState {
    const { frames, verdict } = this;
    const base = this.#base.length;
    const path = place.slice(base);
    if (verdict.isRefused(place)) return 'invalid';
    if (verdict.isDeferred(place)) return 'streaming';
    if (verdict.isIn(verdict.lost, place)) return 'invalid';
    const hidden = verdict.hidden.find(({ path }) =>
      path.every((key, at) => String(key) === String(place[at])),
    );
    if (hidden) return this.#closed(place, hidden.value, hidden.path.length);
    let depth = 0;
    while (depth < Math.min(frames.length, path.length) && String(frames[depth]?.key) === String(path[depth]))
      depth++;
    const open = frames[depth];
    // What is in a leaf is judged with it.
    if (frames.some((frame, index) => frame.leaf && index <= depth && index < path.length)) return 'pending';
    let value: unknown = this.root;
    if (!this.complete) {
      const busy = this.#begun || !!this.#options || !!this.#tagged || this.#skipped > 0;
      const isOpen = depth < frames.length || (busy && !this.#skipped);
      if (depth === path.length) {
        const parent = frames[depth - 1];
        const again = parent?.veiled && Object.hasOwn(parent.value, parent.key);
        if (isOpen && !again) return 'streaming';
        if (verdict.isBroken(place)) return 'invalid';
        if (parent && Object.hasOwn(parent.value, parent.key)) return 'done';
        return verdict.isBelowRefused(place, base + depth - 1) ? 'invalid' : 'pending';
      }
      if (open) {
        const key = path[depth] as string | number;
        if (!Object.hasOwn(open.value, key)) {
          if (verdict.isBroken(place) || verdict.isBelowRefused(place, base + depth)) return 'invalid';
          if (!open.array || !(+key < (open.key as number))) return 'pending';
          return verdict.isIn(verdict.deferred, place) ? 'streaming' : 'done';
        }
        value = open.value;
      } else {
        if (this.#options) return earliest(this.#options.map((option) => option.state(place)));
        const { top } = this;
        if (
          this.#begun ||
          this.#tagged ||
          (top ? !Object.hasOwn(top.value, top.key) : this.root === undefined)
        ) {
          return verdict.isBelowRefused(place, base + depth - 1) ? 'invalid' : 'pending';
        }
        if (top) value = (top.value as Record<string | number, unknown>)[top.key];
      }
    }
    return this.#closed(place, value, base + depth);
  }

  /** The state of a place at or below one that has closed; `value` stands after `depth` keys. */
  #closed(place: JsonPath, value: unknown, depth: number): FieldState {
    const { verdict } = this;
    if (verdict.isBroken(place)) return 'invalid';
    let part = value;
    for (let at = depth; at < place.length; at++) {
      const key = place[at] as string | number;
      if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) {
        return verdict.isBelowRefused(place, at)
          ? 'invalid'
          : verdict.isIn(verdict.deferred, place)
            ? 'streaming'
            : 'done';
      }
      part = (part as Record<string | number, unknown>)[key];
    }
    return 'done';
  }

  // What stands at the open place.

  #place(): Shape | undefined {
    return this.top ? this.top.child : this.#child;
  }

  #drop(): void {
    if (this.top) this.top.child = undefined;
    else this.#child = undefined;
  }

  #isVeiled(): boolean {
    return this.top ? this.top.veiled : this.#veiled;
  }

  #veil(): void {
    if (this.top) this.top.veiled = true;
    else this.#veiled = true;
  }

  /** The path of the open place. */
  #here(): JsonPath {
    return [...this.#base, ...super.path()];
  }

  #key(top: Place, key: string): boolean {
    const { shape } = top;
    let name: string | number = key;
    top.child = undefined;
    top.key = key;
    if (top.over) return false;
    if (shape.kind === ANY) top.child = childOf(shape, key);
    else if (key === '__proto__') {
      if (shape.strict) this.#unknown(top);
      return false;
    } else if (shape.kind === RECORD) {
      const keys = shape.keys as ZodSchema;
      let judged = run(keys, key);
      if (judged?.issues.length && key.trim() !== '' && !Number.isNaN(+key)) {
        const retry = run(keys, +key);
        if (!retry?.issues.length) judged = retry;
      }
      if (!judged) this.#defer();
      else if (!judged.issues.length) {
        name = judged.value as string;
        top.child = name === '__proto__' ? undefined : childOf(shape, key);
      } else if (shape.loose) top.child = anything;
      else if (keys._zod.values) this.#unknown(top);
      else {
        const issues = finalize(keys, judged.issues, []);
        this.#refuse([{ code: 'invalid_key', origin: 'record', issues, inst: shape.schema }], shape);
      }
      top.key = name;
    } else {
      top.child = childOf(shape, key);
      if (!top.child && shape.strict) this.#unknown(top);
    }
    if (top.failed && this.verdict.isRefused(this.#here())) top.child = undefined;
    const again = !!top.child && Object.hasOwn(top.value, name);
    top.veiled = again || top.child?.emit === 'done';
    return again;
  }

  #unknown(top: Place): void {
    this.#refuse([{ code: 'unrecognized_keys', keys: [top.key], inst: top.shape.schema }], top.shape);
  }

  /** Turns to the next item of an array, and answers what may stand at the open place if a value of `type` does. */
  #expect(type: number): Shape | undefined {
    const { top } = this;
    if (top?.array) {
      const { shape } = top;
      const index = top.key as number;
      top.child = top.over
        ? undefined
        : childOf(shape, shape.kind === TUPLE || shape.rules?.length ? index : '*');
      if (!top.child ? shape.strict && !top.over : index >= (shape.max ?? index + 1))
        this.#overflow(top, index);
      else top.veiled = top.ended || top.child?.emit === 'done';
    }
    const shape = this.#place();
    if (!shape || shape.types & type) return shape;
    if (
      type === NULL &&
      (this.#manner.lenient || (this.#manner.nullForOptional && shape.schema?._zod.optin))
    ) {
      this.#drop();
      return undefined;
    }
    this.#judge(
      shape,
      type === ARR
        ? []
        : type === OBJ
          ? {}
          : type === STR
            ? ''
            : type === NULL
              ? null
              : type === 2
                ? 0
                : type === 4,
    );
    return undefined;
  }

  /** The array has an item more than it may. */
  #overflow(top: Place, index: number): void {
    const { shape } = top;
    const maximum = shape.max ?? index;
    top.child = undefined;
    top.over = true;
    top.failed = true;
    const raw = {
      code: 'too_big',
      origin: 'array',
      maximum,
      inclusive: true,
      inst: shape.schema,
      input: top.value,
    };
    this.verdict.refuse(finalize(shape.schema as ZodSchema, [raw], this.#here().slice(0, -1)));
  }

  // Containers.

  #enter(type: number): void {
    let shape = this.#expect(type);
    if (!shape) {
      this.#skipped = 1;
      return;
    }
    if (shape.kind === UNION) {
      const options = (shape.options ?? []).filter((option) => option.types & type);
      if (options.length > 1 || shape.exclusive) {
        this.#union = shape;
        this.#split(options, type);
        return;
      }
      shape = narrow(shape, options[0] as Shape);
    }
    this.#open(shape, type);
  }

  #open(shape: Shape, type: number): void {
    if (shape.kind === TAGGED) {
      this.#union = shape;
      this.#tagged = new Recorder(shape.tag as string);
      return;
    }
    const raw = shape.kind === LEAF || shape.kind === STRING_LEAF;
    const place = new Place(type === ARR, raw ? anything : shape, raw ? shape : undefined);
    if (raw || place.gate?.size) this.#veil();
    this.#begun = false;
    this.open(place);
  }

  #close(): void {
    const place = this.top as Place;
    const { lenient } = this.#manner;
    if (!place.failed && !lenient) this.#finish(place);
    this.close();
    let { value } = place as { value: unknown };
    if (place.leaf) {
      this.#settle(place.leaf, value);
      return;
    }
    if (!place.failed && !lenient) {
      const judged = check(place.shape, value);
      if (!judged) this.#defer();
      else if (judged.issues.length) this.#refuse(judged.issues, place.shape);
      else value = judged.value;
      place.failed = !judged || judged.issues.length > 0;
    }
    if (place.failed && this.top) this.top.failed = true;
    if ((place.failed || lenient) && this.#isVeiled()) {
      this.verdict.hidden.push({ path: this.#here(), value });
      this.#absent();
    } else {
      this.#put(value, !place.failed && !lenient);
    }
  }

  /** Judges what did not come: defaults, missing keys, missing items. */
  #finish(place: Place): void {
    const { shape } = place;
    const value = place.value as Record<string | number, unknown>;
    place.child = undefined;
    if (shape.kind === OBJECT && shape.fields) {
      for (const [key, field] of shape.fields) {
        if (Object.hasOwn(value, key)) continue;
        place.key = key;
        for (const schema of shape.sides?.get(key) ?? [field]) {
          const { optin, optout } = schema._zod;
          if (optin === 'optional' && optout) continue;
          const judged = run(schema, undefined);
          if (!judged) this.#lose(place);
          else if (judged.issues.length) {
            if (!optin || !optout) this.#refuse(judged.issues, compile(schema));
          } else if (!optin)
            this.#refuse([{ code: 'invalid_type', expected: 'nonoptional', inst: schema }], compile(schema));
          else if (judged.value !== undefined || (optin === 'defaulted' && !optout))
            place.write(judged.value);
        }
      }
    } else if (shape.kind === RECORD && shape.strict) {
      for (const key of shape.keys?._zod.values ?? []) {
        const name = String(key);
        if (Object.hasOwn(value, name)) continue;
        place.key = name;
        const judged = run(shape.rest as ZodSchema, undefined);
        if (!judged) this.#lose(place);
        else if (judged.issues.length) this.#refuse(judged.issues, compile(shape.rest as ZodSchema));
        else place.write(judged.value);
      }
    } else if (shape.kind === TUPLE) {
      const items = shape.items ?? [];
      const need = (side: 'optin' | 'optout'): number =>
        items.length - [...items].reverse().findIndex((item) => !item._zod[side]);
      const from = place.key as number;
      const least = items.some((item) => !item._zod.optin) ? need('optin') : 0;
      const kept = items.some((item) => !item._zod.optout) ? need('optout') : 0;
      if (from < least && !shape.rest) {
        place.failed = true;
        const raw = {
          code: 'too_small',
          origin: 'array',
          minimum: least,
          inclusive: true,
          inst: shape.schema,
          input: value,
        };
        this.verdict.refuse(finalize(shape.schema as ZodSchema, [raw], this.#here().slice(0, -1)));
        return;
      }
      for (let index = from; index < items.length; index++) {
        const item = items[index] as ZodSchema;
        if (index >= kept && item._zod.optin === 'optional') break;
        place.key = index;
        const judged = run(item, undefined);
        if (!judged) this.#lose(place);
        else if (judged.issues.length) {
          if (index >= kept) break;
          this.#refuse(judged.issues, compile(item));
        } else place.write(judged.value);
      }
    }
  }

  #lose(place: Place): void {
    this.#defer();
    place.failed = true;
  }

  // Scalars, and leaves of any kind.

  /** Shows what may be shown of an open string, and refuses what no longer text can mend. */
  #grow(shape: Shape, text: string): void {
    const before = this.text;
    let good = text.length;
    let growing = shape.kind === STRING_LEAF;
    if (shape.kind === UNION) {
      const options = (shape.options ?? []).filter((option) => option.types & STR);
      good = Math.max(...options.map((option) => goodLength(option, text)));
      growing = options.every((option) => option.kind === STRING_LEAF || goodLength(option, text) < good);
    } else if (shape.live || shape.strings) good = goodLength(shape, text);
    const shown = good < text.length ? text.slice(0, good) : text;
    if (growing) this.text = shown;
    else if (shape.emit === 'predict') this.text = predict(shape.strings, shown) ?? before;
    if (good < text.length) {
      if (this.text !== undefined) this.#show(this.text);
      this.text = undefined;
      this.#judge(shape, text);
    }
    if ((this.text === undefined) !== (before === undefined)) this.touch();
  }

  /** Writes what stays although it is not whole. */
  #show(value: unknown): void {
    if (this.#isVeiled()) return;
    if (this.top) this.top.write(value);
    else this.root = value;
  }

  /** Runs the schema on a closed value, once. */
  #settle(shape: Shape, value: unknown): void {
    if (shape.plain & typeOf(value) && (typeof value !== 'number' || Number.isFinite(value))) {
      this.#put(value, !this.#manner.lenient);
      return;
    }
    const isText = typeof value === 'string' && this.text !== undefined && shape.emit !== 'predict';
    if (this.#manner.lenient && isText && !this.#isVeiled()) {
      this.#put(value, false);
      return;
    }
    let judged = run(shape.schema as ZodSchema, value);
    if (judged && !judged.issues.length && shape.kind === LEAF) judged = check(shape, judged.value);
    if (judged && !judged.issues.length) {
      this.#put(judged.value, !this.#manner.lenient);
      return;
    }
    this.text = undefined;
    if (isText) this.#show(value);
    if (!this.#manner.lenient) {
      if (judged) {
        this.verdict.lost.push(keyOf(this.#here()));
        this.#refuse(judged.issues, shape);
      } else {
        this.#defer();
        if (this.top) this.top.failed = true;
      }
    }
    this.#absent();
  }

  /** Puts a finished value at the open place and leaves it. */
  #put(value: unknown, done: boolean): void {
    const { top } = this;
    this.#begun = false;
    const { lenient } = this.#manner;
    if (lenient && this.#place()?.emit === 'done') {
      this.#absent();
      return;
    }
    if (!top) {
      this.put(value);
      return;
    }
    const { key } = top;
    if (!top.ended) top.write(value);
    else this.verdict.hidden.push({ path: this.#here(), value });
    if ((done || lenient) && top.gate?.delete(key as string) && !top.gate.size) this.#unveil();
    if (done && top.array) this.verdict.onElement?.(this.#here().slice(0, -1), key as number, value);
    this.leave(top);
  }

  /** Shows a container whose gate is open, unless it stands where something else is shown. */
  #unveil(): void {
    const parent = this.frames[this.frames.length - 2];
    if ((parent ? parent.child : this.#child)?.emit === 'done') return;
    if (!parent) this.#veiled = false;
    else parent.veiled = parent.ended || Object.hasOwn(parent.value, parent.key);
  }

  /** Leaves a place at which nothing more is to be shown. */
  #absent(): void {
    const { top } = this;
    this.#begun = false;
    this.text = undefined;
    if (!top) {
      this.complete = true;
      return;
    }
    if (this.fallback !== undefined && !top.ended && !top.veiled && !Object.hasOwn(top.value, top.key)) {
      top.write(this.fallback);
    }
    if (top.array && (top.value as unknown[]).length <= (top.key as number)) top.ended = true;
    this.leave(top);
  }

  /** Refuses what stands at the open place, with the issue that its schema has for `value`. */
  #judge(shape: Shape, value: unknown): void {
    const judged = run(shape.schema as ZodSchema, value);
    const raw = judged?.issues.length ? judged.issues : [{ code: 'custom', message: 'Invalid input' }];
    this.#refuse(raw, shape);
  }

  #refuse(raw: object[], shape: Shape): void {
    const { top } = this;
    if (top) top.failed = true;
    this.verdict.refuse(finalize(shape.schema as ZodSchema, raw, this.#here()));
    // A list keeps its indices: an element that has an empty partial stands as one.
    const bare = !shape.gate && shape.emit !== 'done' && !this.#isVeiled();
    if (top?.array && bare && top.child && (top.value as unknown[]).length <= (top.key as number)) {
      if (shape.kind === OBJECT || shape.kind === RECORD) top.write({});
      else if (shape.kind === ARRAY || shape.kind === TUPLE) top.write([]);
    }
    this.#drop();
  }

  #defer(): void {
    this.verdict.deferred.push(keyOf(this.#here()));
  }

  // Unions whose option is not known yet.

  #record(token: Token, value: unknown): boolean | undefined {
    const recorder = this.#tagged as Recorder;
    const tag = recorder.token(token, value);
    if (!tag) return undefined;
    const union = this.#union;
    const found = union.tags?.get(tag.value);
    this.#tagged = undefined;
    if (found) this.#open(narrow(union, found()), OBJ);
    else if (union.options?.length) this.#split(union.options, OBJ);
    else {
      if (!this.#manner.lenient) {
        const sample = tag.value === undefined ? {} : { [union.tag as string]: tag.value };
        this.verdict.lost.push(keyOf(this.#here()));
        this.#judge(union, sample);
      }
      this.#drop();
      this.#skipped = 1;
    }
    let again: boolean | undefined;
    for (const [past, argument] of recorder.tokens) again = this.token(past, argument);
    return again;
  }

  /** Judges the union that has opened by each option that is left. */
  #split(options: readonly Shape[], type: number): void {
    const here = this.#here();
    this.#depth = 0;
    this.#agreed = undefined;
    this.#options = options.map(
      (option) =>
        new Validator(narrow(this.#union, option), new Verdict(Number.POSITIVE_INFINITY), this.#manner, here),
    );
    this.#fork(type === ARR ? OPEN_ARRAY : OPEN_OBJECT, undefined);
  }

  #fork(token: Token, value: unknown): boolean | undefined {
    // Options may be refuted by different characters: each is given its turn.
    if (token === GROW || token === STRING) {
      const text = value as string;
      while (this.#options && this.#grown < text.length) {
        this.#grown += (text.codePointAt(this.#grown) as number) > 0xffff ? 2 : 1;
        this.#feed(GROW, text.slice(0, this.#grown));
      }
      if (!this.#options) return this.token(token, value);
      if (token === GROW) return undefined;
    }
    this.#grown = 0;
    return this.#feed(token, value);
  }

  #feed(token: Token, value: unknown): boolean | undefined {
    const before = this.#options as Validator[];
    const union = this.#union;
    let again: boolean | undefined;
    if (token < CLOSE) this.#depth++;
    else if (token === CLOSE) this.#depth--;
    this.touch();
    for (const option of before) again = option.token(token, value) || again;
    const left = before.filter((option) => !option.verdict.issues.length);
    if (!this.#depth && left.length) this.#choose(left);
    else if (left.length === 1 && !union.exclusive) this.#adopt(left[0] as Validator);
    else if (left.length) this.#options = left;
    else {
      this.#stay(before);
      this.verdict.lost.push(keyOf(this.#here()));
      const errors = before.map((option) => option.verdict.issues);
      this.#refuse([{ code: 'invalid_union', errors, inst: union.schema }], union);
      this.#skipped = this.#depth;
      if (!this.#depth) this.#absent();
    }
    return again;
  }

  /** Ends the waiting; what the options agreed on stays. */
  #stay(options: readonly Validator[]): void {
    this.#options = undefined;
    const agreed = share(this.#agreed, agree(options.map((option) => option.snapshot())));
    if (agreed !== undefined) this.#show(agreed);
  }

  /** The union has closed: the first option that took it is its own. */
  #choose(left: readonly Validator[]): void {
    const [first] = left as [Validator];
    const union = this.#union;
    const value = share(this.#agreed, first.snapshot());
    this.#stay(left);
    if (this.#manner.lenient) this.#absent();
    else if (left.some((option) => option.verdict.deferred.length)) {
      this.#defer();
      if (this.top) this.top.failed = true;
      this.#absent();
    } else if (union.exclusive && left.length > 1) {
      this.verdict.lost.push(keyOf(this.#here()));
      this.#refuse([{ code: 'invalid_union', errors: [], inclusive: false, inst: union.schema }], union);
      this.#absent();
    } else {
      this.#tell(value, this.#here());
      this.#put(value, true);
    }
  }

  /** Goes on with the one option that is left, from where it stands. */
  #adopt(option: Validator): void {
    option.rebase(this.#agreed);
    this.#options = undefined;
    this.verdict.deferred.push(...option.verdict.deferred);
    if (option.#veiled) this.#veil();
    for (const frame of option.frames) {
      const here = this.#here();
      frame.fresh = true;
      this.open(frame);
      if (this.verdict.onElement) {
        for (const [key, part] of Object.entries(frame.value)) {
          if (key !== String(frame.key)) {
            if (frame.array) this.verdict.onElement(here, +key, part);
            this.#tell(part, [...here, key]);
          }
        }
      }
    }
    this.text = option.text;
    this.#begun = option.#begun;
    this.#skipped = option.#skipped;
    this.#tagged = option.#tagged;
    this.#options = option.#options;
    this.#union = option.#union;
    this.#depth = option.#depth;
    this.#grown = option.#grown;
    this.#agreed = option.#agreed;
  }

  /** Tells of the elements in a value that was judged out of sight. */
  #tell(value: unknown, path: JsonPath): void {
    const { onElement } = this.verdict;
    if (!onElement || typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (Array.isArray(value)) onElement(path, +key, part);
      this.#tell(part, [...path, key]);
    }
  }
}

/** Runs the checks of `shape` on a value whose parts have been judged, and freezes it if it is to be. */
function check(shape: Shape, value: unknown): Payload | undefined {
  let judged: Payload | undefined = { value, issues: [] };
  for (const checks of shape.checks) {
    judged = run(checks, judged.value);
    if (!judged || judged.issues.length) return judged;
  }
  if (shape.frozen) Object.freeze(judged.value);
  return judged;
}

/** An option with what its union adds. */
function narrow(union: Shape, option: Shape): Shape {
  if (!union.checks.length && !union.frozen && !union.emit && !union.gate) return option;
  return {
    ...option,
    checks: [...option.checks, ...union.checks],
    frozen: !!(union.frozen || option.frozen),
    emit: union.emit ?? option.emit,
  };
}

/** The one string that `text` can still become, if it is certain before its end. */
function predict(strings: readonly string[] = [], text: string): string | undefined {
  const left = strings.filter((value) => value.startsWith(text));
  const [only] = left;
  return left.length === 1 ? only : undefined;
}

/** What can be said of a place while several options are open: as much as the slowest of them knows. */
function earliest(states: readonly FieldState[]): FieldState {
  return states.includes('pending') ? 'pending' : 'streaming';
}
