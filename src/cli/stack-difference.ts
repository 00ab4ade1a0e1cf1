/** The differences between the auth configs of two stacks. Pure. Secrets are never compared: each stack encrypts its own way. */
import type { Scopes } from "../api/auth-config";
import { isEnvironmentSecret } from "../model/environment-secrets";
import { ROWS } from "../model/rows";
import { isSecret } from "../model/secrets";
import { sameSet, splitScopes } from "../model/values";
import { AUTH_CONFIG_TYPE, NATIVE_AUTH_CONFIG_TYPE } from "../provider-text";
import type { StackAuthConfig } from "./stack-state";
import { isEncrypted } from "./stack-state";

export interface Differing {
  /** The logical name, with the types around it if that alone names two. */
  authConfig: string;
  /** `credentials.client_id`; undefined if one stack lacks the whole auth config, and the other shows its id. */
  field?: string;
  from: Shown;
  to: Shown;
}

/** Null if there is nothing. Of a list: the items that the other one lacks. */
export type Shown = Leaf | null;

type Leaf = string | number | boolean | string[] | typeof SECRET;

export const SECRET = { secret: true } as const;

export function stackDifference(from: readonly StackAuthConfig[], to: readonly StackAuthConfig[]): Differing[] {
  const [left, right] = [byPlace(from), byPlace(to)];
  const places = [...new Set([...left.keys(), ...right.keys()])];
  return places.flatMap((place) => {
    const authConfig = labelOf(place, places);
    const [one, other] = [left.get(place), right.get(place)];
    if (!one || !other) return [{ authConfig, from: one?.id ?? null, to: other?.id ?? null }];
    return inputDifference(one.inputs, other.inputs).map((difference) => ({ authConfig, ...difference }));
  });
}

/** By the URN without stack and project: the same program makes the same places in both, through the plugin too. */
const byPlace = (configs: readonly StackAuthConfig[]): Map<string, StackAuthConfig> =>
  new Map(configs.map((config) => [placeIn(config.urn), config]));

const placeIn = (urn: string): string =>
  urn.split("::").slice(2).join("::").replaceAll(NATIVE_AUTH_CONFIG_TYPE, AUTH_CONFIG_TYPE);

function labelOf(place: string, places: readonly string[]): string {
  const nameOf = (one: string) => one.slice(one.lastIndexOf("::") + 2);
  const isAlone = places.filter((other) => nameOf(other) === nameOf(place)).length === 1;
  return isAlone ? nameOf(place) : place.replace(`${AUTH_CONFIG_TYPE}::`, "");
}

function inputDifference(one: Bag, other: Bag): Array<Omit<Differing, "authConfig">> {
  const [left, right] = [leavesOf(one), leavesOf(other)];
  // Names that this package made differ by nature.
  if (one.__isAutoNamed && other.__isAutoNamed) for (const leaves of [left, right]) leaves.delete("name");
  const fields = [...new Set([...left.keys(), ...right.keys()])].sort((a, b) => placeOf(a) - placeOf(b));
  return fields
    .filter((field) => !isSame(left.get(field), right.get(field)))
    .map((field) => ({ field, ...besideEachOther(left.get(field), right.get(field)) }));
}

/** Inputs as the documentation has them, their parts as they come. */
const placeOf = (field: string): number => ROWS.findIndex(({ name }) => `${field}.`.startsWith(`${name}.`));

type Bag = Record<string, unknown>;

/** The inputs flat, under the paths that a user writes, nothing secret among them. */
function leavesOf(inputs: Bag): Map<string, Leaf> {
  const leaves = ROWS.flatMap(({ name, change }): Array<[string, Leaf]> => {
    const value = inputs[name];
    // Inputs that never leave the state are false unless somebody says otherwise.
    if (value === undefined || (value === false && change === "local")) return [];
    if (!isMap(value)) return [[name, leafOf([name], value)]];
    return Object.entries(value).map(([key, inner]) => [`${name}.${key}`, leafOf([name, key], inner)]);
  });
  return new Map(leaves);
}

const isMap = (value: unknown): value is Bag =>
  value !== null && typeof value === "object" && !Array.isArray(value) && !isEncrypted(value);

const SCOPES = new Set([
  "scopes",
  "userScopes",
  "credentials.scopes",
  "credentials.user_scopes",
  "credentials.optional_scopes",
]);

function leafOf(path: readonly string[], value: unknown): Leaf {
  if (isEnvironmentSecret(value)) return `environment variable ${value.fromEnvironment}`;
  if (isEncrypted(value) || isSecret(path)) return SECRET;
  if (SCOPES.has(path.join(".")) && (typeof value === "string" || Array.isArray(value)))
    return splitScopes(value as Scopes);
  return value !== null && typeof value === "object" && !Array.isArray(value) ? JSON.stringify(value) : (value as Leaf);
}

const isSame = (one: Leaf | undefined, other: Leaf | undefined): boolean =>
  Array.isArray(one) && Array.isArray(other) ? sameSet(one, other) : JSON.stringify(one) === JSON.stringify(other);

function besideEachOther(one: Leaf | undefined, other: Leaf | undefined): Pick<Differing, "from" | "to"> {
  if (!Array.isArray(one) || !Array.isArray(other)) return { from: one ?? null, to: other ?? null };
  return {
    from: one.filter((member) => !other.includes(member)),
    to: other.filter((member) => !one.includes(member)),
  };
}
