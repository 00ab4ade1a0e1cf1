/** What the emulator keeps: per project its auth configs, connected accounts and sessions, with their real values. */
import { randomBytes, randomInt } from "node:crypto";
import type { AuthConfigStatus, CredentialValue, ProxyConfig } from "../api/auth-config";
import type { Selection } from "../api/session";

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

/** One connected account. It keeps pointing to its auth config, even after that was deleted. */
export interface StoredConnectedAccount {
  id: string;
  auth_config_id: string;
  toolkit: string;
  user_id: string;
  alias: string | null;
  status: string;
  is_disabled: boolean;
  /** The connection's own data, as sent. */
  val: Record<string, unknown>;
  /** The end of the link by which the user connects; null when no link was made. */
  link_token: string | null;
  callback_url: string | null;
  created_at: string;
  updated_at: string;
  deleted: boolean;
}

/** One session, with the request's words: `toolkits.enable`, not `toolkits.enabled`. */
export interface StoredSession {
  id: string;
  user_id: string;
  toolkits: Selection | null;
  auth_configs: Record<string, string>;
  connected_accounts: Record<string, string[]>;
  /** Every other block of the request, as sent. */
  settings: Record<string, unknown>;
  config_version: number;
  created_at: string;
  deleted: boolean;
}

/** One key's world. An id of another project does not exist in it. */
export interface Project {
  id: string;
  apiKey: string;
  authConfigs: Map<string, StoredAuthConfig>;
  connectedAccounts: Map<string, StoredConnectedAccount>;
  sessions: Map<string, StoredSession>;
  /** Managed auth configs that a session created, by toolkit: later sessions use them again. */
  madeBySessions: Map<string, string>;
}

export const createProject = (apiKey: string): Project => ({
  id: createId("proj"),
  apiKey,
  authConfigs: new Map(),
  connectedAccounts: new Map(),
  sessions: new Map(),
  madeBySessions: new Map(),
});

export function emptyProject(project: Project): void {
  for (const records of [project.authConfigs, project.connectedAccounts, project.sessions, project.madeBySessions]) {
    records.clear();
  }
}

/** `ac_` and 12 characters of A-Z a-z 0-9 _ -, as the real ones look. */
export const createId = (prefix: string): string => `${prefix}_${randomBytes(9).toString("base64url")}`;

/** Unlike a real key in its second part, so that neither is taken for the other. */
export const createApiKey = (): string => `ak_emulator_${randomBytes(12).toString("hex")}`;

/** The form of the API's own names, such as `gmail-oxzcjt`. */
export const createName = (toolkit: string): string =>
  `${toolkit}-${randomInt(36 ** 6)
    .toString(36)
    .padStart(6, "0")}`;
