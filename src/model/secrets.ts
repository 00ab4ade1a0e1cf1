/**
 * Which values of an auth config are secret, and the engine's envelope around them. The engine drops an envelope around
 * a whole map, so every secret value gets its own envelope, in every result.
 */
import type { InputName } from "../input-names";
import { isSecretKey } from "../input-names";
import { isEnvironmentSecret } from "./environment-secrets";
import { nameStem } from "./marks";
import { isScopes } from "./scopes";
import { isMap, splitScopes } from "./values";

/** Is this value secret? The path as the user writes it, such as `credentials`, `client_secret`. */
export function isSecret([field = "", key = "", ...rest]: readonly string[]): boolean {
  if (field === "__possibleValues") return isSecret([key, ...rest]);
  if (field === "__trustedSecrets") return key !== "";
  return key !== "" && isSecretKey(field, key);
}

// pulumi.runtime.specialSigKey and specialSecretSig, written out: loading the provider must not load the SDK.
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

export const secretEnvelope = (value: unknown) => ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, value });

export const isSecretEnvelope = (value: unknown): value is { value: unknown } =>
  at(value, SIGNATURE_KEY) === SECRET_SIGNATURE;

/** The values that the program gave as secrets though they are public by nature, for the redactor: `__secretInputs` names the places. */
export function givenAsSecret(bag: object): unknown[] {
  const { __secretInputs: paths } = bag as { __secretInputs?: unknown };
  return secretsAt(bag, Array.isArray(paths) ? paths.map((path) => `${path}`.split(".")) : []);
}

/** The values at these places, and what messages show of them. */
export const secretsAt = (bag: object, places: readonly (readonly string[])[]): unknown[] =>
  places
    .filter((place) => !isEnvironmentSecret(place.slice(0, -1).reduce<unknown>(at, bag)))
    .flatMap((place) => {
      const value = place.reduce<unknown>(at, bag);
      const isAllCredentials = place.length === 1 && place[0] === "credentials" && isMap(value);
      return isAllCredentials ? Object.entries(value).flatMap(ofAllCredentials) : shownOf(value, place);
    });

/** Nobody can tell whether the secret among all credentials is one of the scopes. Plain words would be hidden in every message. */
function ofAllCredentials([key, value]: [string, unknown]): unknown[] {
  const shown = shownOf(value, ["credentials", key]);
  return SCOPE_CREDENTIALS.includes(key) ? shown.filter((scope) => !/^\p{L}*$/u.test(`${scope}`)) : shown;
}

const SCOPES: readonly string[] = ["scopes", "userScopes"] satisfies InputName[];
const SCOPE_CREDENTIALS = ["scopes", "user_scopes", "optional_scopes"];

/** The value itself, and each scope of a text, the beginning of a name, what the API calls a toolkit or a scheme. */
function shownOf(value: unknown, [input = "", key = ""]: readonly string[]): unknown[] {
  const isOfScopes = SCOPES.includes(input) || (input === "credentials" && SCOPE_CREDENTIALS.includes(key));
  if (isOfScopes && isScopes(value)) return [value, ...splitScopes(value)].flat();
  if (typeof value !== "string") return leavesOf(value);
  if (input === "name") return [value, nameStem(value)];
  if (input === "toolkit") return [value, value.toLowerCase()];
  return input === "authScheme" ? [value, value.toUpperCase()] : [value];
}

/** The name of a variable is no secret. */
function leavesOf(value: unknown): unknown[] {
  if (value === null || typeof value !== "object") return [value];
  return isEnvironmentSecret(value) ? [] : Object.values(value).flatMap(leavesOf);
}

const at = (value: unknown, key: string): unknown =>
  value !== null && typeof value === "object" ? (value as Record<string, unknown>)[key] : undefined;

/** The secret values that inputs or state hold, for the redactor. */
export function secretLeaves(value: unknown, path: readonly string[] = []): unknown[] {
  if (isSecret(path)) return isEnvironmentSecret(value) ? [value.fingerprint] : [value];
  if (Array.isArray(value)) return value.flatMap((inner) => secretLeaves(inner, path));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => secretLeaves(inner, [...path, key]));
}
