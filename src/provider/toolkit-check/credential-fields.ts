/** The credentials of an auth config against the fields that its scheme lists. */
import type { AuthConfigDetail, ToolkitField } from "../../api/toolkit";
import type { Inputs } from "../../model/inputs";
import type { ScopesInput } from "../../model/scopes";
import { isScopeKey, meantScopes, SCOPE_KEYS } from "../../model/scopes";
import { isMap } from "../../model/values";
import { nearest } from "../../nearest";
import type { Findings } from "./findings";

/** The API takes these whether the catalogue lists them or not. */
const ALWAYS_TAKEN = ["scopes", "user_scopes", "optional_scopes", "oauth_redirect_uri"];

export function checkCredentialFields(inputs: Inputs, slug: string, scheme: AuthConfigDetail): Findings {
  const given = givenFields(inputs);
  if (given === undefined) return { mistakes: [], warnings: [] };
  const { required, optional } = scheme.fields.auth_config_creation;
  const known = [...[...required, ...optional].map(({ name }) => name), ...ALWAYS_TAKEN];
  const strange = given.filter((name) => !known.includes(name)).map((name) => strangeField(name, known, slug, scheme));

  // A misspelled field is one mistake, not two; and if there is a default, the API may fill it in.
  const meant = strange.map((field) => field.meant);
  const missing = required.filter(
    (field) => !given.includes(field.name) && !meant.includes(field.name) && !field.default,
  );
  return {
    mistakes: [
      ...missing.map((field) => `credentials.${field.name}: is required for ${scheme.mode} of ${slug}${label(field)}`),
      ...strange.filter((field) => field.meant !== undefined).map((field) => field.line),
    ],
    warnings: strange.filter((field) => field.meant === undefined).map((field) => field.line),
  };
}

/** The names of the fields that are given, scopes included; undefined if they are not known yet or no map. */
function givenFields(inputs: Inputs): string[] | undefined {
  const { credentials = {} } = inputs;
  if (!isMap(credentials)) return undefined;
  const scopes = Object.entries(SCOPE_KEYS).filter(([name]) => meantScopes(inputs, name as ScopesInput) !== undefined);
  return [
    ...Object.keys(credentials).filter((name) => !isScopeKey(name) && credentials[name] !== undefined),
    ...scopes.map(([, key]) => key),
  ];
}

/** A field that the scheme does not list: the line about it, and the field that was probably meant. */
function strangeField(name: string, known: readonly string[], slug: string, { mode, fields }: AuthConfigDetail) {
  const path = `credentials.${name}`;
  const ofUsers = [...fields.connected_account_initiation.required, ...fields.connected_account_initiation.optional];
  if (ofUsers.some((field) => field.name === name)) {
    const line = `${path}: is not a field of the auth config; each user gives it when connecting ${slug} by ${mode}`;
    return { line, meant: undefined };
  }
  const meant = nearest(name, known);
  const line = `${path}: ${mode} of ${slug} knows no such field${meant ? `; did you mean ${meant}?` : ""}`;
  return { line, meant };
}

/** The toolkit's own name for a field whose key alone does not say it: `generic_id` of twitter is "Application bearer token". */
function label({ name, displayName }: ToolkitField): string {
  const isTelling = displayName !== "" && displayName.toLowerCase().replaceAll(" ", "_") !== name.toLowerCase();
  return isTelling ? ` (${displayName})` : "";
}
