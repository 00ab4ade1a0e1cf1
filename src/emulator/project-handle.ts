/** What a test sees of one project, and does in it, without going through HTTP. */
import type { StoredAuthConfig } from "./auth-config-record";
import type { AuthConfigSeed } from "./auth-config-seeds";
import { plant, SEED } from "./auth-config-seeds";
import type { Call, Emulation } from "./call";
import { addAccount } from "./connected-accounts";
import { check } from "./mistakes";
import type { Project, StoredConnectedAccount, StoredSession } from "./store";

type Where = Pick<Call, "emulation" | "project">;

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
  addAuthConfig: (seed) => structuredClone(add({ emulation, project }, seed)),
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

function add(where: Where, seed: AuthConfigSeed): StoredAuthConfig {
  const { data, mistakes } = check(SEED, seed);
  if (mistakes.length > 0) throw new Error(`The emulator can't add this auth config: ${mistakes.join("; ")}`);
  const toolkit = where.emulation.catalogue.get(seed.toolkit.toLowerCase());
  if (!toolkit) throw new Error(`The emulator knows no toolkit ${seed.toolkit}: define it in the option "toolkits"`);
  return plant(where, toolkit, data as AuthConfigSeed);
}
