/** Which outputs are made with an auth config, and which when a program asks for them. */
import * as pulumi from "@pulumi/pulumi";
import type { AuthConfigArgs } from "../../src";
import { AuthConfig } from "../../src";

/** The outputs that the engine gives to a resource beyond its inputs, by the resource's name. */
let given: Record<string, object> = {};
/** Questions to the engine for a resource. */
let asked = 0;
let isForgetful = false;

const mocks: pulumi.runtime.Mocks = {
  newResource: ({ name, inputs }) => ({ id: `ac_${name}`, state: { status: "ENABLED", ...inputs, ...given[name] } }),
  call: ({ inputs }) => inputs,
};

const answer = (all: unknown[]) => all[1] as (error: unknown) => void;

/** Mocks that look like an engine, which is a client with a channel. */
async function pretendAnEngine(): Promise<void> {
  await pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme");
  const monitor = pulumi.runtime.getMonitor() as unknown as Record<string, unknown> & {
    invoke: (...all: never[]) => void;
  };
  const invoke = monitor.invoke.bind(monitor);
  monitor.getChannel = () => ({});
  monitor.invoke = (...all) => {
    asked += 1;
    if (isForgetful) answer(all)({ code: 2, details: "unknown resource" });
    else invoke(...all);
  };
}

beforeEach(async () => {
  given = {};
  asked = 0;
  isForgetful = false;
  await pretendAnEngine();
});

const UNDECLARED = [
  "adopt",
  "credentials",
  "forceDestroy",
  "isEnabledForToolRouter",
  "managedAppId",
  "proxyConfig",
  "revokeOnDelete",
  "scopes",
  "sharedConnectionFields",
  "sharedCredentials",
  "userScopes",
];

/** The names of the outputs that nobody has made yet. */
const waiting = (config: AuthConfig): string[] =>
  Object.entries(Object.getOwnPropertyDescriptors(config))
    .filter(([, { get }]) => get !== undefined)
    .map(([name]) => name)
    .sort();

const github = (options?: pulumi.CustomResourceOptions, args: Partial<AuthConfigArgs> = {}) =>
  new AuthConfig("github", { toolkit: "github", ...args }, options);

/** All that an output promises: its value, and whether it is known and secret. */
async function settled(output: pulumi.Output<unknown>): Promise<unknown> {
  const { isKnown, isSecret } = output as unknown as { isKnown: Promise<boolean>; isSecret: Promise<boolean> };
  const value = (output as unknown as { promise: () => Promise<unknown> }).promise();
  return { value: await value, isKnown: await isKnown, isSecret: await isSecret };
}

it("makes no output of an input that is not declared, until it is asked for", async () => {
  const config = github();
  expect(waiting(config)).toEqual(UNDECLARED);
  const { scopes } = config;
  expect([waiting(config), config.scopes === scopes]).toEqual([UNDECLARED.filter((name) => name !== "scopes"), true]);
  expect(await settled(scopes)).toEqual({ value: undefined, isKnown: true, isSecret: false });
});

it("makes those of declared inputs, with their values", async () => {
  const config = github(undefined, { authScheme: "OAUTH2", credentials: { client_id: "app" }, forceDestroy: true });
  expect(waiting(config)).toEqual(UNDECLARED.filter((name) => !["credentials", "forceDestroy"].includes(name)));
  expect([await settled(config.forceDestroy), await settled(config.credentials)]).toEqual([
    { value: true, isKnown: true, isSecret: false },
    { value: { client_id: "app" }, isKnown: true, isSecret: false },
  ]);
});

it("asks the engine twice for all of them, and gives the engine's values", async () => {
  given.github = { scopes: "repo", revokeOnDelete: true };
  const config = github();
  const values = await Promise.all([config.scopes, config.revokeOnDelete, config.adopt].map(settled));
  expect([values.map((one) => (one as { value: unknown }).value), asked]).toEqual([["repo", true, undefined], 2]);
});

it("gives undefined, and no error, for a resource that the engine does not know by its URN", async () => {
  isForgetful = true;
  given.github = { scopes: "repo" };
  expect(await settled(github().scopes)).toEqual({ value: undefined, isKnown: true, isSecret: false });
});

it("lists them all, as if they were made", () => {
  const config = github();
  expect(Object.keys(config).sort()).toEqual(expect.arrayContaining([...UNDECLARED, "status", "toolkit"]));
});

const transformed = (): undefined => undefined;
class Above extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Above", "above", {}, { transformations: [transformed] });
  }
}

it.each<[string, () => pulumi.CustomResourceOptions]>([
  ["ignoreChanges", () => ({ ignoreChanges: ["scopes"] })],
  ["a transformation", () => ({ transformations: [transformed] })],
  ["a transform in the engine", () => ({ transforms: [async () => undefined] })],
  ["a transformation of a parent", () => ({ parent: new Above() })],
])("makes them all with %s, since a preview may know their values", (_case, options) => {
  expect(waiting(github(options()))).toEqual([]);
});

it("makes them all with mocks, which may give them values", async () => {
  await pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme");
  given.mocked = { scopes: "repo" };
  const config = new AuthConfig("mocked", { toolkit: "github" });
  expect([waiting(config), await settled(config.scopes), asked]).toEqual([
    [],
    { value: "repo", isKnown: true, isSecret: false },
    0,
  ]);
});

it("makes them all for a lookup", () => {
  expect(waiting(AuthConfig.get("theirs", "ac_000000000000"))).toEqual([]);
});
