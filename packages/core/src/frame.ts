// An open container: what is in it so far, and what it costs to copy it.

/** Elements of an array that cost as much to copy as a small object, and of one that no longer fits a fast cache. */
const ELEMENTS = 80;
const FAR_ELEMENTS = 20;
/** Keys up to which an engine copies an object all at once, and beyond which it does so one by one. */
const FEW = 8;
const SMALL = 16;
/** Keys from which on it is a hash table, however they came. */
const HASHED = 128;
/** Keys from which on an engine looks each of them up, and elements from which on they are far. */
const LARGE = 1000;

/** Spreading is the fastest way to copy a small object, and many times slower than assigning for others. */
function copyOf(value: object, size: number): Record<string, unknown> {
  return size > FEW && !Object.hasOwn(value, '__proto__')
    ? Object.assign({}, value as Record<string, unknown>)
    : { ...(value as Record<string, unknown>) };
}

/** One open container. */
export class Frame {
  value: unknown[] | Record<string, unknown>;
  readonly array: boolean;
  /** The place that is being filled: a key, or the index of an element. */
  key: string | number;
  /** True once a snapshot has shown `value`: from then on it is copied before it changes. */
  shared = false;
  /** True while no snapshot has shown `value` as it is now. */
  fresh = true;
  /** What it costs to copy all that it stands in. */
  above = 0;
  /** How many keys it has. */
  size = 0;
  /** True while what stands at `key` is not shown until it is whole. */
  veiled = false;
  /** What is whole, but not written yet, since `value` would have to be copied. */
  waiting: Map<string | number, unknown> | undefined;

  constructor(array: boolean) {
    this.array = array;
    this.value = array ? [] : {};
    this.key = array ? 0 : '';
  }

  /** What it costs to copy it, in small objects. */
  get cost(): number {
    const { key, size } = this;
    if (this.array) return 1 + (key as number) / (+key > LARGE ? FAR_ELEMENTS : ELEMENTS);
    return 1 + (size > LARGE ? size * 4 : size > SMALL ? size / 3 : 0);
  }

  /** Whether a value stands at `key`, or waits for it. */
  has(key: string | number): boolean {
    return !!this.waiting?.has(key) || Object.hasOwn(this.value, key);
  }

  /** What stands at `key`, or waits for it. */
  at(key: string | number): unknown {
    return this.waiting?.has(key)
      ? this.waiting.get(key)
      : (this.value as Record<string | number, unknown>)[key];
  }

  /** Writes what waits. */
  flush(): void {
    const { waiting, key } = this;
    this.waiting = undefined;
    for (const [place, value] of waiting ?? []) {
      this.key = place;
      this.write(value);
    }
    this.key = key;
  }

  /** Puts `value` at the open place, in a copy if the container has been shown. */
  write(value: unknown): void {
    if (this.waiting) this.flush();
    if (value !== undefined && (this.value as Record<string | number, unknown>)[this.key] === value) return;
    if (this.shared) {
      this.value = this.array ? (this.value as unknown[]).slice() : copyOf(this.value, this.size);
      this.shared = false;
    }
    this.fresh = true;
    const { key, size } = this;
    // By `=`, an engine turns an object of more than some sixteen keys into a hash table, which is slow to copy.
    if (key === '__proto__' || (size > SMALL && size < HASHED && !Object.hasOwn(this.value, key))) {
      Object.defineProperty(this.value, key, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    } else {
      (this.value as Record<string | number, unknown>)[key] = value;
    }
  }
}
