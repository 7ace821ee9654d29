// One growing document under a schema: text or messages in, a typed partial, states and issues out.

import { shapeOf } from './compile.ts';
import { type ArrayElement, Elements, type Listener, tellOne } from './elements.ts';
import { type ErrorCode, PartialError } from './error.ts';
import { type ElementOf, type FieldPath, parsePath } from './field-path.ts';
import type { Issue } from './issue.ts';
import { type JsonPath, type JsonValue, valueAt } from './json.ts';
import { Judged } from './judged.ts';
import { KeptText } from './kept-text.ts';
import { mergePatch } from './merge.ts';
import type { EndReason, Message } from './message.ts';
import { withoutNulls } from './nulls.ts';
import type { OutputOf, PartialOf, Schema } from './partial-of.ts';
import { applyPatch } from './patch.ts';
import { keyOf, Places } from './places.ts';
import type { Reader, ReadOptions } from './reader.ts';
import { readerOf } from './reader-of.ts';
import type { Warning } from './repair.ts';
import type { Rule, Shape } from './shape.ts';
import { share } from './share.ts';
import { type FieldState, stateOf } from './state.ts';
import { Tree } from './tree.ts';
import { Validator } from './validate.ts';
import { Verdict } from './verdict.ts';
import { feed } from './whole.ts';
import { isZod, parse, prefixed, type Result } from './zod.ts';

/** How a document is read and judged. */
export interface PartialOptions extends ReadOptions {
  /** `abort` ends the document at its first issue, with the error `invalid`; by default the rest goes on. */
  readonly onInvalid?: 'continue' | 'abort' | undefined;
  /** `absent` reads null as the absence of an optional key, which is what providers' strict mode makes of one. */
  readonly nullForOptional?: 'absent' | undefined;
  /** Annotations by path, such as `'items.*.status'`, for schemas that cannot carry them. See {@link streaming}. */
  readonly rules?: Readonly<Record<string, Rule>> | undefined;
}

/** See {@link createPartial}. */
export interface PartialDocument<S extends Schema> {
  /** Takes the next piece of JSON text, cut anywhere. Never throws: see `error`. */
  push(text: string): void;
  /** Takes a message: text, a whole value, a patch or the end. Never throws: see `error`. */
  apply(message: Message): void;
  /**
   * Ends the document and returns the schema's output. May be called again.
   * @throws PartialError `incomplete` with `openPath`, `invalid` with `issues`, or the `error` that is there; `invalid`
   * also where the schema has asynchronous checks, which need `endAsync`
   */
  end(): OutputOf<S>;
  /** The same, for schemas with asynchronous checks: those are run now, in one last parse of the whole. */
  endAsync(): Promise<OutputOf<S>>;
  /** What there is so far, and true to the schema; undefined before the first byte. Made when read. */
  readonly partial: PartialOf<S> | undefined;
  /** What the schema refused, one entry per path; none is taken back. */
  readonly issues: readonly Issue[];
  /** Repairs that were made, and repeated keys. */
  readonly warnings: readonly Warning[];
  /**
   * The deepest place that is shown and still open; `[]` before the first byte and while whole values come, null when the
   * document is whole.
   */
  readonly openPath: JsonPath | null;
  /** What ended the document early. What was shown stays; a `snapshot` message starts anew. */
  readonly error: PartialError | undefined;
  /** The last `meta` message. */
  readonly meta: unknown;
  /** The reason of the `end` message, once there was one. */
  readonly ended: EndReason | undefined;
  /** How far a place is. */
  state(path: FieldPath<S> | JsonPath): FieldState;
  /** Calls `listener` with each element of the array at `path`, once, when it is done; returns how to stop that. */
  elements<const P extends FieldPath<S>>(
    path: P,
    listener: (element: ArrayElement<ElementOf<S, P>>) => void,
  ): () => void;
}

/**
 * Makes a document of `schema`: a zod 4 schema, classic or mini, or any Standard Schema, whose documents are shown as
 * plain JSON and judged at the end. At every moment `partial` is what the schema lets through of the text so far.
 *
 * ```ts
 * import { createPartial } from '@partialkit/core';
 * import * as z from 'zod';
 *
 * const User = z.object({ name: z.string(), role: z.enum(['admin', 'guest']), age: z.number().int() });
 * const document = createPartial(User);
 * document.push('{"name": "Ada", "role": "adm');
 * console.log(document.partial, document.state('role')); // { name: 'Ada' } streaming
 * document.push('in", "age": 36.5}');
 * console.log(document.partial, document.state('role')); // { name: 'Ada', role: 'admin' } done
 * console.log(document.issues.map((issue) => issue.path)); // [ [ 'age' ] ]
 * ```
 */
export function createPartial<S extends Schema>(schema: S, options: PartialOptions = {}): PartialDocument<S> {
  return new Document(schema, options) as unknown as PartialDocument<S>;
}

/** What an `end` message may say went wrong in PartialKit's own words; anything else is the provider's. */
const KNOWN =
  /^(invalid-json|incomplete|invalid|limit|aborted|invalid-patch|protocol|cut|http|auth|expired|bad-request)$/;

class Document {
  error: PartialError | undefined;
  meta: unknown;
  ended: EndReason | undefined;
  readonly #schema: Schema;
  readonly #options: PartialOptions;
  readonly #shape: Shape;
  readonly #elements: Elements = new Elements();
  // What a snapshot starts anew.
  #verdict!: Verdict;
  #validator!: Validator;
  #reader!: Reader;
  #text!: KeptText;
  /** True once messages have made a value of it. */
  #isValue = false;
  /** The value that messages have made, and what is shown of it; or the result. */
  #raw: JsonValue | undefined;
  #shown: unknown;
  #isDone = false;
  readonly #judged: Judged = new Judged();
  /** The places of the issues that a document before this one had. */
  readonly #past: Places = new Places();
  #issues: readonly Issue[] = [];
  /** How many of the verdict's are in `#issues`. */
  #counted = 0;

  constructor(schema: Schema, options: PartialOptions) {
    this.#schema = schema;
    this.#options = options;
    this.#shape = shapeOf(schema, options.rules);
    this.#begin();
  }

  push(text: string): void {
    if (text === '' || this.error || this.ended || this.#isDone) return;
    this.#attempt(() => {
      if (this.#isValue) throw new PartialError('protocol', 'A piece of text cannot follow a whole value.');
      this.#text.add(text);
      this.#reader.push(text);
    });
    this.#elements.tell();
  }

  apply(message: Message): void {
    if (this.ended) return;
    if (message.type === 'meta') this.meta = message.value;
    else if (message.type === 'snapshot') this.#replace(message);
    else if (!this.error) {
      switch (message.type) {
        case 'delta':
          this.push(message.text);
          break;
        case 'merge':
          this.#change((raw) => mergePatch(raw ?? {}, message.value));
          break;
        case 'patch':
          this.#change((raw) => applyPatch(raw ?? null, message.ops));
          break;
        case 'end':
          this.#end(message);
          break;
        default:
          message satisfies never;
      }
    }
  }

  end(): unknown {
    this.#finishNow();
    if (!this.#isDone)
      throw new PartialError('invalid', 'The schema has asynchronous checks: call endAsync().');
    return this.#shown;
  }

  async endAsync(): Promise<unknown> {
    const waiting = this.#finish(true);
    if (waiting !== undefined) {
      const result = await waiting.catch((cause: unknown) => {
        this.#fail(cause);
        throw this.error;
      });
      this.#conclude(result);
    }
    return this.#shown;
  }

  get partial(): unknown {
    return this.#isValue || this.#isDone ? this.#shown : this.#validator.snapshot();
  }

  get issues(): readonly Issue[] {
    const now = this.#verdict.issues;
    if (this.#counted !== now.length) {
      const more = now.slice(this.#counted).filter((issue) => !this.#past.has(issue.path));
      this.#counted = now.length;
      if (more.length) this.#issues = [...this.#issues, ...more];
    }
    return this.#issues;
  }

  get warnings(): readonly Warning[] {
    return this.#reader.warnings;
  }

  get openPath(): JsonPath | null {
    if (this.#isDone) return null;
    return this.#isValue ? [] : this.#validator.openPath();
  }

  state(path: string | JsonPath): FieldState {
    const keys = parsePath(path);
    if (this.#isDone) return 'done';
    if (!this.#isValue && isZod(this.#schema)) return stateOf(this.#validator, keys);
    if (this.#verdict.refused.has(keys) || (this.error && this.#verdict.refused.hasIn(keys)))
      return 'invalid';
    // Only the end will tell whether it is right.
    return valueAt(this.partial, keys) === undefined ? 'pending' : 'streaming';
  }

  elements(path: string | JsonPath, call: (element: ArrayElement) => void): () => void {
    const listener: Listener = { path: parsePath(path), call, next: 0, missed: new Set() };
    this.#elements.listeners.push(listener);
    this.#listen();
    this.#catchUp(listener);
    return () => this.#elements.remove(listener);
  }

  #begin(): void {
    const { limits, onInvalid, nullForOptional } = this.#options;
    this.#verdict = new Verdict(limits?.issues, onInvalid === 'abort');
    this.#listen();
    this.#validator = new Validator(this.#shape, this.#verdict, { nullForOptional });
    this.#reader = readerOf(this.#shape, this.#validator, this.#options);
    this.#text = new KeptText();
  }

  /** A validator that has been given a whole value. */
  #feed(raw: unknown, verdict: Verdict, lenient: boolean, before?: unknown, shown?: unknown): Validator {
    const { nullForOptional } = this.#options;
    const validator = new Validator(this.#shape, verdict, { nullForOptional, lenient, judged: this.#judged });
    feed(validator, raw, before, shown, this.#options.limits?.depth ?? 512);
    return validator;
  }

  #listen(): void {
    const { listeners, hear } = this.#elements;
    if (listeners.length && isZod(this.#schema)) this.#verdict.onElement = hear;
  }

  /** The text so far as plain JSON; a number at its end is whole where the text `ends`. */
  #reread(ends = false): unknown {
    const tree = new Tree();
    const reader = readerOf(this.#shape, tree, this.#options);
    reader.push(String(this.#text));
    if (ends) reader.end(null);
    return tree.snapshot();
  }

  /** Does what may fail, and keeps the first error. */
  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(error);
    }
    if (this.#verdict.halted) this.#fail(this.#verdict.halted);
  }

  #fail(cause: unknown): void {
    const { issues } = this;
    this.error ??=
      cause instanceof PartialError
        ? cause
        : new PartialError('invalid', 'The schema threw an error.', { cause, issues });
  }

  // Messages.

  #replace(message: Message & { type: 'snapshot' }): void {
    const shown = this.partial;
    // What is refused has to be refused again, by the verdict that begins.
    const isAnew = !this.#isValue || this.#verdict.issues.length > 0;
    for (const { path } of this.issues) this.#past.add(path);
    this.#counted = 0;
    this.error = undefined;
    this.#isDone = false;
    this.#begin();
    this.#shown = shown;
    if (message.text === undefined) {
      if (!this.#isValue) this.#raw = undefined;
      this.#isValue = true;
      this.#change(() => message.value, isAnew);
    } else {
      this.#isValue = false;
      this.push(message.text);
      this.#validator.rebase(shown);
    }
  }

  #change(next: (raw: JsonValue | undefined) => JsonValue, isAnew = !this.#isValue): void {
    this.#attempt(() => {
      const { partial } = this;
      const before = this.#isValue ? this.#raw : (this.#reread() as JsonValue | undefined);
      const raw = share(before, next(before)) as JsonValue;
      const validator = this.#feed(raw, this.#verdict, true, isAnew ? undefined : before, partial);
      this.#judged.tidy((path) => valueAt(raw, path));
      this.#shown = share(partial, validator.snapshot() ?? partial);
      this.#raw = raw;
      this.#isValue = true;
    });
  }

  #end(message: Message & { type: 'end' }): void {
    const { reason, length, error } = message;
    const isText = length !== undefined && !this.#isValue;
    if (isText && length !== new TextEncoder().encode(String(this.#text)).length) {
      this.error = new PartialError('protocol', `The text is not ${length} bytes long: something was lost.`);
      return;
    }
    this.ended = reason;
    if (reason === 'stop') {
      // What waits is left to `endAsync`.
      if (this.#isValue || !this.#verdict.deferred.size) this.#attempt(() => this.#finishNow());
      return;
    }
    const known = KNOWN.test(error?.code ?? '') ? (error?.code as ErrorCode) : 'provider';
    const code = reason === 'abort' ? 'aborted' : reason === 'error' ? known : 'incomplete';
    const why = error?.message ?? `The answer ended early: ${reason}.`;
    this.error = new PartialError(code, why, { openPath: this.openPath, ...(error && { cause: error }) });
  }

  // The end.

  /** Comes to a result, where the schema does not wait; what it promises otherwise is asked for anew by `endAsync`. */
  #finishNow(): void {
    this.#finish(false)?.catch(() => undefined);
  }

  /** Comes to a result or throws; answers a promise where the schema waits. */
  #finish(wait: boolean): Promise<Result> | undefined {
    if (this.#isDone) return undefined;
    const schema = this.#schema;
    let verdict = this.#verdict;
    let validator = this.#validator;
    this.#attempt(() => {
      if (this.error) return;
      if (!this.#isValue) this.#reader.end(this.openPath);
      else if (isZod(schema)) {
        // Issues of what has been replaced say nothing of what is there now.
        verdict = new Verdict(this.#options.limits?.issues);
        validator = this.#feed(this.#raw, verdict, false);
      }
    });
    if (this.error) throw this.error;
    const { issues, deferred, waits } = verdict;
    let result: Result | Promise<Result> | undefined;
    // A schema that waits is not run where it may not: what it promises would be lost.
    if (waits && !wait) return undefined;
    if (!isZod(schema) || deferred.size) {
      this.#attempt(() => {
        const whole = this.#isValue ? this.#raw : this.#reread(true);
        result = isZod(schema)
          ? parse(schema, this.#options.nullForOptional ? withoutNulls(schema, whole) : whole, wait)
          : (schema['~standard'].validate(whole) as Result | Promise<Result>);
      });
      if (this.error) throw this.error;
    } else result = issues.length ? { issues } : { value: validator.snapshot() };
    if (result instanceof Promise) return result;
    if (result !== undefined) this.#conclude(result);
    return undefined;
  }

  #conclude(result: Result): void {
    const { deferred } = this.#verdict;
    if (result.issues) {
      // What was done stays so: it is refused where it waited.
      this.#verdict.refuse(prefixed(result, []), (path) =>
        this.state(path) === 'done' ? deferred.nearest(path) : path,
      );
      deferred.clear();
      const { issues } = this;
      const places = issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the document');
      this.error = new PartialError('invalid', `The schema refuses ${places.join(', ')}.`, { issues });
      throw this.error;
    }
    deferred.clear();
    this.#shown = share(this.partial, result.value);
    this.#isDone = true;
    for (const listener of this.#elements.listeners) this.#catchUp(listener);
  }

  /** Tells of elements that were done before somebody listened, or that only the end has made so. */
  #catchUp(listener: Listener): void {
    const { path } = listener;
    const at = keyOf(path);
    const { hidden } = this.#verdict;
    const holder = hidden.nearest(path);
    const open = this.#isValue || this.#isDone ? undefined : this.#validator.frameAt(path);
    const items = holder
      ? valueAt(holder.value, path.slice(holder.path.length))
      : (open?.value ?? valueAt(this.partial, path));
    const found = [
      ...(Array.isArray(items) ? items.entries() : []),
      ...(open?.waiting ?? []),
      ...hidden
        .values()
        .filter((part) => keyOf(part.path.slice(0, -1)) === at)
        .map((part) => [part.path.at(-1), part.value] as const),
      // Keys of objects are no indices, whatever they look like.
    ].flatMap(([key, value]) => (typeof key === 'number' ? { index: key, value, path: [...path, key] } : []));
    for (const element of found.sort((left, right) => left.index - right.index)) {
      if (this.state(element.path) === 'done') tellOne(listener, element);
    }
  }
}
