/**
 * Auth configs as they travel: request bodies and answers of `/auth_configs`, in the API's own snake case.
 *
 * Sources: the official OpenAPI document (v3, January 2026) and the types of `@composio/client` 2.0.0-rc.6 (v3.1).
 * Answers may hold more than is written here; whatever we do not read is let through and dropped.
 */
import * as z from "zod";
import type { Page } from "./page";
import { pageOf } from "./page";
import { maybe, parserOf } from "./parser";

/** A list of scopes, or the API's one string of them. */
export type Scopes = string | string[];

/** A value of one credential field. */
export type CredentialValue = string | number | boolean;

export type Credentials = Record<string, CredentialValue | string[]>;

export interface ToolAccess {
  /** OAuth only: the API derives the least scopes of a new connection from these tools. */
  tools_for_connected_account_creation?: string[] | undefined;
  /** The only tools that may be executed through the auth config. Not taken at create. */
  tools_available_for_execution?: string[] | undefined;
}

export interface ProxyConfig {
  /** The proxy's address, a URI. */
  proxy_url: string;
  /** The proxy's key, a secret. */
  proxy_auth_key?: string | undefined;
}

/** The body of `POST /auth_configs`. `authScheme` is the one camel-cased key among snake-cased ones. */
export interface CreateAuthConfigBody {
  /** The toolkit that the auth config is for. */
  toolkit: {
    /** The toolkit's slug; letter case does not matter. */
    slug: string;
  };
  /** Without it the auth config is managed, with the API's defaults. */
  auth_config?:
    | {
        /** Composio's own app, or an app or key of your own. */
        type: "use_composio_managed_auth" | "use_custom_auth";
        /** Required for `use_custom_auth`, and not accepted for managed auth. */
        authScheme?: string | undefined;
        /** Default of the API: the toolkit and six letters or digits, such as `gmail-oxzcjt`. Names are not unique. */
        name?: string | undefined;
        /** Under the toolkit's field names. Managed auth takes `scopes` and `user_scopes` alone. */
        credentials?: Credentials | undefined;
        /** Custom only. Null: none. */
        proxy_config?: ProxyConfig | null | undefined;
        /** Only the creation list is accepted at create; the execution list needs a PATCH. Deprecated in the API. */
        tool_access_config?:
          | {
              /** OAuth only: the API derives the least scopes of a new connection from these tools. */
              tools_for_connected_account_creation?: string[] | undefined;
            }
          | undefined;
        /** The deprecated name of `shared_connection_fields`. */
        shared_credentials?: Record<string, unknown> | undefined;
        /** Values that all accounts of the auth config inherit, by field name. */
        shared_connection_fields?: Record<string, unknown> | undefined;
        /** Managed only: one of the toolkit's apps (`ma_…`). */
        managed_app_id?: string | undefined;
        /** May sessions use it? The API's default is not known. */
        is_enabled_for_tool_router?: boolean | undefined;
      }
    | undefined;
}

/** The body of `PATCH /auth_configs/{id}`. Its `type` uses the words of GET: `custom` is your own, `default` managed. */
export interface UpdateAuthConfigBody {
  /** The auth config's own kind: a PATCH does not change it. */
  type: "custom" | "default";
  /** At least one character. */
  name?: string | undefined;
  /** Custom only. Merged key by key. */
  credentials?: Record<string, CredentialValue | string[] | null> | undefined;
  /** Managed only: scopes travel at the top level there. */
  scopes?: Scopes | undefined;
  /** Managed only: the scopes of the user's own token. */
  user_scopes?: Scopes | undefined;
  /** Null clears it. */
  proxy_config?: ProxyConfig | null | undefined;
  /** Both lists are taken here. Deprecated in the API. */
  tool_access_config?: ToolAccess | undefined;
  /** The deprecated name of `shared_connection_fields`. */
  shared_credentials?: Record<string, unknown> | undefined;
  /** Values that all accounts of the auth config inherit, by field name. */
  shared_connection_fields?: Record<string, unknown> | undefined;
  /** May sessions use it? */
  is_enabled_for_tool_router?: boolean | undefined;
}

/** `DISABLED`: no new account can be connected. */
export type AuthConfigStatus = "ENABLED" | "DISABLED";

/** One auth config, as both GETs give it. Whatever is optional here may come as null too, and is undefined then. */
export interface AuthConfigItem {
  /** `ac_…`. */
  id: string;
  /** `default` is managed by Composio, `custom` is your own: other words than at create. */
  type: string;
  /** The toolkit that the auth config is for. */
  toolkit: {
    /** The toolkit's slug, in lower case. */
    slug: string;
  };
  /** The name in the dashboard. */
  name: string;
  /** `ENABLED` or `DISABLED`; undefined if the API does not say. */
  status?: string | undefined;
  /** Such as `OAUTH2`. */
  auth_scheme?: string | undefined;
  /** Does it use an app of Composio's own? */
  is_composio_managed?: boolean | undefined;
  /** By field name. The API masks secrets, so these are not the values that were sent. */
  credentials?: Record<string, unknown> | undefined;
  /** Null says that there is none. */
  proxy_config?:
    | {
        /** The proxy's address. */
        proxy_url?: string | undefined;
        /** The proxy's key. Whether the API masks it is not known. */
        proxy_auth_key?: string | undefined;
      }
    | null
    | undefined;
  /** The two lists of tools. Deprecated in the API. */
  tool_access_config?: ToolAccess | undefined;
  /** The deprecated name of `shared_connection_fields`. */
  shared_credentials?: Record<string, unknown> | undefined;
  /** Values that all accounts inherit, by field name. The API masks secrets. */
  shared_connection_fields?: Record<string, unknown> | undefined;
  /** Whether an item shows it is not known. */
  managed_app_id?: string | undefined;
  /** The fields that a connecting user must supply. */
  expected_input_fields?: ExpectedInputField[] | undefined;
  /** May sessions use it? */
  is_enabled_for_tool_router?: boolean | undefined;
  /** An ISO time. */
  created_at?: string | undefined;
  /** An ISO time. */
  last_updated_at?: string | undefined;
  /** Connected accounts that are active. Undefined is not known, and never none. */
  no_of_connections?: number | undefined;
}

/** A field that a connecting user is asked for. */
export interface ExpectedInputField {
  /** The field's name. */
  name: string;
  /** May the auth config supply it for all of its accounts? */
  is_available_as_shared_credentials?: boolean | undefined;
}

/** The answer to a create: no name and no timestamps, a GET gives those. */
export interface CreatedAuthConfig {
  /** The toolkit that the auth config is for. */
  toolkit?:
    | {
        /** The toolkit's slug. */
        slug: string;
      }
    | undefined;
  /** The new auth config. */
  auth_config: {
    /** `ac_…`. */
    id: string;
    /** In snake case here, unlike in the request. */
    auth_scheme?: string | undefined;
    /** Does it use an app of Composio's own? */
    is_composio_managed?: boolean | undefined;
  };
}

/** The answer to a delete. */
export interface DeletedAuthConfig {
  /** The job that revokes the accounts' tokens, if the request asked for that. */
  revoke_job_id?: string | undefined;
}

const scopes = z.union([z.string(), z.array(z.string())]);
const credentialValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const toolList = z.array(z.string()).optional();
const slug = z.object({ slug: z.string().min(1) });
const proxyConfig = z.object({ proxy_url: z.string().min(1), proxy_auth_key: z.string().optional() });
const shared = z.record(z.string(), z.unknown());

const expectedField = z.object({
  name: z.string(),
  is_available_as_shared_credentials: maybe(z.boolean()),
});

const createBody = z.object({
  toolkit: slug,
  auth_config: z
    .object({
      type: z.enum(["use_composio_managed_auth", "use_custom_auth"]),
      authScheme: z.string().optional(),
      name: z.string().optional(),
      credentials: z.record(z.string(), credentialValue).optional(),
      proxy_config: proxyConfig.nullable().optional(),
      tool_access_config: z.object({ tools_for_connected_account_creation: toolList }).optional(),
      shared_credentials: shared.optional(),
      shared_connection_fields: shared.optional(),
      managed_app_id: z.string().optional(),
      is_enabled_for_tool_router: z.boolean().optional(),
    })
    .optional(),
});

const toolAccess = z.object({
  tools_for_connected_account_creation: toolList,
  tools_available_for_execution: toolList,
});

const updateBody = z.object({
  type: z.enum(["custom", "default"]),
  name: z.string().optional(),
  credentials: z.record(z.string(), credentialValue.nullable()).optional(),
  scopes: scopes.optional(),
  user_scopes: scopes.optional(),
  proxy_config: proxyConfig.nullable().optional(),
  tool_access_config: toolAccess.optional(),
  shared_credentials: shared.optional(),
  shared_connection_fields: shared.optional(),
  is_enabled_for_tool_router: z.boolean().optional(),
});

const shownTools = z.object({
  tools_for_connected_account_creation: maybe(z.array(z.string())),
  tools_available_for_execution: maybe(z.array(z.string())),
});

const shownItem = z.object({
  id: z.string().min(1),
  type: maybe(z.string()),
  toolkit: z.object({ slug: z.string().min(1) }),
  name: z.string(),
  status: maybe(z.string()),
  auth_scheme: maybe(z.string()),
  is_composio_managed: maybe(z.boolean()),
  credentials: maybe(z.record(z.string(), z.unknown())),
  // Null says that there is none.
  proxy_config: z
    .object({ proxy_url: maybe(z.string()), proxy_auth_key: maybe(z.string()) })
    .nullable()
    .optional(),
  tool_access_config: maybe(shownTools),
  shared_credentials: maybe(shared),
  shared_connection_fields: maybe(shared),
  managed_app_id: maybe(z.string()),
  expected_input_fields: maybe(z.array(expectedField)).catch(undefined),
  is_enabled_for_tool_router: maybe(z.boolean()),
  created_at: maybe(z.string()),
  last_updated_at: maybe(z.string()),
  no_of_connections: maybe(z.number()),
});

/** Either of two fields says whether Composio manages it. */
const item = shownItem.transform(({ type, ...shown }, context) => {
  const known =
    type ?? (shown.is_composio_managed === undefined ? undefined : shown.is_composio_managed ? "default" : "custom");
  if (known !== undefined) return { ...shown, type: known };
  context.addIssue({ code: "custom", path: ["type"], message: "neither it nor is_composio_managed is there" });
  return z.NEVER;
});

const created = z.object({
  toolkit: maybe(z.object({ slug: z.string() })),
  auth_config: z.object({
    id: z.string().min(1),
    auth_scheme: maybe(z.string()),
    is_composio_managed: maybe(z.boolean()),
  }),
});

const deleted = z.object({ revoke_job_id: maybe(z.string()) });

/** The parts of a body whose values may be secret, public ones among them: an error message that hides those too loses nothing. */
export function secretsIn(body: CreateAuthConfigBody["auth_config"] | UpdateAuthConfigBody): unknown[] {
  if (body === undefined) return [];
  const { credentials = {}, shared_credentials, shared_connection_fields, proxy_config } = body;
  const { scopes, user_scopes, ...others } = credentials;
  return [others, shared_credentials, shared_connection_fields, proxy_config?.proxy_auth_key];
}

export const parseCreateAuthConfigBody = parserOf<CreateAuthConfigBody>()(createBody);
export const parseUpdateAuthConfigBody = parserOf<UpdateAuthConfigBody>()(updateBody);
export const parseAuthConfigItem = parserOf<AuthConfigItem>()(item);
export const parseAuthConfigPage = parserOf<Page<AuthConfigItem>>()(pageOf(item));
export const parseCreatedAuthConfig = parserOf<CreatedAuthConfig>()(created);
export const parseDeletedAuthConfig = parserOf<DeletedAuthConfig>()(deleted);
