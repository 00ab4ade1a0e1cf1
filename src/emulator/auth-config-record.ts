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
import type { ToolkitDefinition } from "./catalogue/definition";
import { detailOf, logoOf } from "./catalogue/definition";
import {
  defaultCredentials,
  merged,
  refuseBadProxy,
  refuseMissing,
  shownManagedCredentials,
  shownOwnCredentials,
  shownProxyConfig,
  shownSharedCredentials,
} from "./credentials";

/** One auth config as it is stored: nothing masked, and kept after its deletion. */
export interface StoredAuthConfig {
  id: string;
  uuid: string;
  toolkit: string;
  name: string;
  /** `default` is managed by Composio, `custom` is your own. */
  type: "default" | "custom";
  auth_scheme: string;
  /** For a managed one: only what the caller set, `scopes` and `user_scopes`. */
  credentials: Record<string, CredentialValue | string[]>;
  proxy_config: ProxyConfig | null;
  tool_access_config: StoredToolAccess;
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
  answers: Answers;
  /** ISO time. */
  at: string;
}

/** What a body is read beside. */
export interface ReadingContext {
  answers: Answers;
  toolkit: ToolkitDefinition;
  scheme: string;
}

/** The keys of a body that a field is read from, and the value that follows. Undefined leaves the field as it is. */
export interface Reading<Value> {
  keys: z.ZodRawShape;
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
): Reading<Value> => ({ keys, value });

/** Keys that are known here, and read before the rows: what the other fields are depends on them. */
const known = (keys: z.ZodRawShape): Reading<never> => ({ keys, value: () => undefined });

const both = <Value>(reading: Reading<Value>) => ({ default: reading, custom: reading });

const TEXT = z.string({ error: "must be a string" }).min(1, { error: "must not be empty" });
const FLAG = z.boolean({ error: "must be true or false" });
const TIME = z.iso.datetime({ error: "must be an ISO time" });
const TOOLS = z.array(TEXT, { error: "must be a list of strings" });
const SCOPES = z.union([z.string(), z.array(z.string())]);
const CREDENTIAL = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const CREDENTIALS = z.record(z.string(), CREDENTIAL, { error: "must be a map of strings, numbers or booleans" });
const SHARED = z.record(z.string(), z.unknown(), { error: "must be a map" });
const PROXY = z.object({ proxy_url: z.string().min(1), proxy_auth_key: z.string().optional() });
const TOOL_LIST = z.array(z.string()).optional();

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
    create: both(reads({ name: z.string().optional() }, ({ name }) => name || undefined)),
    patch: both(reads({ name: z.string().optional() }, ({ name }) => name || undefined)),
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
    create: { custom: known({ authScheme: z.string().optional() }) },
    shown: ({ auth_scheme }) => ({ auth_scheme }),
  },
  credentials: {
    form: CREDENTIALS,
    whenNew: () => ({}),
    create: {
      // Assumption 8: scopes that the managed app does not hold are taken all the same.
      default: reads(
        { credentials: z.object({ scopes: SCOPES.optional(), user_scopes: SCOPES.optional() }).optional() },
        ({ credentials }) => merged<string | string[]>({}, credentials),
      ),
      // Assumption 7: keys that the toolkit does not name are stored like the others, and so is an empty secret.
      custom: reads({ credentials: CREDENTIALS.optional() }, ({ credentials = {} }, _current, context) => {
        const detail = detailOf(context.toolkit, context.scheme);
        // Assumption 6: whatever the toolkit's own description requires has to be there.
        if (context.answers.requireCredentialFields) refuseMissing(context.toolkit, detail, credentials);
        return { ...(detail && defaultCredentials(detail, context.answers)), ...credentials };
      }),
    },
    patch: {
      // Managed scopes travel at the top level; an empty string clears them.
      default: reads(
        { scopes: SCOPES.optional(), user_scopes: SCOPES.optional() },
        ({ scopes, user_scopes }, current) =>
          merged(current, { scopes: orNull(scopes), user_scopes: orNull(user_scopes) }),
      ),
      custom: reads(
        { credentials: z.record(z.string(), CREDENTIAL.nullable()).optional() },
        ({ credentials }, current) => merged(current, credentials),
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
    create: {
      custom: reads({ proxy_config: PROXY.nullable().optional() }, ({ proxy_config }) => checked(proxy_config)),
    },
    patch: {
      custom: reads({ proxy_config: PROXY.nullable().optional() }, ({ proxy_config }) => checked(proxy_config)),
    },
    shown: ({ proxy_config }) => ({ proxy_config: shownProxyConfig(proxy_config) }),
  },
  tool_access_config: {
    form: z.strictObject({
      tools_for_connected_account_creation: TOOLS.default([]),
      tools_available_for_execution: TOOLS.default([]),
    }),
    whenNew: () => ({ tools_for_connected_account_creation: [], tools_available_for_execution: [] }),
    // Assumption 26: the list is echoed and leaves the scopes as they are.
    create: both(
      reads(
        {
          tool_access_config: z.object({ tools_for_connected_account_creation: TOOL_LIST }).optional(),
          restrict_to_following_tools: TOOL_LIST,
        },
        toolAccess,
      ),
    ),
    patch: both(
      reads(
        {
          tool_access_config: z
            .object({ tools_for_connected_account_creation: TOOL_LIST, tools_available_for_execution: TOOL_LIST })
            .optional(),
          restrict_to_following_tools: TOOL_LIST,
        },
        toolAccess,
      ),
    ),
    shown: ({ tool_access_config }) => ({
      tool_access_config,
      // Assumption 27: the deprecated list mirrors the tools available for execution.
      restrict_to_following_tools: tool_access_config.tools_available_for_execution,
    }),
  },
  shared_credentials: {
    form: SHARED,
    whenNew: () => ({}),
    create: both(reads({ shared_credentials: SHARED.optional() }, (body) => body.shared_credentials)),
    patch: both(
      reads({ shared_credentials: SHARED.optional() }, (body, current) => merged(current, body.shared_credentials)),
    ),
    shown: (config) => ({ shared_credentials: shownSharedCredentials(config.shared_credentials) }),
  },
  is_enabled_for_tool_router: {
    form: FLAG,
    // Assumption 10: an auth config is not offered to the tool router unless somebody says so.
    whenNew: ({ answers }) => answers.enabledForToolRouter,
    create: both(reads({ is_enabled_for_tool_router: FLAG.optional() }, (body) => body.is_enabled_for_tool_router)),
    patch: both(reads({ is_enabled_for_tool_router: FLAG.optional() }, (body) => body.is_enabled_for_tool_router)),
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

const orNull = <Value>(value: Value): Value | null => (value === "" ? null : value);

function checked(proxy: ProxyConfig | null | undefined): ProxyConfig | null | undefined {
  refuseBadProxy(proxy);
  return proxy;
}

interface ToolLists {
  tool_access_config?: ToolAccess | undefined;
  /** The deprecated name of the execution list, which comes second. */
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
