// Judges a document while it is built: what comes for a union whose option is not known yet is judged by each, or kept.
import { Fork } from './fork.ts';
import type { JsonPath } from './json.ts';
import { Judge } from './judge.ts';
import type { Place } from './place.ts';
import { Recorder } from './recorder.ts';
import { LEAF, narrow, type Shape, TAGGED } from './shape.ts';
import { share } from './share.ts';
import * as is from './token.ts';
import { Verdict } from './verdict.ts';
import { faultsOf, type ZodSchema } from './zod.ts';

/** Open unions in open unions that are judged option by option; those within are judged as a whole. */
const NESTING = 2;

/** Builds the partial of a schema from tokens. */
export class Validator extends Judge {
  /** The union that waits for its tag. */
  tagged: Recorder | undefined;
  /** The union of which more than one option is left. */
  fork: Fork | undefined;

  override path(): JsonPath {
    return this.fork ? (this.fork.options[0] as Validator).path() : this.here();
  }

  protected override judge(token: is.Token, value: unknown, piece?: string): boolean | undefined {
    if (this.fork) return this.#choose(this.fork, token, value, piece);
    if (this.tagged) return this.#record(this.tagged, token, value);
    return super.judge(token, value, piece);
  }

  protected override pending(): unknown {
    return this.fork ? this.fork.shown() : this.text;
  }

  protected override below(): JsonPath {
    return this.fork ? this.fork.openPath() : [];
  }

  override keep(value: unknown, type: number): boolean {
    return !this.fork && !this.tagged && super.keep(value, type);
  }

  /** Goes on from `shown`: from here on its parts are those of `shown`, where they are the same. */
  rebase(shown: unknown): void {
    if (shown === undefined) return;
    let value = share(shown, this.snapshot());
    this.root = value;
    if (this.ground.veiled) return;
    for (const frame of this.frames) {
      if (typeof value !== 'object' || value === null) return;
      frame.value = value as Place['value'];
      frame.shared = true;
      if (frame.veiled || frame === this.held) return;
      value = (value as Record<string | number, unknown>)[frame.key];
    }
    if (this.fork) this.fork.agreed = value;
  }

  protected override decide(union: Shape, options: readonly Shape[], type: number): void {
    if (union.kind === TAGGED) this.tagged = new Recorder(union);
    // Options of options of options would double their number at every level.
    else if (options.length > 1 && this.nesting >= NESTING) this.occupy({ ...union, kind: LEAF }, type);
    else this.#split(union, options, type);
  }

  #record(recorder: Recorder, token: is.Token, value: unknown): boolean | undefined {
    const tag = recorder.token(token, value);
    if (!tag) return undefined;
    const { union, tokens } = recorder;
    const { fallback } = this;
    const isNone = tag.value === null && this.manner.nullForOptional;
    const found = union.tags?.get(tag.value) ?? (isNone && union.tags?.get(undefined));
    this.tagged = undefined;
    this.fallback = undefined;
    if (found) this.occupy(narrow(union, found()), is.OBJ);
    else if (union.options?.length) this.#split(union, union.options, is.OBJ);
    else {
      const sample = { [union.tag as string]: tag.value };
      if (!this.manner.lenient) this.lose(faultsOf(union.schema as ZodSchema, sample), union);
      this.slot.child = undefined;
      this.skipped = 1;
    }
    tokens.pop();
    for (const [past, argument] of tokens) this.token(past, argument);
    // It is meant for what has just come, not for what was kept.
    this.fallback = fallback;
    return this.token(token, value);
  }

  /** Lets each option of a union that has opened judge it. */
  #split(union: Shape, options: readonly Shape[], type: number): void {
    const here = this.here();
    const weight = this.weigh();
    const validators = options.map((option) => {
      const verdict = new Verdict(Number.POSITIVE_INFINITY);
      return new Validator(narrow(union, option), verdict, this.manner, here, weight, this.nesting + 1);
    });
    this.fork = new Fork(union, validators);
    this.#choose(this.fork, type === is.ARR ? is.OPEN_ARRAY : is.OPEN_OBJECT, undefined);
  }

  #choose(fork: Fork, token: is.Token, value: unknown, piece?: string): boolean | undefined {
    const again = fork.token(token, value, piece);
    this.touch();
    if (!fork.settled) return again;
    const { union, options, depth, lost } = fork;
    const [first] = options as [Validator];
    if (depth && !lost) {
      const isCounted = !!this.held;
      this.#adopt(first, fork);
      if (fork.rest === undefined) return again;
      // The option has seen a part of the string, and counts it now, unless it has been counted above it.
      if (!isCounted && token !== is.GROW) this.tick(token, value);
      return this.judge(token, value, fork.rest);
    }
    const agreed = fork.shown();
    this.fork = undefined;
    this.skipped = depth;
    if (agreed !== undefined) this.show(agreed);
    // One that waits may refuse it yet.
    const sure = options.filter((option) => !option.verdict.deferred.size);
    const isMany = union.exclusive && sure.length > 1;
    if (lost || (isMany && !this.manner.lenient)) {
      const errors = lost ? options.map((option) => option.verdict.issues) : [];
      this.lose(
        [{ code: 'invalid_union', errors, ...(lost ? {} : { inclusive: false }), inst: union.schema }],
        union,
      );
      if (!depth) this.leaveOut();
    } else if (this.manner.lenient) this.leaveOut();
    else if (sure.length < options.length) {
      this.verdict.waits ||= options.some((option) => option.verdict.waits);
      this.defer();
      this.leaveOut();
    } else {
      const whole = share(agreed, first.snapshot());
      this.tell(whole);
      this.accept(whole, true);
    }
    return again;
  }

  /** Goes on with the one option that is left, from where it stands. */
  #adopt(option: Validator, { agreed }: Fork): void {
    option.rebase(agreed);
    this.fork = undefined;
    this.verdict.deferred.addAll(option.verdict.deferred);
    this.verdict.hidden.addAll(option.verdict.hidden);
    this.verdict.waits ||= option.verdict.waits;
    if (option.ground.veiled) this.slot.veiled = true;
    const isOpen = option.begun || !!option.fork || !!option.tagged || option.skipped > 0;
    for (const frame of option.frames) {
      const here = this.here();
      frame.fresh = true;
      this.frames.push(frame);
      this.top = frame;
      const open = isOpen || frame !== option.top ? String(frame.key) : undefined;
      this.tell(frame.value, here, open);
    }
    this.goOnFrom(option);
    this.pairs = option.pairs;
    this.growing = option.growing;
    this.begun = option.begun;
    this.skipped = option.skipped;
    this.tagged = option.tagged;
    this.fork = option.fork;
  }
}
