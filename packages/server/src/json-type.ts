// Which content types say that a body is JSON.

/** `application/json`, or a kind of it such as `application/ld+json`. */
export function isJsonType(type: string | null | undefined): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(type ?? '');
}
