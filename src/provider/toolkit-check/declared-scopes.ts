/** The scopes that an auth config declares, each list with the place where the user wrote it. */
import type { Inputs } from "../../model/inputs";
import type { ScopesInput } from "../../model/scopes";
import { meantScopes, SCOPE_KEYS } from "../../model/scopes";
import { hasUnknown } from "../../model/unknowns";
import { isMap, splitScopes } from "../../model/values";

export interface DeclaredScopes {
  name: ScopesInput;
  /** Such as `credentials.scopes`. */
  path: string;
  scopes: string[];
}

/** None that is unset, empty (which clears) or not known yet. */
export function declaredScopes(declared: Record<string, unknown>, inputs: Inputs): DeclaredScopes[] {
  return (["scopes", "userScopes"] as const).flatMap((name) => {
    const meant = meantScopes(inputs, name);
    if (meant === undefined || hasUnknown(meant)) return [];
    const scopes = splitScopes(meant);
    return scopes.length === 0 ? [] : [{ name, path: placeOf(declared, name), scopes }];
  });
}

const placeOf = ({ credentials, ...declared }: Record<string, unknown>, name: ScopesInput): string =>
  declared[name] === undefined && isMap(credentials) ? `credentials.${SCOPE_KEYS[name]}` : name;
