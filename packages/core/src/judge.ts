// Judges values at their places while they come: each token changes what its place needs, and nothing else is looked at.
import { fillIn, required } from './absence.ts';
import { Builder, type Manner } from './builder.ts';
import { childOf, compile } from './compile.ts';
import type { JsonPath } from './json.ts';
import { goodLength } from './live.ts';
import { isAbsence, withoutNulls } from './nulls.ts';
import { Place } from './place.ts';
import {
  ANY,
  anything,
  LEAF,
  narrow,
  OBJECT,
  RECORD,
  type Shape,
  STRING_LEAF,
  TAGGED,
  TUPLE,
  typeOf,
  UNION,
} from './shape.ts';
import * as is from './token.ts';
import type { Verdict } from './verdict.ts';
import { faultsOf, finalize, type Payload, run, runKey, type ZodSchema } from './zod.ts';

/** Builds the partial of a schema from tokens, but for unions whose option is not known yet. */
export abstract class Judge extends Builder {
  /** Open containers below a place that is not wanted. */
  skipped = 0;
  /** Surrogate pairs in what has been judged of an open string. */
  protected pairs = 0;
  /** Whether the open string is shown as it grows. */
  protected growing = false;
  /** In how many open unions it is an option. */
  protected readonly nesting: number;

  constructor(
    shape: Shape,
    verdict: Verdict,
    manner: Manner = {},
    base: JsonPath = [],
    weight = 0,
    nesting = 0,
  ) {
    super(shape, verdict, manner, base, weight);
    this.nesting = nesting;
  }

  override token(token: is.Token, value?: unknown, piece?: string): boolean | undefined {
    if (this.verdict.halted) throw this.verdict.halted;
    if (token !== is.GROW) {
      this.touch();
      this.tick(token, value);
    }
    return this.judge(token, value, piece);
  }

  /** Judges a token, once it has been counted. */
  protected judge(token: is.Token, value: unknown, piece?: string): boolean | undefined {
    if (this.skipped) {
      if (token < is.CLOSE) this.skipped++;
      else if (token === is.CLOSE && !--this.skipped) this.leaveOut();
      return undefined;
    }
    // biome-ignore lint/nursery/useExhaustiveSwitchCases: whole scalars are read below
    switch (token) {
      case is.KEY:
        return this.#turnTo(this.top as Place, value as string);
      case is.OPEN_OBJECT:
      case is.OPEN_ARRAY:
        this.#enter(token === is.OPEN_ARRAY ? is.ARR : is.OBJ);
        return undefined;
      case is.CLOSE:
        this.#close(this.top as Place, value);
        return undefined;
      case is.BEGIN: {
        const shape = this.#expect(value as number);
        this.begun = !!shape;
        this.pairs = 0;
        this.growing = false;
        if (value === is.STR) this.#grow(shape, '');
        return undefined;
      }
      case is.GROW:
        this.#grow(this.slot.child, value as string, piece);
        return undefined;
    }
    if (token === is.STRING) this.#grow(this.slot.child, value as string, piece);
    const { child } = this.slot;
    if (child) this.#settle(child, value);
    else this.leaveOut();
    return undefined;
  }

  /** Takes what it has made of a value of `type` before, if that stands where one can be taken. */
  keep(value: unknown, type: number): boolean {
    if (this.skipped) return false;
    this.fallback = value;
    if (this.#expect(type)) this.accept(value, false);
    else this.leaveOut();
    this.fallback = undefined;
    return true;
  }

  #isRefused(): boolean {
    const here = this.here();
    return this.verdict.refused.has(here) || this.verdict.lost.has(here);
  }

  #turnTo(top: Place, key: string): boolean {
    const { shape } = top;
    top.key = key;
    top.child = undefined;
    top.veiled = false;
    if (top.keys?.has(key)) this.verdict.deferred.add([], []);
    top.keys?.add(key);
    if (top.over || (top.failed && !this.manner.lenient && this.#isRefused())) return false;
    if (shape.kind === RECORD) this.#turnToEntry(top, key, shape.keys as ZodSchema);
    else if (shape.kind === ANY || key !== '__proto__') top.child = childOf(shape, key);
    if (shape.kind === OBJECT && shape.strict && !top.child) this.#unknown(top);
    const again = !!top.child && top.filled;
    top.size++;
    top.veiled = again || top.child?.emit === 'done';
    return again;
  }

  #turnToEntry(top: Place, key: string, keys: ZodSchema): void {
    const { shape } = top;
    // A record has no such key, whatever it says of keys, unless it names all that it has.
    if (key === '__proto__' && (shape.loose || !shape.strict)) return;
    const judged = runKey(keys, key);
    if (!judged) this.defer();
    else if (!judged.issues.length) {
      top.key = judged.value as string;
      if (top.key !== '__proto__' && key !== '__proto__') top.child = childOf(shape, key);
    } else if (shape.loose)
      top.child = childOf({ ...shape, kind: ANY, rest: undefined, children: new Map() }, key);
    else if (keys._zod.values) this.#unknown(top);
    else {
      const issues = finalize(keys, judged.issues, []);
      this.refuse([{ code: 'invalid_key', origin: 'record', issues, inst: shape.schema }], shape);
    }
  }

  #unknown(top: Place): void {
    this.refuse([{ code: 'unrecognized_keys', keys: [top.key], inst: top.shape.schema }], top.shape);
  }

  /** What may stand at the open place, where a value of `type` begins. */
  #expect(type: number): Shape | undefined {
    const { top } = this;
    if (top?.array) this.#turnToItem(top, top.key as number);
    const { slot } = this;
    const { child } = slot;
    if (!child || child.types & type) return child;
    const { lenient, nullForOptional } = this.manner;
    const judges = top?.shape.sides?.get(top.key as string) ?? [child.schema];
    const isAbsent = top && type === is.NULL && nullForOptional && isAbsence(child.types, judges);
    if (isAbsent || (type === is.NULL && lenient)) {
      // What a list is without one of its items, only the whole tells.
      if (isAbsent && top.array && !lenient) this.defer();
      slot.child = undefined;
    } else
      this.#judge(
        child,
        SAMPLES.find((sample) => typeOf(sample) === type),
      );
    return undefined;
  }

  #turnToItem(top: Place, index: number): void {
    const { shape } = top;
    top.child = top.over ? undefined : childOf(shape, index);
    top.veiled = top.ended || top.child?.emit === 'done';
    const isTooMany = top.child ? index >= (shape.max ?? index + 1) : shape.strict && !top.over;
    if (isTooMany) this.#refuseArray(top, shape.bound?.(index + 1) ?? { code: 'too_big', maximum: index });
  }

  /** Refuses an array for its length; it takes nothing more. */
  #refuseArray(top: Place, why: object): void {
    const schema = top.shape.schema as ZodSchema;
    top.child = undefined;
    top.over = true;
    top.failed = true;
    const raw = { origin: 'array', inclusive: true, inst: schema, input: top.value, ...why };
    this.verdict.refuse(finalize(schema, [raw], this.here().slice(0, -1)));
  }

  /** Begins a container of a union for which more than one option is left. */
  protected abstract decide(union: Shape, options: readonly Shape[], type: number): void;

  #enter(type: number): void {
    const shape = this.#expect(type);
    if (shape) this.occupy(shape, type);
    else this.skipped = 1;
  }

  protected occupy(shape: Shape, type: number): void {
    if (shape.kind === TAGGED) {
      this.decide(shape, [], type);
      return;
    }
    if (shape.kind === UNION) {
      const options = (shape.options ?? []).filter((option) => option.types & type);
      if (options.length > 1 || shape.exclusive) this.decide(shape, options, type);
      else this.occupy(narrow(shape, options[0] as Shape), type);
      return;
    }
    const isLeaf = shape.kind === LEAF || shape.kind === STRING_LEAF;
    const place = new Place(
      type === is.ARR,
      isLeaf ? anything : shape,
      isLeaf ? shape : undefined,
      this.nesting > 0,
    );
    if (isLeaf || place.gate?.size) this.slot.veiled = true;
    this.begun = false;
    this.open(place);
  }

  #close(place: Place, raw: unknown): void {
    const { lenient } = this.manner;
    if (!lenient) this.#finish(place);
    this.close();
    const { leaf, shape, value } = place;
    if (leaf) {
      this.#settle(leaf, value, raw ?? value);
      return;
    }
    const judged = place.failed || lenient ? undefined : check(shape, value);
    const passes = judged?.issues.length === 0;
    if (judged && !passes) this.refuse(judged.issues, shape, value);
    if (!passes && !lenient) {
      if (!place.failed && !judged) this.defer(shape);
      if (this.top) this.top.failed = true;
    }
    if (!passes && this.slot.veiled) {
      this.hide(value);
      this.leaveOut();
    } else this.accept(judged ? judged.value : value, passes);
  }

  #finish(place: Place): void {
    const { shape } = place;
    const least = shape.kind === TUPLE && !shape.rest ? required(shape.items ?? [], 'optin') : 0;
    place.child = undefined;
    if (least && (place.key as number) < least)
      this.#refuseArray(place, { code: 'too_small', minimum: least });
    else {
      fillIn(
        place,
        () => place.failed && this.verdict.isJudged(this.here()),
        (raw, schema) => {
          if (raw) this.refuse(raw, compile(schema));
          else this.defer();
        },
      );
    }
  }

  /** Shows what may be shown of an open string, and refuses what no longer text can mend. */
  #grow(shape: Shape | undefined, text: string, piece = text): void {
    if (!shape) return;
    const before = this.text;
    const points = text.length - piece.length - this.pairs;
    let good = text.length;
    let isGrowing = grows(shape);
    if (shape.kind === UNION) {
      const options = (shape.options ?? []).filter((option) => option.types & is.STR);
      const lengths = options.map((option) => goodLength(option, text, piece, points));
      good = Math.max(...lengths);
      const left = options.filter((_, index) => lengths[index] === good);
      isGrowing = left.every(grows);
      // An option that has been refuted is not asked again.
      if (left.length < options.length) this.slot.child = { ...shape, options: left };
    } else if (shape.strings || shape.live) good = goodLength(shape, text, piece, points);
    if (shape.live || shape.kind === UNION) this.pairs += piece.match(PAIRS)?.length ?? 0;
    const isRefused = good < text.length;
    const shown = isRefused ? text.slice(0, good) : text;
    if (isGrowing) {
      // What has come before an option was given up is new.
      const isNew = !this.growing;
      this.growing = true;
      if (isNew) this.begin();
      if (isRefused) this.text = shown;
      else this.grow(shown, isNew ? shown : piece);
    } else if (shape.emit === 'predict') {
      const left = shape.strings?.filter((value) => value.startsWith(shown));
      if (left?.length === 1 && isCertain(shape.schema as ZodSchema, left[0])) this.text = left[0];
    }
    if (isRefused) {
      if (this.text !== undefined) this.show(this.text);
      this.text = undefined;
      this.#judge(shape, text);
    }
    if (isRefused || (this.text === undefined) !== (before === undefined)) this.touch();
  }

  /** Runs the schema on a closed value, once. */
  #settle(shape: Shape, value: unknown, raw: unknown = value): void {
    const { lenient, nullForOptional, judged: known } = this.manner;
    const schema = shape.schema as ZodSchema | undefined;
    const isPredicted = shape.emit === 'predict' && shape.strings;
    const isText = typeof value === 'string' && this.text !== undefined && !isPredicted;
    const isPlain = shape.plain & typeOf(value) && (typeof value !== 'number' || Number.isFinite(value));
    if (!schema || isPlain || (lenient && isText && !this.slot.veiled)) {
      this.accept(value, !lenient);
      return;
    }
    const judge = (): Payload | undefined =>
      run(schema, nullForOptional ? withoutNulls(schema, value) : value);
    let judged = known ? known.ask(() => this.here(), schema, raw, judge) : judge();
    if (shape.kind === LEAF && judged?.issues.length === 0) judged = check(shape, judged.value);
    if (judged?.issues.length === 0) {
      if (!lenient) this.tell(judged.value);
      this.accept(judged.value, !lenient);
      return;
    }
    if (this.text !== undefined) this.show(isPredicted ? this.text : value);
    if (!lenient) {
      if (judged) this.lose(judged.issues, shape);
      else this.defer(shape);
    }
    this.leaveOut();
  }

  /** Refuses what stands at the open place, with the issue that its schema has for `value`. */
  #judge(shape: Shape, value: unknown): void {
    this.refuse(faultsOf(shape.schema as ZodSchema, value), shape);
  }
}

/** What takes two units. */
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Whether a string is shown as it grows. */
const grows = ({ kind }: Shape): boolean => kind === STRING_LEAF || kind === ANY;

/** Whether a schema takes `value` for what it is, and makes nothing else of it. */
function isCertain(schema: ZodSchema, value: unknown): boolean {
  const { def, innerType = def.innerType } = schema._zod;
  const isBare = innerType ? isCertain(innerType, value) : /^(enum|literal)$/.test(def.type);
  return isBare && run(schema, value)?.issues.length === 0;
}

/** One value of each type, to ask a schema what it says of it. */
const SAMPLES = ['', 0, true, false, null, {}, []];

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
