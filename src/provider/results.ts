/**
 * The one door by which anything leaves for the engine. The provider process fails on `undefined`, turns a Date into `{}`
 * and hangs on some errors, so: plain JSON only, nothing undefined, each secret value in its envelope.
 */
import { isEnvironmentSecret } from "../model/environment-secrets";
import { isSecret, secretEnvelope } from "../model/secrets";
import { UNKNOWN } from "../model/unknowns";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Inputs or state as the engine takes them. Throws if a value is nothing that JSON can hold. */
export function toEngine(object: object): Record<string, Json> {
  return leave(object, []) as Record<string, Json>;
}

function leave(value: unknown, path: readonly string[]): Json {
  // Inside a secret value nothing gets an envelope of its own: an ill-formed value still leaves as a whole, and as a secret.
  if (isSecret(path) && value !== UNKNOWN) {
    if (!isEnvironmentSecret(value)) return secretEnvelope(leave(value, [])) as Json;
    return leave({ ...value, fingerprint: value.fingerprint && secretEnvelope(value.fingerprint) }, []);
  }
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map((item) => leave(item, path));
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(entries.map(([key, inner]) => [key, leave(inner, [...path, key])]));
  }
  // The engine makes a value secret again that a program gave as a secret, but only in the place where the program gave it.
  return path[0] === "__possibleValues" ? (secretEnvelope(plain(value, path)) as Json) : plain(value, path);
}

function plain(value: unknown, path: readonly string[]): Json {
  const isPlain =
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value));
  if (!isPlain) throw new Error(`${path.join(".")} must be a string, number or boolean, but got: ${typeof value}`);
  return value;
}
