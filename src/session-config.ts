import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, declarationOf } from "./auth-config";
import { checkSession } from "./session/check-session";
import type { SessionSettings } from "./session/compose";
import { composeSettings } from "./session/compose";
import type { Claim } from "./session/distinct-toolkits";
import { distinctToolkits } from "./session/distinct-toolkits";
import type { ManageConnections, Selection, SessionConfig, ToolSelection } from "./session/shape";

/** Auth configs for one session: a list, or a map of toolkit to an auth config or to the id of one. */
export type SessionAuthConfigs = readonly AuthConfig[] | { [toolkit: string]: AuthConfig | pulumi.Input<string> };

/** What a session can be told beside its auth configs, under the names of Composio's SDK. */
export interface SessionOptions {
  /** The toolkits that the session has: a list, or `{ enable }` or `{ disable }` with one. Default: all. */
  toolkits?: pulumi.Input<Lifted<Selection>> | undefined;
  /** By toolkit: a list of tools, or `{ enable }`, `{ disable }` or `{ tags }` with one. Default: all. */
  tools?: pulumi.Input<{ [toolkit: string]: pulumi.Input<Lifted<ToolSelection>> }> | undefined;
  /** Toolkit to the connected account to use, or to several. Default: the user's own. */
  connectedAccounts?: pulumi.Input<{ [toolkit: string]: pulumi.Input<string | pulumi.Input<string>[]> }> | undefined;
  /** Whether the session has tools by which its user connects accounts, and where those lead back to. */
  manageConnections?: pulumi.Input<Lifted<ManageConnections>> | undefined;
  /**
   * Restrict the session to the `toolsAvailableForExecution` of its auth configs, since a session does not look at them by
   * itself. Default: true.
   */
  restrictTools?: boolean | undefined;
}

/** Plain values that may be outputs at any depth. */
type Lifted<Value> = Value extends string | boolean
  ? Value
  : { [Key in keyof Value]: pulumi.Input<Lifted<NonNullable<Value[Key]>>> };

/**
 * The stack output that an application hands to `composio.create`: `{ authConfigs: { github: "ac_…" }, … }`. Not secret, unless
 * an option is.
 *
 * Two auth configs for one toolkit, one under a key that is not its toolkit, or options that contradict them, are errors that
 * name both. They come at preview, before anything exists, wherever enough is known by then.
 *
 * ```ts
 * export const session = sessionConfig([github, notion], { toolkits: ["github", "notion"] });
 * ```
 */
export function sessionConfig(configs: SessionAuthConfigs, options: SessionOptions = {}): pulumi.Output<SessionConfig> {
  const entries = isList(configs) ? configs.map(fromList) : Object.entries(configs).map(fromMap);
  const claims = entries.map(({ claim }) => claim);
  const allOf = <Value>(values: pulumi.Input<Value>[]) => pulumi.unsecret(pulumi.all(values));
  // Plain values are checked on the spot; outputs as soon as they are known, which is before any id is.
  const named = claims.every(isPlain)
    ? pulumi.output(distinctToolkits(claims as Claim[]))
    : allOf(claims).apply((known) => distinctToolkits(known as Claim[]));
  const settings = pulumi
    .all([named, allOf(entries.map(({ tools }) => tools)), options])
    .apply(([known, tools, told]) =>
      composeSettings(
        known.map((config, index) => ({ ...config, tools: tools[index] })),
        told as SessionSettings,
      ),
    );
  return pulumi.all([named, allOf(entries.map(({ id }) => id)), settings]).apply(([known, ids, rest]) => ({
    authConfigs: Object.fromEntries(known.map(({ slug }, index) => [slug, ids[index] as string])),
    ...rest,
  }));
}

/**
 * The session that another stack has as an output, with its type. Fails where that stack has no such output, or something else.
 *
 * ```ts
 * const session = sessionConfigFrom(new pulumi.StackReference("acme/auth/prod"));
 * ```
 */
export const sessionConfigFrom = (
  stack: pulumi.StackReference,
  outputName: pulumi.Input<string> = "session",
): pulumi.Output<SessionConfig> =>
  pulumi
    .all([stack.requireOutput(outputName), stack.name, outputName])
    .apply(([value, name, output]) => checkSession(value, `The output ${output} of stack ${name}`));

interface Entry {
  claim: pulumi.Input<Claim> | { [K in keyof Claim]: pulumi.Input<NonNullable<Claim[K]>> };
  id: pulumi.Input<string>;
  /** What the auth config declares as `toolsAvailableForExecution`; an id alone tells nothing of it. */
  tools?: pulumi.Output<readonly string[] | undefined>;
}

const isList = (configs: SessionAuthConfigs): configs is readonly AuthConfig[] => Array.isArray(configs);

const isPlain = (claim: Entry["claim"]): claim is Claim => typeof (claim as Claim).toolkit === "string";

function fromList(config: AuthConfig): Entry {
  if (!AuthConfig.isInstance(config)) {
    throw new Error("sessionConfig: a list must hold auth configs; to give an id, write { toolkit: id }");
  }
  return { claim: claimOf(config), id: config.id, tools: toolsOf(config) };
}

function fromMap([key, config]: [string, AuthConfig | pulumi.Input<string>]): Entry {
  if (!AuthConfig.isInstance(config)) return { claim: { label: `the id under ${key}`, toolkit: key }, id: config };
  return { claim: { ...claimOf(config), key }, id: config.id, tools: toolsOf(config) };
}

function claimOf(config: AuthConfig) {
  const { name, toolkit } = declarationOf(config) ?? { name: config.urn, toolkit: config.toolkit };
  return { label: pulumi.Output.isInstance(name) ? name : JSON.stringify(name), toolkit };
}

/**
 * From the declaration, where there is one: the output of an auth config that declares nothing of the kind is unknown at preview,
 * and would make the whole session unknown.
 */
function toolsOf(config: AuthConfig): pulumi.Output<readonly string[] | undefined> {
  const { toolAccessConfig } = declarationOf(config) ?? config;
  return pulumi.output(toolAccessConfig).apply((access) => access?.toolsAvailableForExecution);
}
