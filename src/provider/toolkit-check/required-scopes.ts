/** Declared scopes that leave out what a scheme always asks for. Only ever a warning. */
import type { AuthConfigDetail } from "../../api/toolkit";
import type { Inputs } from "../../model/inputs";
import { splitScopes } from "../../model/values";
import { declaredScopes } from "./declared-scopes";

export function checkRequiredScopes(
  declared: Record<string, unknown>,
  inputs: Inputs,
  slug: string,
  { mode, required_scopes: required = [] }: AuthConfigDetail,
): string[] {
  const lists = declaredScopes(declared, inputs);
  const [first] = lists;
  if (first === undefined) return [];
  const optional = inputs.credentials?.optional_scopes;
  const held = [...lists.flatMap(({ scopes }) => scopes), ...splitScopes(typeof optional === "string" ? optional : "")];
  const missing = required.filter((scope) => !held.includes(scope));
  return missing.length === 0
    ? []
    : [`${first.path}: leave out ${missing.join(", ")}, which ${mode} of ${slug} always asks for`];
}
