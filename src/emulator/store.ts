/** The records of the emulator: per project its auth configs, connected accounts and sessions, with their real values. */
import { randomBytes } from "node:crypto";
import type { StoredAuthConfig } from "./auth-config-record";
import type { SessionSettings, SessionToolkits } from "./session-settings";

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
  toolkits: SessionToolkits | null;
  auth_configs: Record<string, string>;
  connected_accounts: Record<string, string[]>;
  /** Every other block of the request, as sent. */
  settings: SessionSettings;
  config_version: number;
  created_at: string;
  deleted: boolean;
}

/** An access policy that somebody saved in the dashboard. */
export interface StoredSessionConfig {
  id: string;
  name: string;
  description: string | null;
  archived: boolean;
  config: { toolkits?: SessionToolkits | undefined } & Pick<SessionSettings, "tools" | "tags">;
  created_at: string;
  updated_at: string;
}

/** One key's world. An id of another project does not exist in it. */
export interface Project {
  id: string;
  apiKey: string;
  authConfigs: Map<string, StoredAuthConfig>;
  connectedAccounts: Map<string, StoredConnectedAccount>;
  sessions: Map<string, StoredSession>;
  sessionConfigs: Map<string, StoredSessionConfig>;
  /** Fields of an item that are shown otherwise than they are stored, by auth config: see `showAs`. */
  shownAs: Map<string, Record<string, unknown>>;
  /** Managed auth configs that a session created, by toolkit: later sessions use them again. */
  madeBySessions: Map<string, string>;
}

export const createProject = (apiKey: string): Project => ({
  id: createId("pr"),
  apiKey,
  authConfigs: new Map(),
  connectedAccounts: new Map(),
  sessions: new Map(),
  sessionConfigs: new Map(),
  shownAs: new Map(),
  madeBySessions: new Map(),
});

export function emptyProject({ id: _id, apiKey: _apiKey, ...records }: Project): void {
  for (const kind of Object.values(records)) kind.clear();
}

/** `ac_` and 12 characters of A-Z a-z 0-9 _ -, as the real ones look. */
export const createId = (prefix: string): string => `${prefix}_${randomBytes(9).toString("base64url")}`;

/** Unlike a real key in its second part, so that neither is taken for the other. */
export const createApiKey = (): string => `ak_emulator_${randomBytes(12).toString("hex")}`;
