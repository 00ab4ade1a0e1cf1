/** Comparing what the user wrote with what the API says, in the forms that both may take. */
import type { Scopes } from "../api/auth-config";
import { isEnvironmentSecret } from "./environment-secrets";

/** Scopes come as a list or as one string, with commas or spaces between them: as a set they are the same. */
export const splitScopes = (scopes: Scopes): string[] =>
  (typeof scopes === "string" ? [scopes] : scopes)
    .flatMap((part) => part.split(/[\s,]+/))
    .filter((scope) => scope !== "");

/** No set and an empty one are the same; order and repetition do not count. */
export function sameSet(a: readonly string[] = [], b: readonly string[] = []): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((member) => right.has(member));
}

export const sameScopes = (a: Scopes = [], b: Scopes = []): boolean => sameSet(splitScopes(a), splitScopes(b));

/** Unset is not managed, which is something else than an empty list. */
export const sameIfManaged = <Value>(
  a: Value | undefined,
  b: Value | undefined,
  isSame: (a: Value, b: Value) => boolean,
): boolean => (a === undefined || b === undefined ? a === b : isSame(a, b));

/** Values of credentials: the API keeps strings, so `5` and `"5"` are one value. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isScalar(a) && isScalar(b)) return `${a}` === `${b}`;
  return isEnvironmentSecret(a) && isEnvironmentSecret(b) ? a.fingerprint === b.fingerprint : a === b;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

export function sameMap(a: Record<string, unknown> = {}, b: Record<string, unknown> = {}): boolean {
  return changedKeys(a, b).length === 0;
}

/** The keys whose values differ, those that only one side holds included. */
export function changedKeys(a: Record<string, unknown> = {}, b: Record<string, unknown> = {}): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !sameValue(a[key], b[key]));
}

/** An object without the keys whose value is undefined. */
export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Is it an object with keys of its own choice, and no list? */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Splits a path of the state, such as `credentials.client_secret`, at its first dot. The key may have dots, too. */
export function fieldAndKey(path: string): [field: string, key: string] {
  const dot = path.indexOf(".");
  return [path.slice(0, dot), path.slice(dot + 1)];
}
