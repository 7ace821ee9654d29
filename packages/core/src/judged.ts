// What schemas have said of the parts of whole values, so that each part is judged once, however often messages tell it.
import type { JsonPath } from './json.ts';
import type { Payload, ZodSchema } from './zod.ts';

interface Saying {
  readonly path: JsonPath;
  readonly schema: ZodSchema;
  readonly raw: unknown;
  readonly judged: Payload | undefined;
}

/** How much is kept before it is looked at what is still there. */
const SOME = 1000;

/** By place, what the schemas there, which are several in a union, have said of the value that stands there now. */
export class Judged {
  readonly #sayings = new Map<string, readonly Saying[]>();
  #due = SOME;

  /** What `judge` says of `raw`; it is asked only where it is not known. */
  ask(
    here: () => JsonPath,
    schema: ZodSchema,
    raw: unknown,
    judge: () => Payload | undefined,
  ): Payload | undefined {
    if (isMirror(schema)) return judge();
    const path = here();
    // Places that it cannot tell apart are told apart by what they hold.
    const key = path.join('\0');
    const known = (this.#sayings.get(key) ?? []).filter((saying) => Object.is(saying.raw, raw));
    let saying = known.find((one) => one.schema === schema);
    if (!saying) {
      saying = { path, schema, raw, judged: judge() };
      this.#sayings.set(key, [...known, saying]);
    }
    return saying.judged;
  }

  /** Forgets what `valueAt` no longer finds, each time that there may be as much of that as of the rest. */
  tidy(valueAt: (path: JsonPath) => unknown): void {
    const all = this.#sayings;
    if (all.size < this.#due) return;
    for (const [key, [saying]] of all)
      if (saying && !Object.is(valueAt(saying.path), saying.raw)) all.delete(key);
    this.#due = all.size * 2 + SOME;
  }
}

/** Whether a schema gives back what it takes, and runs no code but zod's: to ask it again is the cheapest. */
const isMirror = ({ _zod: { def } }: ZodSchema): boolean =>
  /^(string|number|enum|literal)$/.test(def.type) &&
  !def.coerce &&
  !def.checks?.some(({ _zod }) => /custom|overwrite/.test(_zod.def.check));
