/**
 * Scopes stand in `scopes` and `userScopes`, or in `credentials` as Composio's SDK has them. They stay where they were
 * written; what is compared and sent is what both places mean.
 */
import type { Scopes } from "../api/auth-config";
import type { InputName } from "../input-names";
import type { Inputs } from "./inputs";

export type ScopesInput = "scopes" | "userScopes";

/** The keys under which the API knows them, also inside `credentials`. */
export const SCOPE_KEYS = { scopes: "scopes", userScopes: "user_scopes" } as const satisfies {
  [Name in Extract<InputName, ScopesInput>]: string;
};

export const isScopeKey = (key: string): boolean => key === SCOPE_KEYS.scopes || key === SCOPE_KEYS.userScopes;

/** The scopes that the inputs mean, wherever they stand; undefined if they are not managed. */
export function meantScopes(inputs: Partial<Inputs>, name: ScopesInput): Scopes | undefined {
  const { credentials } = inputs;
  const inside = credentials !== null && typeof credentials === "object" ? credentials[SCOPE_KEYS[name]] : undefined;
  return inputs[name] ?? (inside as Scopes | undefined);
}

/** The credentials without the scopes among them. A value that is not a map, or not known yet, is left as it is. */
export function withoutScopes<Credentials>(credentials: Credentials): Credentials {
  if (credentials === null || typeof credentials !== "object") return credentials;
  return Object.fromEntries(Object.entries(credentials).filter(([key]) => !isScopeKey(key))) as Credentials;
}

export const isScopes = (value: unknown): value is Scopes =>
  typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"));
