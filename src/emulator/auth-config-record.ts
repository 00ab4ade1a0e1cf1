/**
 * The record of an auth config. One row per stored field says everything that the emulator knows of it: its form, its value
 * when new, the keys of a create and of a PATCH that it is read from, and what both GETs show of it.
 *
 * A field without a row does not compile. To add one: a line in `StoredAuthConfig` and its row.
 */
import { randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import type { AuthConfigStatus, CredentialValue, ProxyConfig, ToolAccess } from "../api/auth-config";
import type { Answers } from "./answers";
import type { ManagedApp, ToolkitDefinition } from "./catalogue/definition";
import { logoOf } from "./catalogue/definition";
import {
  changedCredentials,
  managedCredentials,
  merged,
  ownCredentials,
  shownManagedCredentials,
  shownOwnCredentials,
  shownProxyConfig,
  shownSharedCredentials,
} from "./credentials";
import { badRequest } from "./errors";

/** One auth config as it is stored: nothing masked, and kept after its deletion. */
export interface StoredAuthConfig {
  id: string;
  uuid: string;
  toolkit: string;
  name: string;
  /** `default` is managed by Composio, `custom` is your own. */
  type: "default" | "custom";
  auth_scheme: string;
  /** The app of Composio's own that a managed one sits on; null on one of your own. */
  managed_app_id: string | null;
  /** For a managed one: only what the caller set, `scopes` and `user_scopes`. */
  credentials: Record<string, CredentialValue | string[]>;
  proxy_config: ProxyConfig | null;
  tool_access_config: StoredToolAccess;
  /** Shared connection fields: both names of the API are one value. */
  shared_credentials: Record<string, unknown>;
  is_enabled_for_tool_router: boolean;
  status: AuthConfigStatus;
  created_by: string;
  created_at: string;
  last_updated_at: string;
  deleted: boolean;
}

export interface StoredToolAccess {
  tools_for_connected_account_creation: string[];
  tools_available_for_execution: string[];
}

/** What an auth config begins from, before a body is read. */
export interface Beginning {
  id: string;
  toolkit: ToolkitDefinition;
  type: StoredAuthConfig["type"];
  scheme: string;
  /** For a managed one. */
  app?: ManagedApp | undefined;
  answers: Answers;
  /** ISO time. */
  at: string;
}

/** What a body is read beside. */
export type ReadingContext = Pick<Beginning, "answers" | "toolkit" | "scheme" | "app">;

/** The keys of a body that a field is read from, and the value that follows. Undefined leaves the field as it is. */
export interface Reading<Value> {
  keys: z.ZodRawShape;
  /** Whether a key is known at all. Default yes. */
  isKnown?: ((key: string, answers: Answers) => boolean) | undefined;
  value(body: never, current: Value, context: ReadingContext): Value | undefined;
}

export interface Row<Value> {
  /** The form of the stored value, for seeds. */
  form: z.ZodType<Value>;
  whenNew: (beginning: Beginning) => Value;
  /** By kind: `default` is managed by Composio, `custom` is your own. A kind that is left out ignores the field. */
  create?: Partial<Record<StoredAuthConfig["type"], Reading<Value>>>;
  patch?: Partial<Record<StoredAuthConfig["type"], Reading<Value>>>;
  /** The keys of an item that show the field: none hides it. */
  shown: (config: StoredAuthConfig, answers: Answers) => object;
}

const reads = <Keys extends z.ZodRawShape, Value>(
  keys: Keys,
  value: (body: z.infer<z.ZodObject<Keys>>, current: Value, context: ReadingContext) => Value | undefined,
  isKnown?: Reading<Value>["isKnown"],
): Reading<Value> => ({ keys, value, isKnown });

/** Keys that are known here, and read before the rows: what the other fields are depends on them. */
const known = (keys: z.ZodRawShape): Reading<never> => ({ keys, value: () => undefined });

const both = <Value>(reading: Reading<Value>) => ({ default: reading, custom: reading });

const TEXT = z.string({ error: "must be a string" }).min(1, { error: "must not be empty" });
const FLAG = z.boolean({ error: "must be true or false" });
const TIME = TEXT.refine((time) => !Number.isNaN(Date.parse(time)), { error: "must be an ISO time" });
const SCOPES = z.union([z.string(), z.array(z.string())]).optional();
const MANAGED_SCOPES = { scopes: SCOPES, user_scopes: SCOPES };
const CREDENTIAL = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const CREDENTIALS = z.record(z.string(), CREDENTIAL, { error: "must be a map of strings, numbers or booleans" });
const SHARED = z.record(z.string(), z.unknown(), { error: "must be a map" });
const PROXY = z.object({
  proxy_url: z.string().refine((url) => URL.canParse(url), { error: "must be a URL" }),
  proxy_auth_key: z.string().optional(),
});
const TOOLS = z.array(z.string(), { error: "must be a list of strings" }).optional();
const CREATION_TOOLS = { tool_access_config: z.object({ tools_for_connected_account_creation: TOOLS }).optional() };
const BOTH_TOOL_LISTS = {
  tool_access_config: z
    .object({ tools_for_connected_account_creation: TOOLS, tools_available_for_execution: TOOLS })
    .optional(),
};
/** The deprecated name of the execution list. */
const RESTRICTED = { restrict_to_following_tools: TOOLS };

const PROXY_KEYS = reads(
  { proxy_config: PROXY.nullable().optional() },
  ({ proxy_config }): ProxyConfig | null | undefined => proxy_config,
);
const ROUTER_FLAG = reads({ is_enabled_for_tool_router: FLAG.optional() }, (body) => body.is_enabled_for_tool_router);
const SHARED_KEYS = reads(
  { shared_credentials: SHARED.optional(), shared_connection_fields: SHARED.optional() },
  (body, current: StoredAuthConfig["shared_credentials"], { answers }) => {
    const given = body.shared_connection_fields ?? body.shared_credentials;
    return answers.sharedFields === "merged" ? merged(current, given) : given;
  },
  // Assumption 30: both names are known, and the new one wins.
  isSharedNameKnown,
);

export const RECORD = {
  id: {
    form: z.string().regex(/^ac_/, { error: "must begin with ac_" }),
    whenNew: ({ id }) => id,
    shown: ({ id }) => ({ id }),
  },
  uuid: { form: TEXT, whenNew: () => randomUUID(), shown: ({ uuid }) => ({ uuid }) },
  toolkit: {
    form: TEXT,
    whenNew: ({ toolkit }) => toolkit.slug,
    shown: ({ toolkit: slug }) => ({
      toolkit: { slug, logo: logoOf(slug), auth_guide_url: null, auth_hint_url: null },
    }),
  },
  name: {
    form: TEXT,
    whenNew: ({ toolkit }) => createName(toolkit.slug),
    // Assumption 9: an empty name counts as none; any other is taken, also twice.
    create: both(
      reads({ name: z.string().optional() }, ({ name }, _current, { answers }) => {
        if (name === "" && answers.emptyName === "refused") throw badRequest("name must not be empty");
        return name || undefined;
      }),
    ),
    patch: both(reads({ name: z.string().min(1).optional() }, ({ name }) => name)),
    shown: ({ name }) => ({ name }),
  },
  type: {
    form: z.enum(["default", "custom"], { error: "must be default or custom" }),
    whenNew: ({ type }) => type,
    create: {
      default: known({ type: z.literal("use_composio_managed_auth") }),
      custom: known({ type: z.literal("use_custom_auth") }),
    },
    patch: both(known({ type: z.enum(["custom", "default"]) })),
    shown: ({ type }) => ({ type, is_composio_managed: type === "default" }),
  },
  auth_scheme: {
    form: TEXT,
    whenNew: ({ scheme }) => scheme,
    create: { custom: known({ authScheme: z.string() }) },
    shown: ({ auth_scheme }) => ({ auth_scheme }),
  },
  managed_app_id: {
    form: z.string({ error: "must be a string" }).regex(/^ma_/, { error: "must begin with ma_" }).nullable(),
    whenNew: ({ app }) => app?.managed_app_id ?? null,
    // Assumption 29: an item shows it, and a PATCH does not know it.
    create: { default: known({ managed_app_id: z.string().optional() }) },
    shown: ({ managed_app_id }, { managedAppShown }) => ({
      managed_app_id: managedAppShown ? (managed_app_id ?? undefined) : undefined,
    }),
  },
  credentials: {
    form: CREDENTIALS,
    whenNew: () => ({}),
    create: {
      default: reads(
        { credentials: z.object(MANAGED_SCOPES).optional(), ...CREATION_TOOLS },
        ({ credentials = {}, tool_access_config }, current, context) =>
          managedCredentials(current, credentials, toolsIn(tool_access_config), context),
      ),
      custom: reads(
        { credentials: CREDENTIALS.optional(), ...CREATION_TOOLS },
        ({ credentials = {}, tool_access_config }, _current, context) =>
          ownCredentials(credentials, toolsIn(tool_access_config), context),
      ),
    },
    patch: {
      // Managed scopes travel at the top level; an empty string clears them.
      default: reads(
        { ...MANAGED_SCOPES, ...BOTH_TOOL_LISTS },
        ({ scopes, user_scopes, tool_access_config }, current, context) =>
          managedCredentials(current, { scopes, user_scopes }, toolsIn(tool_access_config), context),
      ),
      custom: reads(
        { credentials: z.record(z.string(), CREDENTIAL.nullable()).optional(), ...BOTH_TOOL_LISTS },
        ({ credentials = {}, tool_access_config }, current, context) =>
          changedCredentials(current, credentials, toolsIn(tool_access_config), context),
      ),
    },
    shown: ({ type, credentials }, answers) => ({
      credentials:
        type === "default" ? shownManagedCredentials(credentials, answers) : shownOwnCredentials(credentials, answers),
    }),
  },
  proxy_config: {
    form: PROXY.strict().nullable(),
    whenNew: () => null,
    create: { custom: PROXY_KEYS },
    patch: { custom: PROXY_KEYS },
    shown: ({ proxy_config }, answers) => ({ proxy_config: shownProxyConfig(proxy_config, answers) }),
  },
  tool_access_config: {
    form: z.strictObject({
      tools_for_connected_account_creation: TOOLS.default([]),
      tools_available_for_execution: TOOLS.default([]),
    }),
    whenNew: () => ({ tools_for_connected_account_creation: [], tools_available_for_execution: [] }),
    create: both(reads({ ...CREATION_TOOLS, ...RESTRICTED }, toolAccess)),
    patch: both(reads({ ...BOTH_TOOL_LISTS, ...RESTRICTED }, toolAccess)),
    shown: ({ tool_access_config }) => ({
      tool_access_config,
      // Assumption 27: the deprecated list mirrors the tools available for execution.
      restrict_to_following_tools: tool_access_config.tools_available_for_execution,
    }),
  },
  shared_credentials: {
    form: SHARED,
    whenNew: () => ({}),
    create: both(SHARED_KEYS),
    patch: both(SHARED_KEYS),
    shown: ({ shared_credentials }, answers) => {
      const shown = shownSharedCredentials(shared_credentials, answers);
      return {
        shared_credentials: isSharedNameKnown("shared_credentials", answers) ? shown : undefined,
        shared_connection_fields: isSharedNameKnown("shared_connection_fields", answers) ? shown : undefined,
      };
    },
  },
  is_enabled_for_tool_router: {
    form: FLAG,
    // Assumption 10: an auth config is not offered to the tool router unless somebody says so.
    whenNew: ({ answers }) => answers.enabledForToolRouter,
    create: both(ROUTER_FLAG),
    patch: both(ROUTER_FLAG),
    shown: ({ is_enabled_for_tool_router }) => ({ is_enabled_for_tool_router }),
  },
  status: {
    form: z.enum(["ENABLED", "DISABLED"], { error: "must be ENABLED or DISABLED" }),
    whenNew: () => "ENABLED" as const,
    shown: ({ status }) => ({ status }),
  },
  // Assumption 23: a constant, since nobody knows what created_by means.
  created_by: { form: TEXT, whenNew: () => "emulator", shown: ({ created_by }) => ({ created_by }) },
  created_at: { form: TIME, whenNew: ({ at }) => at, shown: ({ created_at }) => ({ created_at }) },
  last_updated_at: { form: TIME, whenNew: ({ at }) => at, shown: ({ last_updated_at }) => ({ last_updated_at }) },
  deleted: { form: FLAG, whenNew: () => false, shown: () => ({}) },
} satisfies { [Field in keyof StoredAuthConfig]: Row<StoredAuthConfig[Field]> };

/** The form of the API's own names, such as `gmail-oxzcjt`. */
const createName = (toolkit: string): string =>
  `${toolkit}-${randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0")}`;

function isSharedNameKnown(key: string, { sharedNames }: Answers): boolean {
  return sharedNames === "both" || key === (sharedNames === "old" ? "shared_credentials" : "shared_connection_fields");
}

export const isForToolRouter = (config: StoredAuthConfig): boolean => config.is_enabled_for_tool_router;

const toolsIn = (access: ToolAccess | undefined): string[] => access?.tools_for_connected_account_creation ?? [];

interface ToolLists {
  tool_access_config?: ToolAccess | undefined;
  restrict_to_following_tools?: string[] | undefined;
}

function toolAccess(
  { tool_access_config: lists, restrict_to_following_tools: restricted }: ToolLists,
  current: StoredToolAccess,
): StoredToolAccess {
  return {
    tools_for_connected_account_creation:
      lists?.tools_for_connected_account_creation ?? current.tools_for_connected_account_creation,
    tools_available_for_execution:
      lists?.tools_available_for_execution ?? restricted ?? current.tools_available_for_execution,
  };
}
