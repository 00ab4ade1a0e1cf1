/** Scopes on a scheme that has none. */
import type { AuthConfigDetail } from "../../api/toolkit";
import { UNKNOWN } from "../../model/unknowns";

/** By their nature without scopes. What is not named here may have some, though the catalogue lists none. */
const WITHOUT_SCOPES = new Set([
  "API_KEY",
  "BASIC",
  "BASIC_WITH_JWT",
  "BEARER_TOKEN",
  "BILLCOM_AUTH",
  "CALCOM_AUTH",
  "NO_AUTH",
]);

const SCOPE_FIELDS = ["scopes", "user_scopes"];

/** One mistake for each place where scopes are declared, in the place where the user wrote them. */
export function checkScopesOfScheme(
  declared: Record<string, unknown>,
  slug: string,
  { mode, fields }: AuthConfigDetail,
): string[] {
  const { required, optional } = fields.auth_config_creation;
  const isListed = [...required, ...optional].some(({ name }) => SCOPE_FIELDS.includes(name));
  if (!WITHOUT_SCOPES.has(mode) || isListed) return [];
  return placesOfScopes(declared).map((path) => `${path}: ${mode} of ${slug} has no scopes`);
}

function placesOfScopes(declared: Record<string, unknown>): string[] {
  const { scopes, userScopes, credentials } = declared;
  const inside: Record<string, unknown> = credentials instanceof Object ? { ...credentials } : {};
  const places: Record<string, unknown> = {
    scopes,
    userScopes,
    "credentials.scopes": inside.scopes,
    "credentials.user_scopes": inside.user_scopes,
  };
  return Object.keys(places).filter((path) => isGiven(places[path]));
}

/** Empty ones clear what was there, and what is unknown may turn out to be nothing. */
const isGiven = (scopes: unknown): boolean =>
  (typeof scopes === "string" && scopes !== "" && scopes !== UNKNOWN) || (Array.isArray(scopes) && scopes.length > 0);
