/** The properties that the resource class sends to the engine, beyond those that the user wrote. */

import type { AuthConfigArgs } from "./auth-config-args";
import type { InputName } from "./input-names";
import { isSecretKey, SECRET_KEYS } from "./input-names";
import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "./provider-text";
import * as pulumi from "./pulumi-sdk";

/** The properties that a `get` sends: by `__lookup` the provider tells it from the refresh of a managed resource. */
export const LOOKUP: pulumi.Inputs = { __lookup: true, __provider: PROVIDER_TEXT };

/** The properties of a resource of its own. The keys that begin with `__` are for the provider alone. */
export function propertiesOf(name: string, all: AuthConfigArgs, parent: pulumi.Resource | undefined): pulumi.Inputs {
  const { validate, ...args } = all;
  // An argument that is not an input does not compile.
  const inputs: { [Name in keyof typeof args]: Name extends InputName ? unknown : never } = args;
  return {
    ...inputs,
    ...withSecretsMarked(args),
    __identity: { ...identityOf(name, parent), alike: namesAlike(name, all.toolkit) },
    __provider: PROVIDER_TEXT,
    // Each key becomes an output, with its promises, though it is undefined.
    ...defined({ __validate: validate, __secretInputs: secretInputs(inputs) }),
  };
}

const defined = (all: pulumi.Inputs): pulumi.Inputs =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));

/** The declared inputs that can hold secrets, each with its secret values made secret. */
const withSecretsMarked = (args: Omit<AuthConfigArgs, "validate">): pulumi.Inputs =>
  Object.fromEntries(
    (Object.keys(SECRET_KEYS) as (keyof typeof args)[])
      .filter((input) => args[input] !== undefined)
      .map((input) => [
        input,
        secretLeaves(args[input] as pulumi.Input<object> | undefined, (key) => isSecretKey(input, key)),
      ]),
  );

/**
 * Makes each value secret, not the map: the engine drops the envelope around a map, and public ones are to stay readable. A map that is
 * itself an output can only be secret as a whole.
 */
function secretLeaves(
  map: pulumi.Input<object> | undefined,
  isSecret: (field: string) => boolean,
): pulumi.Input<object> | undefined {
  if (map === undefined || map === null) return undefined;
  if (pulumi.Output.isInstance(map) || map instanceof Promise) return pulumi.secret(map);
  const leaves = Object.entries(map).map(([field, value]) => [
    field,
    isSecret(field) && value !== undefined && !isReference(value) ? pulumi.secret(value) : value,
  ]);
  return Object.fromEntries(leaves);
}

/**
 * The dotted paths of what the user gave as a secret though it is public by nature: the engine keeps it secret, but does not
 * tell the provider, which would print it. An output does not say which part of it is secret.
 */
function secretInputs(inputs: object): Promise<string[]> | undefined {
  const later = laterIn(inputs);
  return later.length === 0 ? undefined : secretsAmong(later);
}

/** An output or a promise, with its path in the inputs. */
type Later = [path: readonly string[], value: pulumi.Output<unknown> | Promise<unknown>];

function laterIn(value: unknown, path: readonly string[] = []): Later[] {
  const [input = "", key] = path;
  if (key !== undefined && isSecretKey(input, key)) return [];
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([inner, held]) => laterIn(held, [...path, inner]));
}

const secretsAmong = async (later: readonly Later[]): Promise<string[]> =>
  (await Promise.all(later.map(secretsOf))).flat();

/** None of what fails: the engine is sent the same value as an input, and tells of it there. */
const secretsOf = ([path, value]: Later): Promise<string[]> =>
  value instanceof Promise
    ? value.then(
        (held) => secretsAmong(laterIn(held, path)),
        () => [],
      )
    : pulumi.isSecret(value).then(
        (isSecret) => (isSecret ? [path.join(".")] : []),
        () => [],
      );

/** `secretFromEnv(…)` holds a name, no secret. */
const isReference = (value: unknown): boolean =>
  value !== null && typeof value === "object" && "fromEnvironment" in value;

/**
 * Who this resource is, since the engine does not tell a dynamic provider. The URN goes through a bare promise: an output of
 * the parent would make the resource depend on it.
 */
function identityOf(name: string, parent: pulumi.Resource | undefined): pulumi.Inputs {
  // As `createUrn` makes it, without the outputs that it makes it of.
  const rootUrn = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${AUTH_CONFIG_TYPE}::${name}`;
  return { organization: organization(), urn: parent === undefined ? rootUrn : urnBelow(name, parent) };
}

const urnBelow = (name: string, parent: pulumi.Resource): Promise<string> =>
  new Promise((resolve) => pulumi.createUrn(name, AUTH_CONFIG_TYPE, parent).apply(resolve));

/** The SDK throws if unit tests with mocks name none; file backends report this one. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}

/** The most auth configs of one toolkit that send each other's names, since each of them sends the names of all. */
const MOST_ALIKE = 20;

/** The names by toolkit, "" for one that is not known yet; by the stack resource, since a process may run many programs. */
const programs = new WeakMap<object, Map<string, string[]>>();

/**
 * The logical names of this program's auth configs for the same toolkit: what is among them was not renamed. They are complete
 * when the stretch of the program that constructs them is over, and the engine checks them later, in any order.
 */
function namesAlike(name: string, toolkit: unknown): Promise<string[] | undefined> | undefined {
  const program = pulumi.runtime.getStackResource();
  if (program === undefined) return undefined;
  const byToolkit = programs.get(program) ?? new Map<string, string[]>();
  programs.set(program, byToolkit);
  const slug = typeof toolkit === "string" ? toolkit.toLowerCase() : "";
  const ofToolkit = byToolkit.get(slug) ?? [];
  byToolkit.set(slug, ofToolkit);
  ofToolkit.push(name);
  if (slug === "") return undefined;
  return Promise.resolve().then(() => {
    const ofAnyToolkit = byToolkit.get("") ?? [];
    return ofToolkit.length + ofAnyToolkit.length > MOST_ALIKE ? undefined : [...ofToolkit, ...ofAnyToolkit];
  });
}
