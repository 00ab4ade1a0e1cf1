import * as pulumi from "./pulumi-sdk";
import { checkSession } from "./session/check-session";
import type { NamedConfig, SessionSettings } from "./session/compose";
import { cleanSettings, composeSettings, settingsMistakes } from "./session/compose";
import type { Claim } from "./session/distinct-toolkits";
import { distinctToolkits } from "./session/distinct-toolkits";
import { isAbsent, isMap } from "./session/form";
import type { SessionConfig } from "./session/shape";
import { UNKNOWN } from "./session/unknown-values";
import { unknownToComposio } from "./session-config/api-check";
import type { Entry, SessionAuthConfigs } from "./session-config/entries";
import { entriesOf } from "./session-config/entries";
import { isPlain, orElse, plainly, reportedOnce } from "./session-config/known";

export type { SessionAuthConfigs } from "./session-config/entries";

/** Plain values that may be outputs at any depth, and undefined if they may be absent. */
type Lifted<Value> = Value extends string | number | boolean
  ? Value
  : Value extends readonly (infer Item)[]
    ? pulumi.Input<Lifted<Item>>[]
    : {
        [Key in keyof Value]:
          | pulumi.Input<Lifted<NonNullable<Value[Key]>>>
          | (Record<never, never> extends Pick<Value, Key> ? undefined : never);
      };

/**
 * The options of a session beside its auth configs: every option of `SessionConfig`, under the names of Composio's SDK. Each
 * may be an output. One that Composio doesn't know is an error that names the nearest, and so are two that exclude each other.
 */
export interface SessionOptions extends Lifted<Omit<SessionConfig, "authConfigs">> {
  /**
   * Restrict the session to the `toolsAvailableForExecution` of its auth configs, since a session does not look at them by
   * itself. Default: true.
   */
  restrictTools?: boolean | undefined;
}

/**
 * The stack output that an application hands to `composio.create`: `{ authConfigs: { github: "ac_…" }, … }`. Not secret, unless
 * an option is.
 *
 * Two auth configs for one toolkit, one under a key that is not its toolkit, or options that contradict them, are errors that
 * name both. They come at preview, before anything exists, if enough is known by then.
 *
 * ```ts
 * export const session = sessionConfig([github, notion], { toolkits: ["github", "notion"] });
 * ```
 */
export function sessionConfig(configs: SessionAuthConfigs, options: SessionOptions = {}): pulumi.Output<SessionConfig> {
  const entries = plainly(() => checkedOnTheSpot(configs, options));
  const allOf = <Value>(values: pulumi.Input<Value>[]) => pulumi.unsecret(pulumi.all(values));
  const named = allOf(entries.map(({ claim }) => claim)).apply((known) =>
    plainly(() => distinctToolkits(known as Claim[])),
  );
  const settings = pulumi
    .all([named, allOf(entries.map(({ tools }) => tools)), options])
    .apply(([known, tools, told]) =>
      settingsOf(
        known.map((config, index) => ({ ...config, tools: tools[index] })),
        told as SessionSettings,
      ),
    );
  const session = pulumi.all([named, allOf(entries.map(({ id }) => id)), settings]).apply(([known, ids, rest]) => ({
    authConfigs: Object.fromEntries(known.map(({ slug }, index) => [slug, ids[index] as string])),
    ...rest,
  }));
  return reportedOnce(session);
}

/** A toolkit or tool that Composio does not know is a mistake like any other, but it takes a question to find out. */
async function settingsOf(
  configs: readonly NamedConfig[],
  told: SessionSettings,
): Promise<Omit<SessionConfig, "authConfigs">> {
  const settings = plainly(() => composeSettings(configs, told));
  // Not the tools of the auth configs: those are the resources' own, and checked there.
  const toolkits = configs.map(({ slug }) => slug);
  const unknown = await unknownToComposio(cleanSettings(told), toolkits);
  return plainly(() => {
    if (unknown.length > 0) throw new Error(`sessionConfig: ${unknown.join("; ")}`);
    return settings;
  });
}

/** Plain values are checked at once; the rest as soon as it is known, which is before any id is. */
function checkedOnTheSpot(configs: SessionAuthConfigs, options: SessionOptions): Entry[] {
  const entries = entriesOf(configs);
  distinctToolkits(entries.flatMap(({ declared }) => declared ?? []));
  const mistakes = isPlain(options) ? settingsMistakes(options as SessionSettings) : [];
  if (mistakes.length > 0) throw new Error(`sessionConfig: ${mistakes.join("; ")}`);
  return entries;
}

/**
 * The session that another stack has as an output, with its type. Fails if that stack has no such output, or something else, or
 * one that was not known at the end of its last `up`.
 *
 * ```ts
 * const session = sessionConfigFrom(new pulumi.StackReference("acme/auth/prod"));
 * ```
 */
export function sessionConfigFrom(
  stack: pulumi.StackReference,
  outputName: pulumi.Input<string> = "session",
): pulumi.Output<SessionConfig> {
  const output = stack.requireOutput(outputName);
  // Readers of a state take Pulumi's word for "unknown" as unknown too, and would call nothing with it.
  const read = orElse<unknown>(output, UNKNOWN);
  return reportedOnce(
    pulumi
      .all([read, stack.name, outputName])
      .apply(([value, name, output]) =>
        plainly(() => checkSession(withMarks(value), `The output ${output} of stack ${name}`)),
      ),
  );
}

/** In an `up` the SDK gives undefined for what stands in a state for an unknown value; no session has that in these places. */
function withMarks(value: unknown): unknown {
  if (isAbsent(value)) return UNKNOWN;
  if (!isMap(value) || !isMap(value.authConfigs)) return value;
  const ids = Object.entries(value.authConfigs).map(([toolkit, id]) => [toolkit, id ?? UNKNOWN]);
  return { ...value, authConfigs: Object.fromEntries(ids) };
}
