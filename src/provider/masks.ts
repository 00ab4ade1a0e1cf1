/**
 * What the API shows of a value that it hides. Own configs: `client_id` and `consumer_key` in clear, the rest obfuscated,
 * by assumption as the first four characters and `...`. Managed ones: `REDACTED`. Neither may ever be written back.
 */
import type { CredentialValue } from "../api/auth-config";
import { sameValue } from "./values";

/** Credentials of own configs that the API's reference promises in clear. */
const SHOWN_IN_CLEAR: ReadonlySet<string> = new Set(["client_id", "consumer_key"]);

export const looksMasked = (live: unknown): boolean =>
  typeof live !== "string" || live === "REDACTED" || /^.{0,4}\.\.\.$/su.test(live) || /^[*•]+/u.test(live);

/** The live value where it can be read, else the one that we know. */
export const liveValue = (managed: CredentialValue, live: unknown): CredentialValue =>
  live === undefined || sameValue(managed, live) || looksMasked(live) ? managed : (live as string);

/**
 * The managed keys with their live values. A missing key says something only where the API promises to show the value;
 * elsewhere it may never be shown, and taking that for a change would send a secret again at every `up`.
 */
export function liveMap(
  managed: Record<string, CredentialValue>,
  live: Record<string, unknown> = {},
): Record<string, CredentialValue> {
  const entries = Object.entries(managed).filter(([key]) => key in live || !SHOWN_IN_CLEAR.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, liveValue(value, live[key])]));
}
