/** The auth configs of a session: which toolkit each is for, what it is called, its id and its tools. */

import { AuthConfig, declarationOf } from "../auth-config";
import * as pulumi from "../pulumi-sdk";
import type { Claim } from "../session/distinct-toolkits";
import { isUnknown, UNKNOWN } from "../session/unknown-values";
import { orElse, plainly } from "./known";

/** Auth configs for one session: a list, or a map of toolkit to an auth config or to the id of one. */
export type SessionAuthConfigs = readonly AuthConfig[] | { [toolkit: string]: AuthConfig | pulumi.Input<string> };

export interface Entry {
  /** The program's own value, if it is plain: a contradiction in it is found on the spot. */
  declared: Claim | undefined;
  /** The value that the engine knows, after all transformations and transforms. */
  claim: pulumi.Input<{ [Key in keyof Claim]: pulumi.Input<NonNullable<Claim[Key]>> }>;
  id: pulumi.Output<string>;
  /** Its `toolsAvailableForExecution`; an id alone tells nothing of it. */
  tools?: pulumi.Output<readonly string[] | undefined>;
}

/** Throws if there is something else among them. */
export function entriesOf(configs: SessionAuthConfigs): Entry[] {
  if (isList(configs)) return configs.map((config) => fromAuthConfig(inList(config)));
  return Object.entries(configs).map(([key, config]) =>
    AuthConfig.isInstance(config) ? fromAuthConfig(config, key) : fromId(key, config),
  );
}

const isList = (configs: SessionAuthConfigs): configs is readonly AuthConfig[] => Array.isArray(configs);

function inList(config: AuthConfig): AuthConfig {
  if (AuthConfig.isInstance(config)) return config;
  throw new Error("sessionConfig: a list must hold auth configs; to give an id, write { toolkit: id }");
}

function fromId(key: string, id: pulumi.Input<string>): Entry {
  const claim = { label: `the id under ${key}`, toolkit: key };
  const checked = (value: unknown) => {
    if (typeof value === "string" && value.startsWith("ac_")) return value;
    throw new Error(`sessionConfig: under ${key} must stand an auth config or the id of one (ac_…)`);
  };
  const checkedOrMark = (value: string) => (isUnknown(value) ? value : plainly(() => checked(value)));
  if (typeof id === "string" || !isLater(id)) checked(id);
  return { declared: claim, claim, id: orMark(pulumi.output(id)).apply(checkedOrMark) };
}

const isLater = (value: unknown): boolean => pulumi.Output.isInstance(value) || value instanceof Promise;

function fromAuthConfig(config: AuthConfig, key?: string): Entry {
  const declaration = declarationOf(config);
  const { name, toolkit } = declaration ?? {};
  const label = name === undefined ? config.urn : JSON.stringify(name);
  const beside = key === undefined ? {} : { key };
  return {
    declared: typeof label === "string" && typeof toolkit === "string" ? { label, toolkit, ...beside } : undefined,
    claim: { label, toolkit: toolkit === undefined ? config.toolkit : orElse(config.toolkit, toolkit), ...beside },
    id: idOf(config),
    // At preview the engine knows nothing of an output that nobody has declared.
    tools: (declaration?.toolAccessConfig ?? orElse(config.toolAccessConfig, undefined)).apply(
      (access) => access?.toolsAvailableForExecution,
    ),
  };
}

/** The URN brings the dependency on the resource along, also if the id is not known. */
const idOf = (config: AuthConfig): pulumi.Output<string> =>
  pulumi.all([orMark(config.id), config.urn]).apply(([id]) => id);

/**
 * An id. If an `up` ends without it, since `--target` left the auth config out, what stands for an unknown value: an output of
 * which one value is unknown would be lost as a whole.
 */
const orMark = (id: pulumi.Output<string>): pulumi.Output<string> =>
  pulumi.runtime.isDryRun() ? id : orElse(id, UNKNOWN);
