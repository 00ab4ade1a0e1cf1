/**
 * Outputs of inputs that a program does not declare. The SDK makes promises by the dozen for each output, and hardly a program
 * asks for the `scopes` of an auth config for which it declares none: these outputs are made when they are asked for.
 */

import type { AuthConfigArgs } from "./auth-config-args";
import type { InputName } from "./input-names";
import { INPUT_NAMES } from "./input-names";
import { AUTH_CONFIG_TYPE } from "./provider-text";
import * as pulumi from "./pulumi-sdk";

/**
 * Inputs that are filled if nobody declares them, so a preview of a create knows their values. And `toolAccessConfig`: a
 * session of a preview reads there what transforms in the engine have declared.
 */
const FILLED: ReadonlySet<InputName> = new Set<InputName>([
  "toolkit",
  "type",
  "authScheme",
  "name",
  "enabled",
  "toolAccessConfig",
]);

const NEVER_FILLED = INPUT_NAMES.filter((name) => !FILLED.has(name));

/**
 * The names of those that need not be made with the resource. None with mocks, which may give any value to any output; and
 * none with options by which a preview may know a value that the program does not declare.
 */
export function outputsThatCanWait(args: AuthConfigArgs, options: pulumi.CustomResourceOptions): readonly InputName[] {
  if (options.ignoreChanges?.length || options.transforms?.length || isTransformedHere(options)) return [];
  return hasEngine() ? NEVER_FILLED.filter((name) => args[name] === undefined) : [];
}

/** The SDK would call transformations, which run in this process, for the second resource below, too. */
function isTransformedHere({ transformations, parent }: pulumi.CustomResourceOptions): boolean {
  // Internal to the SDK: a resource has those of all resources above it.
  const above = (parent ?? pulumi.runtime.getStackResource()) as { __transformations?: unknown[] } | undefined;
  return Boolean(transformations?.length || above?.__transformations?.length);
}

/** Is this no test with mocks? The monitor of an engine is a client of gRPC, which has a channel. */
const hasEngine = (): boolean => "getChannel" in ((pulumi.runtime.getMonitor() as object | undefined) ?? {});

/** Gives the resource the outputs that its constructor has left out. */
export function makeWhenAskedFor(config: Registered, names: readonly InputName[]): void {
  for (const name of names) {
    if (Object.hasOwn(config, name)) continue;
    const keep = (value: unknown) =>
      Object.defineProperty(config, name, { value, enumerable: true, configurable: true, writable: true });
    const get = () => {
      const output = heldByEngine(config, names).apply((held) => held[name]);
      keep(output);
      return output;
    };
    Object.defineProperty(config, name, { get, set: keep, enumerable: true, configurable: true });
  }
}

type Registered = Pick<pulumi.CustomResource, "urn"> & { readonly status: pulumi.Output<string> };
type Held = { readonly [Name in InputName]?: pulumi.Output<unknown> };

/** With a URN among its options, the SDK asks the engine for what it holds, and registers nothing. */
class View extends pulumi.CustomResource {
  constructor(urn: pulumi.URN, names: readonly InputName[]) {
    super(AUTH_CONFIG_TYPE, urn, Object.fromEntries(names.map((name) => [name, undefined])), { urn });
  }
}

/**
 * The outputs that the engine holds of the resource. They are not always none: after `up --target` of another resource it still holds
 * what an older program has declared. Unknown if the status is: then a preview would create the resource, or a target has left
 * it out, and the engine holds nothing.
 */
function heldByEngine(config: Registered, names: readonly InputName[]): pulumi.Output<Held> {
  const known = views.get(config);
  if (known !== undefined) return known;
  const held = pulumi.all([config.urn, config.status]).apply(async ([urn]): Promise<Held> => {
    return (await isKnownToEngine(urn)) ? (new View(urn, names) as Held) : {};
  }) as pulumi.Output<Held>;
  views.set(config, held);
  return held;
}

/**
 * By its source, engine 3.274.1 gives the program of a `refresh --run-program` the states beside its target without keeping them
 * for its own look-up. A view of what the engine does not know would end the program, since nobody can catch its rejections.
 */
const isKnownToEngine = (urn: pulumi.URN): Promise<boolean> =>
  pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn }).then(
    () => true,
    () => false,
  );

/** One for each resource of which somebody has asked for such an output. */
const views = new WeakMap<Registered, pulumi.Output<Held>>();
