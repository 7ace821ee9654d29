// Headers of an application on an answer of ours.

/** Adds `more` to `headers`, in place of what is there; of cookies there may be many. */
export function addHeaders(headers: Headers, more: HeadersInit | undefined): void {
  for (const [name, value] of new Headers(more)) {
    if (name === 'set-cookie') headers.append(name, value);
    else headers.set(name, value);
  }
}
