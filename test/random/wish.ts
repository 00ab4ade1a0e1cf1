/**
 * A wish for one auth config, in a form that any single edit keeps legal: a wish that its form does not take is
 * kept back until it does. `declare` makes the program's inputs of it.
 */
import { SCOPE_KEYS } from "../../src/model/scopes";
import type { Field } from "./inputs";
import { FIELDS, oldNameOf } from "./inputs";
import type { Form } from "./toolkits";
import { keysOf, requiredKeysOf, SCHEME_OF } from "./toolkits";

/** How the maps reach the resource: as they are, or as outputs. */
export type Wrapping = "output" | "secret";

export interface Wish {
  /** Does the program declare it at all? */
  isThere: boolean;
  /** How its toolkit is spelled. */
  toolkit: string;
  form: Form;
  wrapped?: Wrapping | undefined;
  saysType?: boolean | undefined;
  /** Are the scopes written inside `credentials`? */
  scopesInside?: boolean | undefined;
  /** Are inputs that have an old name written under it? */
  usesOldNames?: boolean | undefined;
  /** The value of each field, by its path; undefined if it is not declared. */
  [path: string]: unknown;
}

/** The arguments of one auth config, with nothing undefined in them. */
export interface Declared {
  toolkit: string;
  authScheme?: string;
  name?: string;
  /** Of the program's text alone. */
  wrapped?: Wrapping;
  [input: string]: unknown;
}

export function declare(wish: Wish): Declared {
  const { toolkit, form, wrapped } = wish;
  const declared: Declared = {
    toolkit,
    ...(wish.saysType && { type: form === "managed" ? "use_composio_managed_auth" : "use_custom_auth" }),
    ...(form !== "managed" && { authScheme: SCHEME_OF[form] }),
    ...(wrapped && { wrapped }),
  };
  for (const field of FIELDS) {
    const value = wish[field.path];
    if (value !== undefined && takes(wish, field)) put(declared, placeOf(wish, field), value);
  }
  return declared;
}

/** Credentials without which the form is not legal are always declared. */
export const isAlwaysDeclared = ({ input, key = "" }: Field): boolean =>
  input === "credentials" && requiredKeysOf("oauth2").includes(key);

function takes(wish: Wish, { input, key = "", path, row }: Field): boolean {
  const { form } = wish;
  if (form === "managed" ? row.isCustomOnly : row.isManagedOnly) return false;
  if (input === "credentials") return keysOf(form).includes(key);
  if (input === "scopes" || input === "userScopes") return keysOf(form).includes(SCOPE_KEYS[input]);
  // With a name that is made here only: others of that name may be held by another resource.
  if (input === "adopt") return wish.name === undefined;
  // A key of an object can stand only beside the keys that the object requires.
  return FIELDS.every(
    (other) => other.input !== input || !other.isRequired || other.path === path || wish[other.path] !== undefined,
  );
}

function placeOf(wish: Wish, { input, key, path }: Field): string {
  if (wish.scopesInside && (input === "scopes" || input === "userScopes")) return `credentials.${SCOPE_KEYS[input]}`;
  return wish.usesOldNames && key !== undefined ? `${oldNameOf(input)}.${key}` : path;
}

function put(declared: Declared, place: string, value: unknown): void {
  const [input = "", key] = place.split(".");
  if (key === undefined) declared[input] = value;
  else declared[input] = { ...(declared[input] as object | undefined), [key]: value };
}
