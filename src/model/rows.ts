/**
 * One row per input of an auth config: its shape, what a change of it does, how it travels, and how it is read back.
 * Everything else in this folder walks these rows; to add an input is to add a row.
 */
import { z } from "zod";
import type { AuthConfigItem, CreateAuthConfigBody, Scopes, UpdateAuthConfigBody } from "../api/auth-config";
import type { InputName, Inputs, ToolAccessConfig } from "./inputs";
import { liveCredentials } from "./masks";
import { changedKeys, defined, sameMap, sameScopes, sameSet } from "./values";

/** Parts of bodies, with references where secrets of the environment will stand: `resolveSecrets` comes after. */
type CreatePart = { [key in keyof NonNullable<CreateAuthConfigBody["auth_config"]>]?: unknown };
type PatchPart = { [key in keyof UpdateAuthConfigBody]?: unknown };

interface Field<Name extends InputName> {
  /** `replaces`: the API has no way to change it. `local`: it never leaves the state. */
  change: "replaces" | "updates" | "local";
  /** What the user may write, as a schema whose messages complete "must be …". */
  shape: z.ZodType;
  isSame: (a: Inputs[Name] | undefined, b: Inputs[Name] | undefined) => boolean;
  /** Its part of the body of a create. */
  inCreate?: (value: NonNullable<Inputs[Name]>, inputs: Inputs) => CreatePart;
  /** What of it a create can carry; the rest needs a second call. Default: all of it. */
  createCarries?: (value: NonNullable<Inputs[Name]>) => Inputs[Name];
  /** Its part of the body of a PATCH that leads from one value to another. Absent: it is not changed by the PATCH. */
  inPatch?: (next: Inputs[Name] | undefined, previous: Inputs[Name] | undefined, inputs: Inputs) => PatchPart;
  /** Its value as the API has it now, in the user's form; `managed` where the API's answer does not contradict it. */
  read?: (item: AuthConfigItem, managed: NonNullable<Inputs[Name]>) => Inputs[Name] | undefined;
}

const text = z.string({ error: "a string" }).min(1, { error: "a non-empty string" });
const flag = z.boolean({ error: "true or false" });
const list = z.array(text, { error: "a list of strings" });
const scopeList = z.union([z.string(), list], { error: "a string or a list of strings" });
/** Where the value is instead: made by `secretFromEnv`. The fingerprint is ours. */
const environmentSecret = z.strictObject({ fromEnvironment: text, fingerprint: z.string().optional() });
const credential = z
  .union([z.string(), z.number(), z.boolean(), environmentSecret], { error: "a string, number or boolean" })
  .refine((value) => value !== "", { error: "a non-empty value" });
const valueMap = z.record(z.string(), credential, { error: "a map of strings, numbers or booleans" });

const isCustom = (inputs: Inputs) => inputs.type === "use_custom_auth";

export const FIELDS: { readonly [Name in InputName]: Field<Name> } = {
  toolkit: {
    change: "replaces",
    shape: text,
    isSame: (a = "", b = "") => a.toLowerCase() === b.toLowerCase(),
    read: (item) => item.toolkit.slug.toLowerCase(),
  },
  type: {
    change: "replaces",
    shape: z.enum(["use_composio_managed_auth", "use_custom_auth"], {
      error: '"use_composio_managed_auth" or "use_custom_auth"',
    }),
    isSame: (a, b) => a === b,
    inCreate: (type) => ({ type }),
    read: (item) => (item.type === "default" ? "use_composio_managed_auth" : "use_custom_auth"),
  },
  authScheme: {
    change: "replaces",
    shape: text,
    // Unset with managed auth, where the API alone knows the scheme.
    isSame: (a, b) => a === undefined || b === undefined || a === b,
    inCreate: (authScheme) => ({ authScheme }),
    read: (item, managed) => item.auth_scheme ?? managed,
  },
  name: {
    change: "updates",
    shape: text,
    isSame: (a, b) => a === b,
    inCreate: (name) => ({ name }),
    inPatch: (name) => ({ name }),
    read: (item) => item.name,
  },
  credentials: {
    change: "updates",
    shape: valueMap,
    isSame: sameMap,
    inCreate: (credentials) => ({ credentials }),
    inPatch: (next = {}, previous = {}) => ({
      // The API merges key by key, so what did not change stays at home. That null removes a key is an assumption.
      credentials: Object.fromEntries(changedKeys(next, previous).map((key) => [key, next[key] ?? null])),
    }),
    read: (item, managed) => liveCredentials(managed, item.credentials),
  },
  scopes: scopesField("scopes"),
  userScopes: scopesField("user_scopes"),
  toolAccessConfig: {
    change: "updates",
    shape: z.strictObject(
      { toolsForConnectedAccountCreation: list.optional(), toolsAvailableForExecution: list.optional() },
      { error: "an object with toolsForConnectedAccountCreation and toolsAvailableForExecution" },
    ),
    isSame: (a = {}, b = {}) =>
      sameIfManaged(a.toolsForConnectedAccountCreation, b.toolsForConnectedAccountCreation, sameSet) &&
      sameIfManaged(a.toolsAvailableForExecution, b.toolsAvailableForExecution, sameSet),
    inCreate: ({ toolsForConnectedAccountCreation: tools }) =>
      tools ? { tool_access_config: { tools_for_connected_account_creation: tools } } : {},
    createCarries: ({ toolsAvailableForExecution: execution, ...others }) =>
      execution?.length === 0 ? { ...others, toolsAvailableForExecution: execution } : others,
    inPatch: (next = {}, previous = {}) => ({
      tool_access_config: defined({
        tools_for_connected_account_creation: changedList(
          next.toolsForConnectedAccountCreation,
          previous.toolsForConnectedAccountCreation,
        ),
        tools_available_for_execution: changedList(
          next.toolsAvailableForExecution,
          previous.toolsAvailableForExecution,
        ),
      }),
    }),
    read: ({ tool_access_config: live = {} }, managed) =>
      defined({
        toolsForConnectedAccountCreation: liveList(
          managed.toolsForConnectedAccountCreation,
          live.tools_for_connected_account_creation,
        ),
        toolsAvailableForExecution: liveList(managed.toolsAvailableForExecution, live.tools_available_for_execution),
      }) as ToolAccessConfig,
  },
  proxyConfig: {
    change: "updates",
    shape: z.strictObject(
      {
        proxyUrl: z.url({ protocol: /^https?$/, error: "an http(s) URL" }),
        proxyAuthKey: z.union([text, environmentSecret]).optional(),
      },
      { error: "an object with proxyUrl and, if the proxy wants one, proxyAuthKey" },
    ),
    isSame: (a, b) => sameMap({ ...a }, { ...b }),
    inCreate: ({ proxyUrl, proxyAuthKey }) => ({
      proxy_config: { proxy_url: proxyUrl, ...(proxyAuthKey && { proxy_auth_key: proxyAuthKey }) },
    }),
    inPatch: (next) => ({
      proxy_config: next
        ? { proxy_url: next.proxyUrl, ...(next.proxyAuthKey && { proxy_auth_key: next.proxyAuthKey }) }
        : null,
    }),
    read: ({ proxy_config: live }, managed) => {
      if (live === undefined) return managed;
      return live === null ? undefined : { ...managed, proxyUrl: live.proxy_url ?? managed.proxyUrl };
    },
  },
  sharedCredentials: {
    change: "updates",
    shape: valueMap,
    isSame: sameMap,
    inCreate: (shared_credentials) => ({ shared_credentials }),
    inPatch: (next = {}, previous = {}) => ({
      // Nobody has written down whether this map is merged or replaced, so every key goes along, and null for those removed.
      shared_credentials: { ...Object.fromEntries(Object.keys(previous).map((key) => [key, null])), ...next },
    }),
    // Each value is a secret, and seen by its mask alone.
    read: (_item, managed) => managed,
  },
  isEnabledForToolRouter: {
    change: "updates",
    shape: flag,
    isSame: (a, b) => a === b,
    inCreate: (is_enabled_for_tool_router) => ({ is_enabled_for_tool_router }),
    // Removed: the API has no way back to its own default, so the last value stays there, and is managed no more.
    inPatch: (is_enabled_for_tool_router) => defined({ is_enabled_for_tool_router }),
    read: (item, managed) => item.is_enabled_for_tool_router ?? managed,
  },
  enabled: {
    change: "updates",
    shape: flag,
    isSame: (a = true, b = true) => a === b,
    createCarries: () => true,
    read: (item) => item.status === "ENABLED",
  },
  forceDestroy: { change: "local", shape: flag, isSame: (a = false, b = false) => a === b },
  revokeOnDelete: { change: "local", shape: flag, isSame: (a = false, b = false) => a === b },
  adopt: { change: "local", shape: flag, isSame: (a = false, b = false) => a === b },
};

export const INPUT_NAMES = Object.keys(FIELDS) as InputName[];

/** The rows with their names, for walking. The compiler can't follow a name through a mapped type, hence the one cast. */
export const ROWS: ReadonlyArray<{
  name: InputName;
  field: Field<never> & { isSame: (a: unknown, b: unknown) => boolean };
}> = INPUT_NAMES.map((name) => ({ name, field: FIELDS[name] as never }));

function scopesField(key: "scopes" | "user_scopes"): Field<"scopes"> & Field<"userScopes"> {
  return {
    change: "updates",
    shape: scopeList,
    isSame: (a, b) => sameIfManaged(a, b, sameScopes),
    // At create they always travel inside `credentials`; in a PATCH of a managed config at the top level.
    inCreate: (scopes, inputs) => ({ credentials: { [key]: joined(scopes, inputs) } }),
    inPatch: (scopes = "", _previous, inputs) =>
      isCustom(inputs) ? { credentials: { [key]: joined(scopes, inputs) } } : { [key]: joined(scopes, inputs) },
    read: ({ credentials = {} }, managed) => {
      const live = credentials[key];
      return isScopes(live) && live !== "REDACTED" && !sameScopes(live, managed) ? live : managed;
    },
  };
}

const isScopes = (value: unknown): value is Scopes =>
  typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"));

/** One string, as in the guide. A string of the user's own travels as it was written. */
const joined = (scopes: Scopes, inputs: Inputs): string =>
  typeof scopes === "string" ? scopes : scopes.join(inputs.__scopeSeparator ?? ",");

/** Unset is not managed, which is something else than an empty list. */
const sameIfManaged = <Value>(a: Value | undefined, b: Value | undefined, isSame: (a: Value, b: Value) => boolean) =>
  a === undefined || b === undefined ? a === b : isSame(a, b);

const changedList = (next: string[] | undefined, previous: string[] | undefined) =>
  sameIfManaged(next, previous, sameSet) ? undefined : (next ?? []);

const liveList = (managed: string[] | undefined, live: string[] | undefined) =>
  managed === undefined || live === undefined || sameSet(managed, live) ? managed : live;
