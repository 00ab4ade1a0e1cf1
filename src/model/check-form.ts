/** Finds mistakes in the form of the inputs before anything is sent, and brings them into the one form that the rest relies on. */
import type { z } from "zod";
import { holdsSecrets, INPUT_NAMES } from "../input-names";
import { nearest } from "../nearest";
import { isEnvironmentSecret, withFingerprints } from "./environment-secrets";
import { newSalt, saltOf, saltOfUrn } from "./fingerprint";
import type { Inputs } from "./inputs";
import type { Identity } from "./marks";
import { autoName, isMarkOf, markFor } from "./marks";
import { ROWS } from "./rows";
import { isScopeKey, SCOPE_KEYS } from "./scopes";
import { trustDeclared } from "./trusted-secrets";
import { UNKNOWN } from "./unknowns";
import { defined, isMap } from "./values";
import { whiteSpaceWarnings } from "./white-space";

/** The inputs as they come from the program: nothing about them is known yet. */
export type RawInputs = Record<string, unknown>;

export interface Checked {
  /** As the user wrote them, without what the resource class adds. */
  declared: RawInputs;
  inputs: Inputs;
  /** One line per mistake; each names the input as the user wrote it, and no value that could be secret. */
  mistakes: string[];
  /** One line per value that is allowed, but hardly meant. In the same form. */
  warnings: string[];
}

export interface FormSurroundings {
  /** The text that stands for the state backend in marks. */
  backend: string;
  /** The logical name of the explicit provider that the engine uses for the resource, after all transforms. */
  providerName?: string | undefined;
  environment: NodeJS.ProcessEnv;
}

/** `previous` are the inputs of the last run, empty for a first create. */
export function checkForm(
  previous: Partial<Inputs>,
  raw: RawInputs,
  { backend, providerName, environment }: FormSurroundings,
): Checked {
  // Older releases of the class sent a provider's name, from before any transform.
  const { __identity, __provider, __validate, __providerName: _, ...rest } = raw;
  const declared = withoutUnset(rest) as RawInputs;
  const identity = __identity as Identity | undefined;
  const named = withName(normalized(declared), previous, identity, backend);
  const { inputs, missing } = withEnvironmentSecrets(named, environment, saltFor(identity, previous));
  const hidden = defined({
    __trustedSecrets: trustDeclared(previous.__trustedSecrets, inputs, saltFor(identity, {})),
    __providerName: providerName,
  });
  return {
    declared,
    inputs: { ...inputs, ...hidden },
    mistakes: [...unknownInputs(declared), ...shapeMistakes(declared), ...ruleMistakes(inputs, declared), ...missing],
    warnings: whiteSpaceWarnings(previous, inputs, environment),
  };
}

/** Without what is unset: an output of nothing comes as null if it is a secret, such as `config.getSecret` gives. */
function withoutUnset(value: unknown): unknown {
  if (!isMap(value)) return value;
  const set = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return mapped(Object.fromEntries(set), withoutUnset);
}

const mapped = (map: Record<string, unknown>, change: (inner: unknown) => unknown) =>
  Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, change(inner)]));

function withEnvironmentSecrets(inputs: Inputs, environment: NodeJS.ProcessEnv, salt: string) {
  const missing: string[] = [];
  const filled = withFingerprints(inputs, environment, salt, (variable, path) => {
    missing.push(`${path.join(".")}: the environment variable ${variable} is not set`);
  });
  return { inputs: filled as Inputs, missing };
}

/**
 * A salt is kept, since fingerprints under another one would differ without a change. The first one follows from the URN: an
 * update plan holds the inputs of the preview, and `up` has to come to the same ones.
 */
const saltFor = (identity: Identity | undefined, previous: Partial<Inputs>): string =>
  saltIn(previous) ?? (identity ? saltOfUrn(identity.urn) : newSalt());

function saltIn(value: unknown): string | undefined {
  if (isEnvironmentSecret(value)) return value.fingerprint && saltOf(value.fingerprint);
  if (value === null || typeof value !== "object") return undefined;
  for (const inner of Object.values(value)) {
    const salt = saltIn(inner);
    if (salt) return salt;
  }
  return undefined;
}

function normalized(declared: RawInputs): Inputs {
  const { toolkit, authScheme, enabled = true } = declared;
  const type = declared.type ?? (authScheme === undefined ? "use_composio_managed_auth" : "use_custom_auth");
  return {
    ...(withTrimmedLists(declared) as RawInputs),
    ...(typeof toolkit === "string" && toolkit !== UNKNOWN && { toolkit: toolkit.toLowerCase() }),
    ...(typeof authScheme === "string" && authScheme !== UNKNOWN && { authScheme: authScheme.toUpperCase() }),
    type,
    enabled,
  } as Inputs;
}

/** No scope and no tool has white space around it. */
function withTrimmedLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (typeof item === "string" ? item.trim() : item));
  return isMap(value) ? mapped(value, withTrimmedLists) : value;
}

/**
 * A mark is made once: a stack that moves to another backend keeps its marks and names, a resource that moves to another URN
 * does not, since the next resource under the old URN will make them again.
 */
function withName(inputs: Inputs, previous: Partial<Inputs>, identity: Identity | undefined, backend: string): Inputs {
  if (identity === undefined) return inputs;
  const { __mark: last } = previous;
  const mark = last && isMarkOf(last, identity) ? last : markFor(identity, backend);
  if (inputs.name !== undefined) return { ...inputs, __mark: mark };
  return { ...inputs, name: autoName(mark, identity.urn), __mark: mark, __isAutoNamed: true };
}

const unknownInputs = (declared: RawInputs): string[] =>
  Object.keys(declared)
    .filter((name) => !INPUT_NAMES.some((known) => known === name) && !name.startsWith("__"))
    .map((name) => {
      const meant = nearest(name, INPUT_NAMES);
      return `${name}: is not an input of AuthConfig; ${meant ? `did you mean ${meant}?` : `there are ${INPUT_NAMES.join(", ")}`}`;
    });

const shapeMistakes = (declared: RawInputs): string[] =>
  ROWS.flatMap(({ name, shape }) => mistakesAt([name], declared[name], shape));

function mistakesAt(place: readonly string[], value: unknown, shape: z.ZodType): string[] {
  const issues = value === undefined ? [] : (shape.safeParse(value).error?.issues ?? []);
  return issues.flatMap(({ path, message }) => {
    const full = [...place, ...path.map(String)];
    const actual = path.reduce<unknown>(at, value);
    return actual === UNKNOWN ? [] : [`${full.join(".")}: must be ${message}${got(full, actual)}`];
  });
}

const at = (value: unknown, key: PropertyKey): unknown =>
  value !== null && typeof value === "object" ? (value as Record<PropertyKey, unknown>)[key] : undefined;

/** The value that stands there instead. In an input that can hold secrets a value in the wrong place may be one: then its kind. */
function got([name]: readonly string[], value: unknown): string {
  const kinds: Record<string, string> = { object: value === null ? "null" : "an object" };
  const kind = Array.isArray(value) ? "a list" : (kinds[typeof value] ?? `a ${typeof value}`);
  const isPublic = value === "" || (typeof value !== "object" && !holdsSecrets(name));
  return `, but got: ${isPublic ? JSON.stringify(value) : kind}`;
}

/** Mistakes that lie between inputs. */
function ruleMistakes(inputs: Inputs, declared: RawInputs): string[] {
  const mistakes: string[] = [];
  const given = (name: string) => declared[name] !== undefined;

  if (!given("toolkit")) mistakes.push("toolkit: is required, such as github");
  for (const [name, key] of Object.entries(SCOPE_KEYS)) {
    if (given(name) && at(declared.credentials, key) !== undefined)
      mistakes.push(`credentials.${key}: means the same as ${name}; give one of them`);
  }
  for (const { name, isOldNameOf } of ROWS) {
    if (isOldNameOf && given(name) && given(isOldNameOf))
      mistakes.push(`${name}: is the old name of ${isOldNameOf}; give ${isOldNameOf} alone`);
  }
  if (inputs.type === "use_custom_auth" && !given("authScheme")) {
    mistakes.push('authScheme: is required with type "use_custom_auth", such as OAUTH2 or API_KEY');
  }
  return [...mistakes, ...(inputs.type === "use_custom_auth" ? customMistakes : managedMistakes)(inputs, declared)];
}

/** Mistake lines for inputs that only managed auth takes. */
const customMistakes = (_inputs: Inputs, declared: RawInputs): string[] =>
  ROWS.filter(({ name, isManagedOnly }) => isManagedOnly && declared[name] !== undefined).map(
    ({ name }) => `${name}: is for managed auth alone; an app of your own is named by its credentials`,
  );

/** Mistake lines for inputs that managed auth does not take. */
function managedMistakes({ type, credentials }: Inputs, declared: RawInputs): string[] {
  if (type !== "use_composio_managed_auth") return [];
  const advice = "for an app of your own give authScheme, such as OAUTH2";
  const refused = ROWS.filter(({ name, isCustomOnly }) => isCustomOnly && declared[name] !== undefined);
  const keys = Object.keys(isMap(credentials) ? credentials : {}).filter((key) => !isScopeKey(key));
  return [
    ...(declared.authScheme === undefined
      ? []
      : ['authScheme: is not taken with managed auth; for an app of your own give type "use_custom_auth"']),
    ...refused.map(({ name }) => `${name}: is not taken with managed auth; ${advice}`),
    ...keys.map((key) => `credentials.${key}: managed auth takes no credentials but scopes and user_scopes; ${advice}`),
  ];
}
