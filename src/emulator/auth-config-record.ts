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
import type { Kind, Row } from "./auth-config-row";
import { both, known, reads } from "./auth-config-row";
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
import { CREDENTIAL, CREDENTIALS, FLAG, PROXY, SCOPES, SHARED_FIELDS, STORED_PROXY, TEXT, TIME } from "./forms";

/** One auth config as it is stored: nothing masked, and kept after its deletion. */
export interface StoredAuthConfig {
  /** `ac_…` and 12 characters, as the real ones look. */
  id: string;
  /** The deprecated second id of the API. */
  uuid: string;
  /** The toolkit's slug, in lower case. */
  toolkit: string;
  /** The name in the dashboard. Names are not unique. */
  name: string;
  /** `default` is managed by Composio, `custom` is your own. */
  type: Kind;
  /** Such as `OAUTH2`; also for a managed one. */
  auth_scheme: string;
  /** The app of Composio's own that a managed one sits on; null on one of your own. */
  managed_app_id: string | null;
  /** For a managed one: only what the caller set, `scopes` and `user_scopes`. */
  credentials: Record<string, CredentialValue | string[]>;
  /** Null: none. The key is not masked here. */
  proxy_config: ProxyConfig | null;
  /** The two lists of tools. */
  tool_access_config: StoredToolAccess;
  /** Shared connection fields: both names of the API are one value. */
  shared_credentials: Record<string, unknown>;
  /** May sessions use it? A new one has the answer `enabledForToolRouter`, false unless told. */
  is_enabled_for_tool_router: boolean;
  /** `DISABLED`: no new account can be connected. */
  status: AuthConfigStatus;
  /** Always `emulator`: nobody knows its meaning. */
  created_by: string;
  /** An ISO time by the emulator's clock. */
  created_at: string;
  /** An ISO time by the emulator's clock. */
  last_updated_at: string;
  /** True after its deletion. The emulator keeps the record for tests, and the API no longer shows it. */
  deleted: boolean;
}

/** The two lists of tools of an auth config, as the emulator keeps them. */
export interface StoredToolAccess {
  /** The tools from which the scopes of a new connection are derived. Default: none. */
  tools_for_connected_account_creation: string[];
  /** The only tools that may be executed. Default: none, which restricts nothing. */
  tools_available_for_execution: string[];
}

const MANAGED_SCOPES = { scopes: SCOPES.optional(), user_scopes: SCOPES.optional() };
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
  { shared_credentials: SHARED_FIELDS.optional(), shared_connection_fields: SHARED_FIELDS.optional() },
  (body, current: StoredAuthConfig["shared_credentials"], { answers }) => {
    const given = body.shared_connection_fields ?? body.shared_credentials;
    return answers.sharedFields === "merged" ? merged(current, given) : given;
  },
  // Assumption 30: both names are known, and the new one wins.
  isSharedNameKnown,
);

/** @internal */
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
    // Assumption 39: a PATCH changes it.
    patch: both(
      reads({ name: z.string().min(1).optional() }, ({ name }, _current, { answers }) =>
        answers.namePatch === "changes" ? name : undefined,
      ),
    ),
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
    form: STORED_PROXY.nullable(),
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
    form: SHARED_FIELDS,
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
  created_at: {
    form: TIME,
    // Assumption 36: the clock is that of the header Date.
    whenNew: ({ at, answers }) =>
      answers.createdAtClock === "of-date" ? at : new Date(Date.parse(at) - 60_000).toISOString(),
    shown: ({ created_at }) => ({ created_at }),
  },
  last_updated_at: { form: TIME, whenNew: ({ at }) => at, shown: ({ last_updated_at }) => ({ last_updated_at }) },
  deleted: { form: FLAG, whenNew: () => false, shown: () => ({}) },
} satisfies { [Field in keyof StoredAuthConfig]: Row<StoredAuthConfig[Field], StoredAuthConfig> };

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
