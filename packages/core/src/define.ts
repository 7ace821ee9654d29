// Own properties: the one way to set a key that came from outside.

/** Sets an own property, whatever its name: an assignment to `__proto__` would replace the prototype. */
export function define(target: object, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
