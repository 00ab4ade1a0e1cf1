/** `pulumi-composio/client`: a client for the auth configs and toolkits of one Composio project. */
import type { Client, ClientOptions } from "./client";
import { createClient as create } from "./client";

export type {
  AuthConfigItem,
  AuthConfigStatus,
  CreateAuthConfigBody,
  CreatedAuthConfig,
  DeletedAuthConfig,
  UpdateAuthConfigBody,
} from "../api/auth-config";
export type { DeprecatedToolkit } from "../api/deprecated-toolkits";
export type { Page, UnreadableItem } from "../api/page";
export type { RequiredScopes, ScopeNeed, ToolScopes } from "../api/tool-scopes";
export type { ListedToolkit, Toolkit } from "../api/toolkit";
export type { Client, ClientOptions, ListAuthConfigsQuery, ListToolkitsQuery } from "./client";
export { ApiError, isNotFound, TransportError, UnreadableAnswerError } from "./errors";
export type { Budget } from "./gate";

/** A client of one Composio project. Throws at once if the address is unusable: see `allowInsecureHttp`. */
export const createClient = (options: ClientOptions): Client => create(options);
