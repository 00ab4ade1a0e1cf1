/** The records of the emulator: per project its auth configs, connected accounts and sessions, with their real values. */
import { randomBytes } from "node:crypto";
import type { StoredAuthConfig } from "./auth-config-record";
import type { SessionSettings, SessionToolkits } from "./session-settings";

/** One connected account. It keeps pointing to its auth config, even after that was deleted. */
export interface StoredConnectedAccount {
  /** `ca_…` and 12 characters. */
  id: string;
  /** The auth config that it was made on. */
  auth_config_id: string;
  /** The toolkit's slug, in lower case. */
  toolkit: string;
  /** The user, under the application's own id. */
  user_id: string;
  /** The user's own name for it; null: none. */
  alias: string | null;
  /** Such as `INITIATED`, `ACTIVE` or `INACTIVE`. */
  status: string;
  /** Was it switched off? */
  is_disabled: boolean;
  /** The connection's own data, as sent. */
  val: Record<string, unknown>;
  /** The end of the link by which the user connects; null when no link was made. */
  link_token: string | null;
  /** The page that the user is led to after connecting; null: none. */
  callback_url: string | null;
  /** An ISO time by the emulator's clock. */
  created_at: string;
  /** An ISO time by the emulator's clock. */
  updated_at: string;
  /** True after its deletion. The emulator keeps the record for tests, and the API no longer shows it. */
  deleted: boolean;
}

/** One session, with the request's words: `toolkits.enable`, not `toolkits.enabled`. */
export interface StoredSession {
  /** `trs_…` and 12 characters. */
  id: string;
  /** The user, under the application's own id. */
  user_id: string;
  /** The choice of toolkits; null: every toolkit. */
  toolkits: SessionToolkits | null;
  /** Toolkit to the id of its auth config. */
  auth_configs: Record<string, string>;
  /** Toolkit to the ids of its pinned accounts. */
  connected_accounts: Record<string, string[]>;
  /** Every other block of the request, as sent. */
  settings: SessionSettings;
  /** 1, and one more with each update. */
  config_version: number;
  /** An ISO time by the emulator's clock. */
  created_at: string;
  /** True after its deletion. The emulator keeps the record for tests, and the API no longer shows it. */
  deleted: boolean;
}

/** An access policy that somebody saved in the dashboard. */
export interface StoredSessionConfig {
  /** `sc_…` and 12 characters. */
  id: string;
  /** The name in the dashboard. */
  name: string;
  /** A text for people; null: none. */
  description: string | null;
  /** Is it archived? */
  archived: boolean;
  /** The rules of the sessions that name it. */
  config: {
    /** The choice of toolkits. Default: every toolkit. */
    toolkits?: SessionToolkits | undefined;
  } & Pick<SessionSettings, "tools" | "tags">;
  /** An ISO time by the emulator's clock. */
  created_at: string;
  /** An ISO time by the emulator's clock. */
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
