/**
 * Resources that an earlier run may have made, though the state does not have them: creates that were killed, which the engine keeps as pending
 * operations, and creates whose answer was lost, which are kept in a tag of the stack. A run of takeover-program.ts declares exactly
 * these once more, so that the provider finds and takes over what exists. It needs nothing of the customer's program.
 */
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import type { DoubtfulCreate } from "./events";
import { nameOf, typeOf } from "./events";

/** The environment variable that takeover-program.ts reads: the JSON of `Declared[]`. */
export const DECLARED_VARIABLE = "PULUMI_COMPOSIO_TAKEOVER";

export const takeoverProgram = path.join(__dirname, "takeover-program.js");

/** An entry of the program: an auth config, or what it needs, which comes before it. */
export interface Declared {
  urn: string;
  kind: "authConfig" | "provider" | "component";
  name: string;
  type: string;
  inputs: { [name: string]: unknown };
  parent?: string;
  provider?: string;
}

export interface Unfinished {
  urns: string[];
  /** Logical names. */
  resources: string[];
  declared: Declared[];
  /** Some values are masked: good enough for what is deleted next, and for nothing else. */
  isMasked: boolean;
}

interface StateResource {
  urn: string;
  type: string;
  parent?: string;
  provider?: string;
  inputs?: { [name: string]: unknown };
}

interface Deployment {
  resources?: StateResource[];
  pending_operations?: { type: string; resource: StateResource }[];
}

const TAG = "pulumi-composio-may-have-been-made";
const AUTH_CONFIG = "pulumi-nodejs:dynamic/composio:AuthConfig";
const SECRET_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_VALUE = "1b47061264138c4ac30d75fd1eb44270";

/** In the display of the engine. */
const MASK = "[secret]";

interface Known {
  resources: StateResource[];
  made: ReadonlySet<string>;
  /** Creates that the engine has begun and not ended. */
  killed: StateResource[];
}

/** The unfinished creates of a stack; undefined if there are none. */
export async function unfinishedOf(stack: Stack): Promise<Unfinished | undefined> {
  const { resources, made, killed } = await knownOf(stack);
  const isKilled = ({ urn }: StateResource) => killed.some((each) => each.urn === urn);
  const lost = (await doubtfulOf(stack)).filter((create) => !made.has(create.urn) && !isKilled(create));
  return planOf([...lost, ...killed], resources);
}

/** The part of it that the last run of the stack's own program has not declared, and so not taken over. */
export async function undeclaredOf(stack: Stack): Promise<Unfinished | undefined> {
  const { resources, made, killed } = await knownOf(stack);
  return planOf(
    killed.filter(({ urn }) => !made.has(urn)),
    resources,
  );
}

async function knownOf(stack: Stack): Promise<Known> {
  const { resources = [], pending_operations: pending = [] } = (await stack.exportStack()).deployment as Deployment;
  const creates = pending.filter(({ type, resource }) => type === "creating" && resource.type === AUTH_CONFIG);
  return { resources, made: new Set(resources.map(({ urn }) => urn)), killed: creates.map(({ resource }) => resource) };
}

function planOf(creates: readonly StateResource[], resources: readonly StateResource[]): Unfinished | undefined {
  if (creates.length === 0) return undefined;
  const declared = new Map<string, Declared>();
  const known = new Map(resources.map((each) => [each.urn, each]));
  for (const create of creates) declare(create, known, declared);
  const entries = [...declared.values()];
  const urns = creates.map(({ urn }) => urn);
  return {
    urns,
    resources: urns.map(nameOf),
    declared: entries,
    isMasked: JSON.stringify(entries).includes(JSON.stringify(MASK)),
  };
}

function declare(
  { urn, inputs = {}, parent, provider }: StateResource,
  known: ReadonlyMap<string, StateResource>,
  declared: Map<string, Declared>,
): void {
  if (declared.has(urn)) return;
  const providerUrn = provider?.replace(/::[^:]*$/, "");
  const needed = [parent, providerUrn].filter((each) => each !== undefined && isNeeded(each)) as string[];
  for (const each of needed) {
    const resource = known.get(each);
    if (resource) declare(resource, known, declared);
  }
  const type = typeOf(urn);
  const kind = type === AUTH_CONFIG ? "authConfig" : type.startsWith("pulumi:providers:") ? "provider" : "component";
  declared.set(urn, {
    urn,
    kind,
    name: nameOf(urn),
    type,
    inputs: kind === "component" ? {} : ownInputs(inputs, nameOf(urn)),
    ...(parent !== undefined && declared.has(parent) && { parent }),
    ...(providerUrn !== undefined && declared.has(providerUrn) && { provider: providerUrn }),
  });
}

/** The stack itself and the default provider are there without being declared. */
const isNeeded = (urn: string): boolean => {
  const type = typeOf(urn);
  return type !== "pulumi:pulumi:Stack" && !(type.startsWith("pulumi:providers:") && nameOf(urn).startsWith("default"));
};

/** Without what the class and the provider add: hidden keys, and a name that the provider makes from the logical one. */
function ownInputs(inputs: { [name: string]: unknown }, logicalName: string): { [name: string]: unknown } {
  const isAutomatic = (name: unknown) =>
    typeof name === "string" &&
    name.startsWith(`${logicalName}-`) &&
    /^[0-9a-f]{16}$/.test(name.slice(logicalName.length + 1));
  const own = Object.entries(inputs).filter(
    ([key, value]) => !key.startsWith("__") && !(key === "name" && isAutomatic(value)),
  );
  return Object.fromEntries(own.map(([key, value]) => [key, plain(value)]));
}

/** A secret of an exported state becomes `{ secret: value }`, which the program makes a secret again. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = value as { [key: string]: unknown };
  if (entries[SECRET_KEY] === SECRET_VALUE) {
    return typeof entries.plaintext === "string" ? { [SECRET_KEY]: plain(JSON.parse(entries.plaintext)) } : MASK;
  }
  return Object.fromEntries(Object.entries(entries).map(([key, each]) => [key, plain(each)]));
}

/** How takeover-program.ts tells a secret. */
export const SECRET_ENVELOPE = SECRET_KEY;

/**
 * Keeps creates whose answer was lost, for a `destroy` in whatever process comes next. Backends that refuse the tag (Pulumi's own
 * service has a limit of 256 characters) leave it at what the caller is told.
 */
export async function keepDoubtful(stack: Stack, creates: readonly DoubtfulCreate[]): Promise<void> {
  const isAgain = ({ urn }: StateResource) => creates.some((create) => create.urn === urn);
  const earlier = (await doubtfulOf(stack)).filter((create) => !isAgain(create));
  const slim = creates.map(({ urn, type, parent, inputs }) => ({
    urn,
    type,
    parent,
    inputs: ownInputs(inputs, nameOf(urn)),
  }));
  await stack.setTag(TAG, JSON.stringify([...earlier, ...slim])).catch(() => {});
}

async function doubtfulOf(stack: Stack): Promise<StateResource[]> {
  try {
    return JSON.parse(await stack.getTag(TAG));
  } catch {
    return [];
  }
}
