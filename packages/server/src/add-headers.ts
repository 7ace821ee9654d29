// Headers of an application on an answer of ours.

/** What `Headers` is made of, also where only Node's own types know it. */
export type HeaderFields = ConstructorParameters<typeof Headers>[0];

/** Adds `more` to `headers`, in place of what is there; of cookies there may be many. */
export function addHeaders(headers: Headers, more: HeaderFields): void {
  for (const [name, value] of new Headers(more)) {
    if (name === 'set-cookie') headers.append(name, value);
    else headers.set(name, value);
  }
}
