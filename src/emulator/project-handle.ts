/** The handle by which a test looks at one project and changes it, without going through HTTP. */
import type { StoredAuthConfig } from "./auth-config-record";
import { RECORD } from "./auth-config-record";
import type { AuthConfigSeed } from "./auth-config-seeds";
import { plant, SEED } from "./auth-config-seeds";
import type { Call, Emulation } from "./call";
import { now } from "./call";
import { addAccount } from "./connected-accounts";
import { check, meant } from "./mistakes";
import { SAVED_POLICY } from "./session-body";
import type { Project, StoredConnectedAccount, StoredSession, StoredSessionConfig } from "./store";
import { createId } from "./store";

type Where = Pick<Call, "emulation" | "project">;

/** The name, and what sessions may use. Default: not archived, no description, everything allowed. */
export type SessionConfigSeed = Partial<StoredSessionConfig> & Pick<StoredSessionConfig, "name">;

/** A project of the emulator: one API key and its own world, where an id of another project does not exist. */
export interface EmulatedProject {
  /** The key that opens this project: send it as `x-api-key`. */
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
  /** As somebody in the dashboard: saves a session config, `sc_…`. */
  addSessionConfig(seed: SessionConfigSeed): StoredSessionConfig;
  /**
   * From now on both GETs show these fields of an auth config so, whatever is stored: null, another value, or undefined, which
   * leaves the field out. An empty object ends it.
   */
  showAs(id: string, fields: Record<string, unknown>): void;
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
    const [unknown] = Object.keys(patch).filter((name) => !(name in RECORD));
    if (unknown !== undefined) {
      throw new Error(`An auth config has no ${unknown}${meant(unknown, Object.keys(RECORD))}`);
    }
    Object.assign(config, { last_updated_at: emulation.clock().toISOString() }, structuredClone(patch));
    return structuredClone(config);
  },
  addSessionConfig: (seed) => structuredClone(save({ emulation, project }, seed)),
  showAs: (id, fields) => {
    project.shownAs.set(stored(project, id).id, structuredClone(fields));
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

function save({ emulation, project }: Where, { config = {}, ...seed }: SessionConfigSeed): StoredSessionConfig {
  const { data, mistakes } = check(SAVED_POLICY, config);
  if (mistakes.length > 0) throw new Error(`The emulator can't save this session config: ${mistakes.join("; ")}`);
  const at = now({ emulation });
  const saved: StoredSessionConfig = {
    ...{ id: createId("sc"), description: null, archived: false, created_at: at, updated_at: at },
    ...structuredClone(seed),
    config: data as StoredSessionConfig["config"],
  };
  project.sessionConfigs.set(saved.id, saved);
  return saved;
}
