/**
 * The masks that the API shows in place of the values that it hides. By its reference, own configs show `client_id` and `consumer_key` in clear
 * and the rest obfuscated; that this means the first four characters and `...` is an assumption. Managed ones show `REDACTED`.
 * The provider never writes masked values back and never stores them in state.
 */

/** Is it what the API shows in place of a value, as far as anyone knows? */
export const looksMasked = (live: unknown): boolean =>
  typeof live !== "string" || live === "REDACTED" || /^.{0,4}\.\.\.$/su.test(live) || /^[*•]/u.test(live);

/** Could a value with this mask be ours? Only a mask of the one form that is assumed can say no. */
export function contradicts(mask: unknown, value: string): boolean {
  const shown = typeof mask === "string" ? /^(.{4})\.\.\.$/su.exec(mask)?.[1] : undefined;
  // Four characters may be more units of UTF-16 than four.
  return shown !== undefined && !value.startsWith(shown);
}
