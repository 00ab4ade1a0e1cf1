/** `check`: finds mistakes before anything is sent, and brings the inputs into the one form that the rest relies on. */
import type { z } from "zod";
import { nearest } from "../nearest";
import type { Identity } from "./auto-name";
import { autoName, isMarkOf, nameWith } from "./auto-name";
import { isEnvironmentSecret, withFingerprints } from "./environment-secrets";
import { newSalt, saltOf } from "./fingerprint";
import type { InputName, Inputs } from "./inputs";
import { FIELDS, INPUT_NAMES, ROWS } from "./rows";
import { trustDeclared } from "./trusted-secrets";
import { UNKNOWN } from "./unknowns";
import { defined } from "./values";

/** The inputs as they come from the program: nothing about them is known yet. */
export type RawInputs = Record<string, unknown>;

export interface Checked {
  /** As the user wrote them, without what the resource class adds. */
  declared: RawInputs;
  inputs: Inputs;
  /** One line per mistake; each names the input as the user wrote it, and no value that could be secret. */
  mistakes: string[];
}

export interface CheckSurroundings {
  /** Undefined where it is not known: see backend.ts. */
  backend: string | undefined;
  environment: NodeJS.ProcessEnv;
}

/** `previous` are the inputs of the last run, empty for a first create. */
export function check(
  previous: Partial<Inputs>,
  raw: RawInputs,
  { backend = "", environment }: CheckSurroundings,
): Checked {
  const { __identity, __provider, __validate, ...rest } = raw;
  const declared = asWritten(rest);
  const named = withName(normalized(declared), previous, __identity as Identity | undefined, backend);
  const { inputs, missing } = withEnvironmentSecrets(named, previous, environment);
  const trusted = trustDeclared(previous.__trusted, inputs);
  return {
    declared,
    inputs: trusted ? { ...inputs, __trusted: trusted } : inputs,
    mistakes: [...unknownInputs(declared), ...shapeMistakes(declared), ...ruleMistakes(inputs, declared), ...missing],
  };
}

/** What inputs are called inside `credentials`, where they may stand too. */
const INSIDE_CREDENTIALS: Record<string, string | undefined> = { scopes: "scopes", userScopes: "user_scopes" };

/** The resource class moves scopes out of `credentials`, where a secret would be lost: messages name the place where they were. */
function asWritten({ __scopesInside: inside = [], ...rest }: RawInputs): RawInputs {
  const declared = withoutUnset(rest) as RawInputs;
  for (const name of inside as string[]) {
    const { [name]: scopes, credentials } = declared;
    delete declared[name];
    if (scopes === undefined || credentials === null || typeof credentials !== "object") continue;
    declared.credentials = { ...credentials, [INSIDE_CREDENTIALS[name] as string]: scopes };
  }
  return declared;
}

/** Without what is unset: an output of nothing comes as null where it is a secret, such as `config.getSecret` gives. */
function withoutUnset(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutUnset(inner)]));
}

/** The salt is made once for a resource: fingerprints under another one would differ without a change. */
function withEnvironmentSecrets(inputs: Inputs, previous: Partial<Inputs>, environment: NodeJS.ProcessEnv) {
  const missing: string[] = [];
  const salt = saltIn(previous) ?? newSalt();
  const filled = withFingerprints(inputs, environment, salt, (variable, path) => {
    missing.push(`${path.join(".")}: the environment variable ${variable} is not set`);
  });
  return { inputs: filled as Inputs, missing };
}

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
  const { toolkit, credentials, enabled = true } = declared;
  const type = declared.type ?? (declared.authScheme === undefined ? "use_composio_managed_auth" : "use_custom_auth");
  return {
    ...declared,
    ...(typeof toolkit === "string" && toolkit !== UNKNOWN && { toolkit: toolkit.toLowerCase() }),
    type,
    enabled,
    ...scopesOutOf(credentials),
  } as Inputs;
}

/** `credentials.scopes` and `credentials.user_scopes` mean the same as the inputs, and are kept in one place. */
function scopesOutOf(credentials: unknown): Partial<Inputs> {
  if (credentials === null || typeof credentials !== "object") return {};
  const { scopes, user_scopes: userScopes, ...others } = credentials as Record<string, unknown>;
  return defined({ credentials: others, scopes, userScopes }) as Partial<Inputs>;
}

function withName(inputs: Inputs, previous: Partial<Inputs>, identity: Identity | undefined, backend: string): Inputs {
  if (inputs.name !== undefined || identity === undefined) return inputs;
  // Made once: a stack that moves to another backend keeps its names, a resource that moves to another URN does not,
  // since the next resource under the old URN will make that name again.
  const { __autoName: made } = previous;
  if (made && isMarkOf(made, identity)) return { ...inputs, name: nameWith(made, identity.urn), __autoName: made };
  const { name, mark } = autoName(identity, backend);
  return { ...inputs, name, __autoName: mark };
}

const unknownInputs = (declared: RawInputs): string[] =>
  Object.keys(declared)
    .filter((name) => !(name in FIELDS) && !name.startsWith("__"))
    .map((name) => {
      const meant = nearest(name, INPUT_NAMES);
      return `${name}: is no input of an auth config; ${meant ? `did you mean ${meant}?` : `there are ${INPUT_NAMES.join(", ")}`}`;
    });

function shapeMistakes(declared: RawInputs): string[] {
  return ROWS.flatMap(({ name, field }) => {
    const inside = INSIDE_CREDENTIALS[name];
    return [
      ...mistakesAt([name], shapeOf(name, declared[name]), field.shape),
      ...(inside ? mistakesAt(["credentials", inside], at(declared.credentials, inside), field.shape) : []),
    ];
  });
}

function mistakesAt(place: readonly string[], value: unknown, shape: z.ZodType): string[] {
  const issues = value === undefined ? [] : (shape.safeParse(value).error?.issues ?? []);
  return issues.flatMap(({ path, message }) => {
    const full = [...place, ...path.map(String)];
    const actual = path.reduce<unknown>(at, value);
    return actual === UNKNOWN ? [] : [`${full.join(".")}: must be ${message}${got(full, actual)}`];
  });
}

/** The part of a value that its row describes: scopes inside `credentials` have a row of their own. */
function shapeOf(name: InputName, value: unknown): unknown {
  return name === "credentials" && value !== null && typeof value === "object" ? scopesOutOf(value).credentials : value;
}

const at = (value: unknown, key: PropertyKey): unknown =>
  value !== null && typeof value === "object" ? (value as Record<PropertyKey, unknown>)[key] : undefined;

/** Inputs that hold secrets: a value in the wrong place or form may be one, wherever it stands in them. */
const HOLD_SECRETS: ReadonlySet<string | undefined> = new Set(["credentials", "sharedCredentials", "proxyConfig"]);

/** What stands there instead, where it can't be a secret. */
function got([name]: readonly string[], value: unknown): string {
  const kinds: Record<string, string> = { object: value === null ? "null" : "an object" };
  const kind = Array.isArray(value) ? "a list" : (kinds[typeof value] ?? `a ${typeof value}`);
  const isPublic = value === "" || (typeof value !== "object" && !HOLD_SECRETS.has(name));
  return `, but got: ${isPublic ? JSON.stringify(value) : kind}`;
}

/** None where it is not known yet, or no map. */
const keysOf = (value: unknown): string[] => (value !== null && typeof value === "object" ? Object.keys(value) : []);

/** Mistakes that lie between inputs. */
function ruleMistakes(inputs: Inputs, declared: RawInputs): string[] {
  const mistakes: string[] = [];
  const given = (name: string) => declared[name] !== undefined;
  const inCredentials = (key: string) => at(declared.credentials, key) !== undefined;

  if (!given("toolkit")) mistakes.push("toolkit: is required, such as github");
  if (given("scopes") && inCredentials("scopes")) {
    mistakes.push("credentials.scopes: means the same as scopes; give one of them");
  }
  if (given("userScopes") && inCredentials("user_scopes")) {
    mistakes.push("credentials.user_scopes: means the same as userScopes; give one of them");
  }
  if (inputs.type === "use_custom_auth" && !given("authScheme")) {
    mistakes.push('authScheme: is required with type "use_custom_auth", such as OAUTH2 or API_KEY');
  }
  if (inputs.type === "use_composio_managed_auth") {
    const advice = "for an app of your own give authScheme, such as OAUTH2";
    if (given("authScheme"))
      mistakes.push('authScheme: is not taken with managed auth; for an app of your own give type "use_custom_auth"');
    if (given("proxyConfig")) mistakes.push(`proxyConfig: is not taken with managed auth; ${advice}`);
    for (const key of keysOf(inputs.credentials)) {
      mistakes.push(`credentials.${key}: managed auth takes no credentials but scopes and user_scopes; ${advice}`);
    }
  }
  return mistakes;
}
