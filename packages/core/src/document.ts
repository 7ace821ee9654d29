// One growing document under a schema: text or messages in, a typed partial, states and issues out.
import { type ErrorCode, PartialError } from './error.ts';
import { type FieldPath, parsePath } from './field-path.ts';
import type { Issue } from './issue.ts';
import type { JsonPath, JsonValue } from './json.ts';
import { mergePatch } from './merge.ts';
import type { EndReason, Message } from './message.ts';
import type { OutputOf, PartialOf, Schema } from './partial-of.ts';
import { applyPatch } from './patch.ts';
import { Reader, type ReadOptions } from './reader.ts';
import type { Warning } from './repair.ts';
import { ANY, ARRAY, anything, compile, type Rule, ruled, type Shape } from './shape.ts';
import { share } from './share.ts';
import { type FieldState, stateOf } from './state.ts';
import { ARR, NULL, OBJ, type Sink } from './tokenizer.ts';
import { Tree } from './tree.ts';
import { Validator } from './validate.ts';
import { keyOf, Verdict } from './verdict.ts';
import { feed, withoutNulls } from './whole.ts';
import { prefixed, type Result, type ZodSchema } from './zod.ts';

/** How a document is read and judged. */
export interface PartialOptions extends ReadOptions {
  /** `abort` ends the document at its first issue, with the error `invalid`; by default the rest goes on. */
  readonly onInvalid?: 'continue' | 'abort';
  /** `absent` reads null as the absence of an optional key, which is what providers' strict mode makes of one. */
  readonly nullForOptional?: 'absent';
  /** Annotations by path, such as `'items.*.status'`, for schemas that cannot carry them. See {@link streaming}. */
  readonly rules?: Readonly<Record<string, Rule>>;
}

/** One element of an array that has passed its schema. */
export interface ArrayElement<T = unknown> {
  /** Its place in the text, also where refused elements before it are not shown. */
  readonly index: number;
  readonly value: T;
  readonly path: JsonPath;
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
  /** The deepest place that is shown and still open; `[]` before the first byte, null when the document is whole. */
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
  elements(path: FieldPath<S> | JsonPath, listener: (element: ArrayElement) => void): () => void;
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

interface Listener {
  readonly path: JsonPath;
  readonly call: (element: ArrayElement) => void;
  /** Indices below it have been told. */
  next: number;
}

const CODES: readonly ErrorCode[] = [
  'invalid-json',
  'incomplete',
  'invalid',
  'limit',
  'aborted',
  'invalid-patch',
  'protocol',
  'provider',
  'cut',
  'http',
  'auth',
  'expired',
  'bad-request',
];
/** Text is kept in flat blocks of about this many units: a final parse may need it. */
const BLOCK = 1 << 12;

class Document {
  error: PartialError | undefined;
  meta: unknown;
  ended: EndReason | undefined;
  readonly #schema: Schema;
  readonly #options: PartialOptions;
  readonly #shape: Shape;
  #verdict!: Verdict;
  #validator!: Validator;
  #reader!: Reader;
  /** Issues of what was there before a snapshot replaced it. */
  #past: readonly Issue[] = [];
  #issues: readonly Issue[] = [];
  /** How many of the verdict's are in `#issues`. */
  #told = 0;
  #blocks: string[] = [];
  #tail = '';
  /** The value that messages have made; undefined while the document is text. */
  #raw: JsonValue | undefined;
  /** What is shown of `#raw`, or at the end. */
  #shown: unknown;
  #whole = false;
  #result: { readonly value: unknown } | undefined;
  readonly #listeners: Listener[] = [];
  #elements: [path: JsonPath, index: number, value: unknown][] = [];

  constructor(schema: Schema, options: PartialOptions) {
    this.#schema = schema;
    this.#options = options;
    const rules = Object.entries(options.rules ?? {}).map(
      ([path, rule]) => [path ? path.split('.') : [], rule] as const,
    );
    const shape = isZod(schema) ? compile(schema) : anything;
    this.#shape = rules.length ? ruled(shape, rules.find(([path]) => !path.length)?.[1], rules) : shape;
    this.#begin();
  }

  push(text: string): void {
    if (text === '' || this.error || this.ended || this.#result) return;
    if (this.#whole) {
      this.error = new PartialError('protocol', 'A piece of text cannot follow a whole value.');
      return;
    }
    this.#keep(text);
    try {
      this.#reader.push(text);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#verdict.halted) this.#fail(this.#verdict.halted);
    this.#tell();
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
    this.#tell();
  }

  end(): unknown {
    this.#finish()?.catch(() => undefined);
    if (!this.#result)
      throw new PartialError('invalid', 'The schema has asynchronous checks: call endAsync().');
    return this.#result.value;
  }

  async endAsync(): Promise<unknown> {
    const waiting = this.#finish();
    if (waiting !== undefined) this.#conclude(await waiting.catch((cause: unknown) => this.#crash(cause)));
    return (this.#result as { value: unknown }).value;
  }

  get partial(): unknown {
    if (this.#whole || this.#result) return this.#shown;
    return this.#validator.snapshot();
  }

  get issues(): readonly Issue[] {
    const now = this.#verdict.issues;
    if (this.#told !== now.length) {
      this.#told = now.length;
      const past = new Set(this.#past.map((issue) => keyOf(issue.path)));
      this.#issues = [...this.#past, ...now.filter((issue) => !past.has(keyOf(issue.path)))];
    }
    return this.#issues;
  }

  get warnings(): readonly Warning[] {
    return this.#reader.warnings;
  }

  get openPath(): JsonPath | null {
    return this.#result || (this.#whole && this.ended) ? null : this.#whole ? [] : this.#validator.openPath();
  }

  state(path: string | JsonPath): FieldState {
    const keys = parsePath(path);
    if (!this.#whole) {
      if (!this.#result) return stateOf(this.#validator, keys);
      return this.#verdict.isRefused(keys) ? 'invalid' : 'done';
    }
    if (this.#verdict.isRefused(keys)) return 'invalid';
    if (this.#result) return 'done';
    const there = keys.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      this.#shown,
    );
    return there === undefined ? 'pending' : 'streaming';
  }

  elements(path: string | JsonPath, call: (element: ArrayElement) => void): () => void {
    const keys = parsePath(path);
    const listener: Listener = { path: keys, call, next: 0 };
    this.#tell();
    this.#listeners.push(listener);
    this.#verdict.onElement = this.#hear;
    this.#catchUp(listener);
    return () => {
      const at = this.#listeners.indexOf(listener);
      if (at >= 0) this.#listeners.splice(at, 1);
    };
  }

  // Text.

  #begin(): void {
    const { limits, onInvalid, nullForOptional } = this.#options;
    this.#verdict = new Verdict(limits?.issues ?? 1000);
    this.#verdict.abort = onInvalid === 'abort';
    if (this.#listeners.length) this.#verdict.onElement = this.#hear;
    this.#validator = new Validator(this.#shape, this.#verdict, {
      nullForOptional: nullForOptional === 'absent',
    });
    this.#reader = this.#read(this.#validator);
    this.#blocks = [];
    this.#tail = '';
    this.#raw = undefined;
    this.#whole = false;
  }

  #read(sink: Sink): Reader {
    const { kind, types } = this.#shape;
    const isContainer = kind === ANY || !(types & ~(OBJ | ARR | NULL));
    // Rows of values are the items of an array, where the schema wants one.
    const rows = kind !== ARRAY ? undefined : types & NULL ? /[{"\dtf-]/ : /[{"\dtfn-]/;
    const brackets = types & ARR ? (types & OBJ || rows ? '{[' : '[') : '{';
    return new Reader(sink, this.#options, isContainer ? brackets : '', rows);
  }

  #keep(text: string): void {
    this.#tail += text;
    if (this.#tail.length > BLOCK) {
      // A look at its last character makes the rope flat.
      this.#tail.charCodeAt(this.#tail.length - 1);
      this.#blocks.push(this.#tail);
      this.#tail = '';
    }
  }

  get #text(): string {
    return this.#blocks.join('') + this.#tail;
  }

  #fail(error: unknown): void {
    this.error ??= error instanceof PartialError ? error : this.#crash(error, true);
  }

  /** A schema's own code has thrown. */
  #crash(cause: unknown, quiet?: boolean): never | PartialError {
    const error = new PartialError('invalid', 'The schema threw an error.', { cause, issues: this.issues });
    if (quiet) return error;
    this.error = error;
    throw error;
  }

  // Messages.

  #replace(message: Message & { type: 'snapshot' }): void {
    const shown = this.partial;
    const raw = this.#raw;
    this.#past = this.issues;
    this.#told = -1;
    this.error = undefined;
    this.#result = undefined;
    this.#begin();
    if (message.text !== undefined) {
      this.push(message.text);
      this.#validator.rebase(shown);
      return;
    }
    this.#shown = shown;
    this.#raw = raw;
    this.#change(() => message.value as JsonValue);
  }

  #change(next: (raw: JsonValue | undefined) => JsonValue): void {
    const before = this.#whole ? this.#raw : undefined;
    try {
      const raw = share(
        this.#raw,
        next(
          this.#whole ? this.#raw : this.#text === '' ? undefined : (this.#reread().snapshot() as JsonValue),
        ),
      ) as JsonValue;
      if (!this.#whole) this.#shown ??= this.#validator.snapshot();
      const validator = new Validator(this.#shape, this.#verdict, { lenient: true });
      feed(validator, raw, before, this.#shown, this.#options.limits?.depth ?? 512);
      const shown = validator.snapshot();
      if (shown !== undefined) this.#shown = share(this.#shown, shown);
      this.#raw = raw;
      this.#whole = true;
    } catch (error) {
      this.#fail(error);
    }
    if (this.#verdict.halted) this.#fail(this.#verdict.halted);
  }

  /** The text so far as plain JSON. */
  #reread(): Tree {
    const tree = new Tree();
    this.#read(tree).push(this.#text);
    return tree;
  }

  #end(message: Message & { type: 'end' }): void {
    const { reason, length, error } = message;
    if (length !== undefined && !this.#whole && length !== new TextEncoder().encode(this.#text).length) {
      this.error = new PartialError('protocol', `The text is not ${length} bytes long: something was lost.`);
      return;
    }
    this.ended = reason;
    if (reason === 'stop') {
      try {
        void this.#finish()?.catch(() => undefined);
      } catch {
        // It is in `error`.
      }
      return;
    }
    const code =
      reason === 'abort'
        ? 'aborted'
        : reason !== 'error'
          ? 'incomplete'
          : CODES.find((known) => known === error?.code);
    const why = error?.message ?? `The answer ended early: ${reason}.`;
    this.error = new PartialError(code ?? 'provider', why, {
      openPath: this.openPath,
      ...(error && { cause: error }),
    });
  }

  // The end.

  /** Comes to a result or an error; answers a promise where the schema waits. */
  #finish(): Promise<Result> | undefined {
    if (this.#result) return undefined;
    if (this.error) throw this.error;
    try {
      if (!this.#whole) this.#reader.end(this.openPath);
    } catch (error) {
      this.#fail(error);
      throw this.error;
    }
    if (this.#verdict.halted) this.#fail(this.#verdict.halted);
    if (this.error) throw this.error;
    const isForeign = !isZod(this.#schema);
    if (!this.#whole && !isForeign && !this.#verdict.deferred.length) {
      this.#conclude(this.#verdict.issues.length ? { issues: [] } : { value: this.#validator.snapshot() });
      return undefined;
    }
    let raw = this.#whole ? this.#raw : isForeign ? this.#validator.snapshot() : this.#reread().root;
    if (this.#options.nullForOptional) raw = withoutNulls(this.#shape, raw);
    const result = this.#schema['~standard'].validate(raw) as Result | Promise<Result>;
    if (result instanceof Promise) return result;
    this.#conclude(result);
    return undefined;
  }

  #conclude(result: Result | PartialError): void {
    if (result instanceof PartialError) throw result;
    this.#verdict.deferred.length = 0;
    if (result.issues) {
      this.#verdict.refuse(prefixed(result, []));
      const places = this.#verdict.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the document');
      this.error = new PartialError('invalid', `The schema refuses ${places.join(', ')}.`, {
        issues: this.issues,
      });
      throw this.error;
    }
    this.#shown = share(this.partial, result.value);
    this.#result = { value: this.#shown };
    for (const listener of this.#listeners) this.#catchUp(listener);
  }

  // Elements.

  readonly #hear = (path: JsonPath, index: number, value: unknown): void => {
    this.#elements.push([path, index, value]);
  };

  #tell(): void {
    const elements = this.#elements;
    if (!elements.length) return;
    this.#elements = [];
    for (const [path, index, value] of elements) {
      const key = keyOf(path);
      for (const listener of this.#listeners) {
        if (keyOf(listener.path) === key && index >= listener.next) {
          listener.next = index + 1;
          listener.call({ index, value, path: [...path, index] });
        }
      }
    }
  }

  /** Tells of elements that were done before somebody listened, or that only the end has made so. */
  #catchUp(listener: Listener): void {
    const { path } = listener;
    const items = path.reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      this.partial,
    );
    if (!Array.isArray(items)) return;
    for (let index = listener.next; index < items.length; index++) {
      if (this.state([...path, index]) !== 'done') continue;
      listener.next = index + 1;
      listener.call({ index, value: items[index], path: [...path, index] });
    }
  }
}

function isZod(schema: object): schema is ZodSchema {
  return '_zod' in schema;
}
