/** The API's calls for auth configs and toolkits, one short method each, over one transport. */
import type {
  AuthConfigItem,
  AuthConfigStatus,
  CreateAuthConfigBody,
  CreatedAuthConfig,
  DeletedAuthConfig,
  UpdateAuthConfigBody,
} from "../api/auth-config";
import {
  parseAuthConfigItem,
  parseAuthConfigPage,
  parseCreatedAuthConfig,
  parseDeletedAuthConfig,
  secretsIn,
} from "../api/auth-config";
import type { DeprecatedToolkit } from "../api/deprecated-toolkits";
import type { Page } from "../api/page";
import type { RecommendedScopes, RecommendScopesBody } from "../api/recommended-scopes";
import { parseRecommendedScopes } from "../api/recommended-scopes";
import type { ListedTool, ListToolsQuery } from "../api/tool";
import { parseToolPage } from "../api/tool";
import type { RequiredScopes } from "../api/tool-scopes";
import { parseRequiredScopes } from "../api/tool-scopes";
import type { ListedToolkit, Toolkit } from "../api/toolkit";
import { parseToolkit, parseToolkitPage } from "../api/toolkit";
import { DEFAULT_BASE_URL } from "../settings";
import { checkAddress } from "./address";
import type { Clock } from "./clock";
import { SYSTEM_CLOCK } from "./clock";
import type { Budget } from "./gate";
import { proxyFor } from "./proxy";
import { Redactor } from "./redaction";
import { createTransport } from "./transport";

/** The key, and how hard the API may be asked. */
export interface ClientOptions {
  /** A project key (`ak_…`). */
  apiKey: string;
  /** The API's origin. Default: `https://backend.composio.dev`. */
  baseUrl?: string | undefined;
  /** Time limit of one try, in milliseconds. Default: 15,000. A request is tried up to 5 times and 30 s, ordered waits not counted. */
  timeoutMs?: number | undefined;
  /** Requests in flight at once, from 1 to 256. Default: 64. */
  maxInFlight?: number | undefined;
  /** The share of the organization's rate limit that is left to others, from 0 to 1. Default: 0.1. */
  reserve?: number | undefined;
  /** Is told of each wait that the rate limit makes, one line at a time. Default: nobody is. */
  log?: ((line: string) => void) | undefined;
  /** Is told once of each toolkit that the API calls deprecated. Default: nobody is. */
  onDeprecatedToolkit?: ((toolkit: DeprecatedToolkit) => void) | undefined;
  /** Send the key over plain http to other machines too. Default: false. */
  allowInsecureHttp?: boolean | undefined;
}

/** Beside what a user may set: what the provider and tests put in place of the defaults. */
export interface InternalClientOptions extends ClientOptions {
  /** A redactor that knows more secrets than this client sends. Default: one of its own. */
  redactor?: Redactor;
  clock?: Clock;
  /** Where the proxy is looked for. Default: that of this process. */
  environment?: Record<string, string | undefined>;
  /** Throws if a write that has waited must not be sent any more. */
  confirmWrite?: () => Promise<void>;
  /** Aborted if nothing more is to be sent. Default: never. */
  stop?: AbortSignal | undefined;
}

/** Filters of a list; the API hides disabled auth configs unless `show_disabled` is true. */
export interface ListAuthConfigsQuery {
  /** Of this toolkit alone. The API has been seen to ignore it. */
  toolkit_slug?: string;
  /** Only those on an app of Composio's own, or only the others. */
  is_composio_managed?: boolean;
  /** Default: false. */
  show_disabled?: boolean;
  /** A part of the name, or an id. */
  search?: string;
  /** At most 200; 50 before September 2026. */
  limit?: number;
  /** The `next_cursor` of the page before. Default: the first page. */
  cursor?: string;
}

/** Filters of the list of toolkits. */
export interface ListToolkitsQuery {
  /** At most 1000. */
  limit?: number;
  /** The `next_cursor` of the page before. Default: the first page. */
  cursor?: string;
}

/** Every method rejects with an `ApiError` if the API says no, and with a `TransportError` if no readable answer came. */
export interface Client {
  /** `POST /auth_configs`. Sent again only if the first try surely did nothing. */
  createAuthConfig(body: CreateAuthConfigBody): Promise<CreatedAuthConfig>;
  /** One auth config, with masked secrets. */
  getAuthConfig(id: string): Promise<AuthConfigItem>;
  /** One page of auth configs, by filters. */
  listAuthConfigs(query?: ListAuthConfigsQuery): Promise<Page<AuthConfigItem>>;
  /** Changes the fields that the body has, and leaves the others alone. */
  updateAuthConfig(id: string, body: UpdateAuthConfigBody): Promise<void>;
  /** Enables or disables it. */
  setAuthConfigStatus(id: string, status: AuthConfigStatus): Promise<void>;
  /** Deletes it, and revokes the tokens of its accounts if asked to. */
  deleteAuthConfig(id: string, options?: { revokeOnDelete?: boolean }): Promise<DeletedAuthConfig>;
  /** The description of a toolkit: its schemes and their fields. */
  getToolkit(slug: string): Promise<Toolkit>;
  /** One page of toolkits, without their fields. */
  listToolkits(query?: ListToolkitsQuery): Promise<Page<ListedToolkit>>;
  /** The scopes that tools need; all of them must belong to one toolkit. */
  requiredScopes(tools: readonly string[]): Promise<RequiredScopes>;
  /** The scopes to ask for, for tools of a toolkit. */
  recommendScopes(toolkit: string, body: RecommendScopesBody): Promise<RecommendedScopes>;
  /** One page of tools, by filters. */
  listTools(query?: ListToolsQuery): Promise<Page<ListedTool>>;
  /** The server's clock at a moment of ours (milliseconds since 1970); undefined before any answer has shown it. */
  serverTime(ownTime: number): number | undefined;
  /** The organization's rate budget, as the last answer has told it; undefined before any has. */
  budget(): Budget | undefined;
  /** Closes the idle connections. */
  close(): Promise<void>;
}

/** A client of one Composio project. Throws at once if the address is unusable: see `allowInsecureHttp`. */
export function createClient(options: InternalClientOptions): Client {
  const { redactor = new Redactor() } = options;
  const baseUrl = checkAddress(options.baseUrl ?? DEFAULT_BASE_URL, options.allowInsecureHttp ?? false);
  const { send, serverTime, budget, close } = createTransport({
    baseUrl,
    proxy: proxyFor(baseUrl, options.environment ?? process.env),
    apiKey: options.apiKey,
    timeoutMs: options.timeoutMs ?? 15_000,
    maxInFlight: options.maxInFlight ?? 64,
    reserve: options.reserve ?? 0.1,
    clock: options.clock ?? SYSTEM_CLOCK,
    log: options.log ?? (() => {}),
    onDeprecatedToolkit: options.onDeprecatedToolkit ?? (() => {}),
    confirmWrite: options.confirmWrite ?? (async () => {}),
    stop: options.stop,
    redactor,
  });
  const pathOf = (id: string) => `/auth_configs/${segment(id)}`;

  return {
    createAuthConfig: (body) => {
      redactor.remember(secretsIn(body.auth_config));
      const attempt = `create auth config ${quoted(body.auth_config?.name)} (toolkit ${body.toolkit.slug})`;
      const request = { attempt, method: "POST", path: "/auth_configs", body, isRepeatable: false } as const;
      return send({ ...request, parse: parseCreatedAuthConfig });
    },
    getAuthConfig: async (id) =>
      send({ attempt: `read auth config ${id}`, method: "GET", path: pathOf(id), parse: parseAuthConfigItem }),
    listAuthConfigs: (query = {}) =>
      send({
        attempt: "list auth configs",
        method: "GET",
        path: "/auth_configs",
        query: { ...query },
        parse: parseAuthConfigPage,
      }),
    updateAuthConfig: async (id, body) => {
      redactor.remember(secretsIn(body));
      const attempt = `update auth config ${id}`;
      return send({ attempt, method: "PATCH", path: pathOf(id), body, parse: ignoreAnswer });
    },
    setAuthConfigStatus: async (id, status) =>
      send({
        attempt: `${status === "ENABLED" ? "enable" : "disable"} auth config ${id}`,
        method: "PATCH",
        path: `${pathOf(id)}/${status}`,
        parse: ignoreAnswer,
      }),
    deleteAuthConfig: async (id, { revokeOnDelete = false } = {}) =>
      send({
        attempt: `delete auth config ${id}`,
        method: "DELETE",
        path: pathOf(id),
        query: { revoke_on_delete: revokeOnDelete || undefined },
        parse: parseDeletedAuthConfig,
      }),
    getToolkit: async (slug) =>
      send({
        attempt: `read toolkit ${slug}`,
        method: "GET",
        path: `/toolkits/${segment(slug)}`,
        parse: parseToolkit,
      }),
    listToolkits: (query = {}) =>
      send({
        attempt: "list toolkits",
        method: "GET",
        path: "/toolkits",
        query: { ...query },
        parse: parseToolkitPage,
      }),
    requiredScopes: (tools) =>
      send({
        attempt: `read the scopes that ${tools.join(", ")} need`,
        method: "POST",
        path: "/tools/scopes/required",
        body: { tools },
        parse: parseRequiredScopes,
      }),
    recommendScopes: (toolkit, body) =>
      send({
        attempt: `find the scopes of ${toolkit} for ${body.tools.join(", ") || "all of its tools"}`,
        method: "POST",
        path: `/toolkits/${encodeURIComponent(toolkit)}/scopes/recommended`,
        body,
        parse: parseRecommendedScopes,
      }),
    listTools: (query = {}) =>
      send({
        attempt: `list the tools ${query.tool_slugs ?? `of ${query.toolkit_slug ?? "all toolkits"}`}`,
        method: "GET",
        path: "/tools",
        query: { ...query },
        parse: parseToolPage,
      }),
    serverTime,
    budget,
    close,
  };
}

/** The answers to both PATCHes are untyped in the API's contract and hold nothing that we need. */
const ignoreAnswer = (): void => undefined;

/** An id that is not one part of a path would lead to another path. */
function segment(text: string): string {
  if (/^\.{0,2}$/.test(text)) throw new Error(`An id or a slug must name something, but got: ${JSON.stringify(text)}`);
  return encodeURIComponent(text);
}

const quoted = (name: string | undefined) => (name === undefined ? "without a name" : JSON.stringify(name));
