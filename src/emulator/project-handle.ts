/** What a test sees of one project, and does in it, without going through HTTP. */
import { beginRecord } from "./auth-config-bodies";
import type { StoredAuthConfig } from "./auth-config-record";
import { beginning } from "./auth-configs";
import type { Emulation } from "./call";
import { addAccount } from "./connected-accounts";
import { ApiError } from "./errors";
import type { Project, StoredConnectedAccount, StoredSession } from "./store";
import { findToolkit } from "./toolkits";

/** An auth config that is there without a request: the toolkit, and any field of the record. */
export interface AuthConfigSeed extends Partial<StoredAuthConfig> {
  toolkit: string;
}

/** A project of the emulator: one API key and its own world, where an id of another project does not exist. */
export interface EmulatedProject {
  readonly apiKey: string;
  /** The auth configs as they are stored: real values, oldest first, deleted ones with `deleted: true`. Copies. */
  authConfigs(): StoredAuthConfig[];
  /** The sessions as they are stored. Copies. */
  sessions(): StoredSession[];
  /** The connected accounts as they are stored. Copies. */
  connectedAccounts(): StoredConnectedAccount[];
  /** As somebody in the dashboard: a new auth config. Managed, unless the seed has an `auth_scheme`. */
  addAuthConfig(seed: AuthConfigSeed): StoredAuthConfig;
  /** As somebody in the dashboard: changes any stored field. Maps and lists are replaced, not merged. */
  changeByHand(id: string, patch: Partial<StoredAuthConfig>): StoredAuthConfig;
  /** A connected account on that auth config. Default: ACTIVE, of user `user_1`. */
  connectAccount(authConfigId: string, account?: { userId?: string; status?: string }): StoredConnectedAccount;
}

export const projectHandle = (emulation: Emulation, project: Project): EmulatedProject => ({
  apiKey: project.apiKey,
  authConfigs: () => copies(project.authConfigs),
  sessions: () => copies(project.sessions),
  connectedAccounts: () => copies(project.connectedAccounts),
  addAuthConfig: (seed) => structuredClone(plant(emulation, project, seed)),
  changeByHand: (id, patch) => {
    const config = stored(project, id);
    Object.assign(config, { last_updated_at: emulation.clock().toISOString() }, structuredClone(patch));
    return structuredClone(config);
  },
  connectAccount: (authConfigId, { userId = "user_1", status = "ACTIVE" } = {}) => {
    const config = stored(project, authConfigId);
    return structuredClone(addAccount({ emulation, project }, config, { user_id: userId, status }));
  },
});

const copies = <Kept>(records: Map<string, Kept>): Kept[] => structuredClone([...records.values()]);

function stored({ authConfigs }: Project, id: string): StoredAuthConfig {
  const config = authConfigs.get(id);
  if (!config) throw new Error(`The emulator holds no auth config ${id}`);
  return config;
}

export function plant(emulation: Emulation, project: Project, seed: AuthConfigSeed): StoredAuthConfig {
  const toolkit = knownToolkit(emulation, seed.toolkit);
  const scheme = seed.auth_scheme ?? toolkit.composio_managed_auth_schemes?.[0] ?? "";
  const type = seed.auth_scheme === undefined ? "default" : "custom";
  const config: StoredAuthConfig = {
    ...beginRecord({ ...beginning({ emulation, project }, toolkit), type, scheme }),
    ...structuredClone(seed),
    toolkit: toolkit.slug,
  };
  project.authConfigs.set(config.id, config);
  return config;
}

function knownToolkit({ catalogue }: Emulation, slug: string) {
  try {
    return findToolkit(catalogue, slug);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new Error(`The emulator knows no toolkit ${slug}: define it in the option "toolkits"`);
  }
}
