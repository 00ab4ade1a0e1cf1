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
import { Redactor } from "./redaction";
import { createTransport } from "./transport";

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
  /** Send the key over plain http to other machines too. Default: false. */
  allowInsecureHttp?: boolean | undefined;
}

/** Beside what a user may set: what the provider and tests put in place of the defaults. */
export interface InternalClientOptions extends ClientOptions {
  /** Of somebody who has seen more secrets than this client sends. */
  redactor?: Redactor;
  clock?: Clock;
  /** Throws where a write that has waited must not be sent any more. */
  confirmWrite?: () => Promise<void>;
}

/** Filters of a list; the API hides disabled auth configs unless `show_disabled` is true. */
export interface ListAuthConfigsQuery {
  toolkit_slug?: string;
  is_composio_managed?: boolean;
  show_disabled?: boolean;
  search?: string;
  /** At most 50, which every published version of the reference allows. */
  limit?: number;
  cursor?: string;
}

/** Filters of the list of toolkits. */
export interface ListToolkitsQuery {
  /** At most 1000. */
  limit?: number;
  cursor?: string;
}

/** Every method rejects with an `ApiError` where the API says no, and with a `TransportError` where no readable answer came. */
export interface Client {
  createAuthConfig(body: CreateAuthConfigBody): Promise<CreatedAuthConfig>;
  getAuthConfig(id: string): Promise<AuthConfigItem>;
  listAuthConfigs(query?: ListAuthConfigsQuery): Promise<Page<AuthConfigItem>>;
  updateAuthConfig(id: string, body: UpdateAuthConfigBody): Promise<void>;
  setAuthConfigStatus(id: string, status: AuthConfigStatus): Promise<void>;
  deleteAuthConfig(id: string, options?: { revokeOnDelete?: boolean }): Promise<DeletedAuthConfig>;
  getToolkit(slug: string): Promise<Toolkit>;
  listToolkits(query?: ListToolkitsQuery): Promise<Page<ListedToolkit>>;
  /** The scopes that tools need; all of them must belong to one toolkit. */
  requiredScopes(tools: readonly string[]): Promise<RequiredScopes>;
  /** The scopes to ask for, for tools of a toolkit. */
  recommendScopes(toolkit: string, body: RecommendScopesBody): Promise<RecommendedScopes>;
  listTools(query?: ListToolsQuery): Promise<Page<ListedTool>>;
  /** The server's clock at a moment of ours (milliseconds since 1970); undefined before any answer has shown it. */
  serverTime(ownTime: number): number | undefined;
  /** The organization's rate budget, as the last answer has told it; undefined before any has. */
  budget(): Budget | undefined;
  /** Closes the idle connections. */
  close(): Promise<void>;
}

/** A client of one Composio project. Throws at once where the address is unusable: see `allowInsecureHttp`. */
export function createClient(options: InternalClientOptions): Client {
  const { redactor = new Redactor() } = options;
  const { send, serverTime, budget, close } = createTransport({
    baseUrl: checkAddress(options.baseUrl ?? DEFAULT_BASE_URL, options.allowInsecureHttp ?? false),
    apiKey: options.apiKey,
    timeoutMs: options.timeoutMs ?? 15_000,
    maxInFlight: options.maxInFlight ?? 64,
    reserve: options.reserve ?? 0.1,
    clock: options.clock ?? SYSTEM_CLOCK,
    log: options.log ?? (() => {}),
    confirmWrite: options.confirmWrite ?? (async () => {}),
    redactor,
  });
  const pathOf = (id: string) => `/auth_configs/${encodeURIComponent(id)}`;

  return {
    createAuthConfig: (body) => {
      redactor.remember(secretsIn(body.auth_config));
      const attempt = `create auth config ${quoted(body.auth_config?.name)} (toolkit ${body.toolkit.slug})`;
      const request = { attempt, method: "POST", path: "/auth_configs", body, isRepeatable: false } as const;
      return send({ ...request, parse: parseCreatedAuthConfig });
    },
    getAuthConfig: (id) =>
      send({ attempt: `read auth config ${id}`, method: "GET", path: pathOf(id), parse: parseAuthConfigItem }),
    listAuthConfigs: (query = {}) =>
      send({
        attempt: "list auth configs",
        method: "GET",
        path: "/auth_configs",
        query: { ...query },
        parse: parseAuthConfigPage,
      }),
    updateAuthConfig: (id, body) => {
      redactor.remember(secretsIn(body));
      const attempt = `update auth config ${id}`;
      return send({ attempt, method: "PATCH", path: pathOf(id), body, parse: ignoreAnswer });
    },
    setAuthConfigStatus: (id, status) =>
      send({
        attempt: `${status === "ENABLED" ? "enable" : "disable"} auth config ${id}`,
        method: "PATCH",
        path: `${pathOf(id)}/${status}`,
        parse: ignoreAnswer,
      }),
    deleteAuthConfig: (id, { revokeOnDelete = false } = {}) =>
      send({
        attempt: `delete auth config ${id}`,
        method: "DELETE",
        path: pathOf(id),
        query: { revoke_on_delete: revokeOnDelete || undefined },
        parse: parseDeletedAuthConfig,
      }),
    getToolkit: (slug) =>
      send({
        attempt: `read toolkit ${slug}`,
        method: "GET",
        path: `/toolkits/${encodeURIComponent(slug)}`,
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

const quoted = (name: string | undefined) => (name === undefined ? "without a name" : JSON.stringify(name));
