/**
 * Which values of an auth config are secret, and the engine's envelope around them. The engine drops an envelope around
 * a whole map, so every secret value gets its own envelope, in every result.
 */
import { isSecretKey } from "../input-names";
import { isEnvironmentSecret } from "./environment-secrets";
import { nameStem } from "./marks";
import { isScopes } from "./scopes";
import { splitScopes } from "./values";

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

/**
 * The values that the user gave as secrets though they are public by nature, for the redactor: `__secretInputs` names the places.
 * Also what messages show in their place.
 */
export function givenAsSecret(bag: object): unknown[] {
  const { __secretInputs: paths } = bag as { __secretInputs?: unknown };
  if (!Array.isArray(paths)) return [];
  return paths.flatMap((path) => {
    const value = `${path}`.split(".").reduce(at, bag);
    return [value, ...shownFor(`${path}`, value)];
  });
}

const SCOPE_CREDENTIALS = ["scopes", "user_scopes", "optional_scopes"];
const PLACE_OF_SCOPES = new RegExp(`^(scopes|userScopes|credentials\\.(${SCOPE_CREDENTIALS.join("|")}))(\\.\\d+)?$`);

/** One scope of many, the beginning of a name, the API's slug of a toolkit. */
function shownFor(path: string, value: unknown): string[] {
  if (path === "credentials") return SCOPE_CREDENTIALS.flatMap((key) => shownFor(`credentials.${key}`, at(value, key)));
  if (PLACE_OF_SCOPES.test(path)) return isScopes(value) ? splitScopes(value) : [];
  if (typeof value !== "string") return [];
  if (path === "name") return [nameStem(value)];
  return path === "toolkit" ? [value.toLowerCase()] : [];
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
