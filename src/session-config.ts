import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, declarationOf } from "./auth-config";

/** What a session is told: the auth config to use for each toolkit. `composio.create(user, …)` takes it as it is. */
export interface SessionConfig {
  authConfigs: { [toolkit: string]: string };
}

/** Auth configs for one session: a list, or a map of toolkit to an auth config or to the id of one. */
export type SessionAuthConfigs = readonly AuthConfig[] | { [toolkit: string]: AuthConfig | pulumi.Input<string> };

/**
 * The stack output that an application hands to `composio.create`: `{ authConfigs: { github: "ac_…" } }`. Not secret.
 *
 * Two auth configs for one toolkit, or one under a key that is not its toolkit, is an error that names both. It comes at
 * preview, before anything exists, wherever the toolkits are known by then.
 *
 * ```ts
 * export const session = sessionConfig([github, notion]);
 * ```
 */
export function sessionConfig(configs: SessionAuthConfigs): pulumi.Output<SessionConfig> {
  const entries = isList(configs) ? configs.map(fromList) : Object.entries(configs).map(fromMap);
  const claims = entries.map(({ claim }) => claim);
  // Plain values are checked on the spot; outputs as soon as they are known, which is before any id is.
  const toolkits = claims.every(isPlain)
    ? pulumi.output(distinctToolkits(claims as Claim[]))
    : pulumi.all(claims).apply((known) => distinctToolkits(known as Claim[]));
  const session = pulumi.all([toolkits, pulumi.all(entries.map(({ id }) => id))]).apply(([slugs, ids]) => ({
    authConfigs: Object.fromEntries(slugs.map((slug, index) => [slug, ids[index] as string])),
  }));
  return pulumi.unsecret(session);
}

/** Which toolkit somebody says an auth config is for, without asking the engine. */
interface Claim {
  /** What names it in a message. */
  label: string;
  toolkit: string;
  /** The key that it stands under in a map. */
  key?: string;
}

interface Entry {
  claim: pulumi.Input<Claim> | { [K in keyof Claim]: pulumi.Input<NonNullable<Claim[K]>> };
  id: pulumi.Input<string>;
}

const isList = (configs: SessionAuthConfigs): configs is readonly AuthConfig[] => Array.isArray(configs);

const isPlain = (claim: Entry["claim"]): claim is Claim => typeof (claim as Claim).toolkit === "string";

function fromList(config: AuthConfig): Entry {
  if (!AuthConfig.isInstance(config)) {
    throw new Error("sessionConfig: a list must hold auth configs; to give an id, write { toolkit: id }");
  }
  return { claim: claimOf(config), id: config.id };
}

function fromMap([key, config]: [string, AuthConfig | pulumi.Input<string>]): Entry {
  if (!AuthConfig.isInstance(config)) return { claim: { label: `the id under ${key}`, toolkit: key }, id: config };
  return { claim: { ...claimOf(config), key }, id: config.id };
}

function claimOf(config: AuthConfig) {
  const { name, toolkit } = declarationOf(config) ?? { name: config.urn, toolkit: config.toolkit };
  return { label: pulumi.Output.isInstance(name) ? name : JSON.stringify(name), toolkit };
}

/** The toolkits in order, or an error where two claim the same or a key is not its auth config's toolkit. */
function distinctToolkits(claims: readonly Claim[]): string[] {
  const taken = new Map<string, string>();
  for (const { label, toolkit, key } of claims) {
    const slug = toolkit.toLowerCase();
    if (key !== undefined && key.toLowerCase() !== slug) {
      throw new Error(`sessionConfig: the key ${key} must be the toolkit of ${label}, but that is ${slug}`);
    }
    const other = taken.get(slug);
    if (other) {
      throw new Error(
        `sessionConfig: a session takes one auth config per toolkit, but ${other} and ${label} are both for ${slug}`,
      );
    }
    taken.set(slug, label);
  }
  return [...taken.keys()];
}
