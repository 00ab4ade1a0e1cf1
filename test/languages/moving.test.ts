/** A stack moves from dynamic resources to the plugin and back: nothing is sent, nothing is replaced. */
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as dynamic from "pulumi-composio";
import type { Emulator } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import type { Operation, TestStack } from "../support/engine/stack";
import { openStack } from "../support/engine/stack";
import { inFullRun } from "../support/in-full-run";
import * as native from "../support/plugin/native-package";

jest.setTimeout(300_000);

const PLUGIN = path.join(__dirname, "../../dist/plugin");
const DYNAMIC_TYPE = "pulumi-nodejs:dynamic/composio:AuthConfig";
const NATIVE_TYPE = "composio:index:AuthConfig";

let emulator: Emulator;
let stack: TestStack;
beforeEach(async () => {
  emulator = await startEmulator();
  stack = await openStack({
    program: program(dynamic),
    env: { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url },
  });
  stack.env.PATH = [PLUGIN, stack.env.PATH].join(path.delimiter);
});
afterEach(async () => {
  await stack.close();
  await emulator.close();
});

class Crm extends pulumi.ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super("acme:Crm", name, {}, options);
  }
}

/** Auto-named ones, one of a user's own name with secrets, in a component, and through an explicit provider. */
function program(
  { AuthConfig, Provider }: Pick<typeof dynamic, "AuthConfig" | "Provider">,
  aliasType?: string,
): PulumiFn {
  const aliases = aliasType ? [{ type: aliasType }] : [];
  return async () => {
    const eu = new Provider("eu", { apiKey: emulator.apiKey, baseUrl: emulator.url });
    new AuthConfig("github", { toolkit: "github", scopes: "repo,gist" }, { aliases });
    const credentials = { client_id: "app-1", client_secret: pulumi.secret("s3cr3t-4711") };
    new AuthConfig("notion", { toolkit: "notion", authScheme: "OAUTH2", name: "Notion", credentials }, { aliases });
    new AuthConfig("slack", { toolkit: "slack" }, { parent: new Crm("crm"), aliases });
    new AuthConfig("gmail", { toolkit: "gmail" }, { provider: eu, aliases });
  };
}

/** The steps of auth configs in an operation that must write nothing to the API. */
async function quietly(operate: () => Promise<Operation>): Promise<string[]> {
  const since = emulator.requests.length;
  const { ok, output, steps } = await operate();
  expect(ok ? "ok" : output).toBe("ok");
  expect(emulator.requests.slice(since).filter(({ method }) => method !== "GET")).toEqual([]);
  return steps
    .filter(({ type, op }) => type.endsWith(":AuthConfig") && op !== "same")
    .map(({ op, name }) => `${op} ${name}`);
}

const held = () => (stack.state().resources ?? []).filter(({ type }) => type.endsWith(":AuthConfig"));
const types = () => held().map(({ type }) => type);
const bytes = () => JSON.stringify(held()).length;
const names = () => emulator.authConfigs().map(({ name }) => name);

inFullRun("moves to the plugin without a change, and back by updates that send nothing", async () => {
  expect((await stack.up()).ok).toBe(true);
  const [before, bytesBefore] = [names(), bytes()];
  expect(types()).toEqual(Array(4).fill(DYNAMIC_TYPE));

  stack.program = program(native as unknown as typeof dynamic);
  expect(await quietly(() => stack.preview())).toEqual([]);
  expect(await quietly(() => stack.up())).toEqual([]);
  expect(types()).toEqual(Array(4).fill(NATIVE_TYPE));
  expect(await quietly(() => stack.refresh())).toEqual([]);
  expect(await quietly(() => stack.up({ expectNoChanges: true }))).toEqual([]);
  // Without the provider text.
  expect(bytes()).toBeLessThanOrEqual(0.8 * bytesBefore);

  stack.program = program(dynamic, NATIVE_TYPE);
  const updates = ["update github", "update gmail", "update notion", "update slack"];
  expect((await quietly(() => stack.preview())).sort()).toEqual(updates);
  expect((await quietly(() => stack.up())).sort()).toEqual(updates);
  expect(types()).toEqual(Array(4).fill(DYNAMIC_TYPE));
  expect(await quietly(() => stack.refresh())).toEqual([]);
  expect(await quietly(() => stack.up({ expectNoChanges: true }))).toEqual([]);
  expect(names()).toEqual(before);

  const { ok, output } = await stack.destroy();
  expect(ok ? "ok" : output).toBe("ok");
  expect(emulator.authConfigs().filter(({ deleted }) => !deleted)).toEqual([]);
});
