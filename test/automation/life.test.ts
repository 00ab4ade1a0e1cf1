/** Stacks of an application from the first call to the last, on the real engine. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Step } from "../../src/automation";
import { SECRETS_PROVIDER } from "../support/engine/key-service";
import { app, secret, World } from "./world";

jest.setTimeout(240_000);

let world: World;

beforeEach(async () => {
  world = await World.open({ latencyMs: 50 });
});
afterEach(() => world.close());

const type = "pulumi-nodejs:dynamic/composio:AuthConfig";
const phases = (steps: Step[], op: string) =>
  steps
    .flatMap((step) => (step.state === "resource" && step.op === op ? [`${step.resource} ${step.phase}`] : []))
    .sort();
const sorted = (live: { id: string }[]) => live.map(({ id }) => id).sort();

it("comes up, stays as it is, and goes without a trace", async () => {
  const service = await world.start();
  const first = await service.up("acme");
  const authConfigs = Object.fromEntries(world.live().map(({ toolkit, id }) => [toolkit, id]));
  expect(first.result).toEqual({
    outputs: { session: { value: { authConfigs }, secret: false }, secret: { value: secret, secret: true } },
  });
  expect(Object.keys(authConfigs).sort()).toEqual(["github", "notion"]);
  expect(first.steps.map(({ state }) => state)).toEqual(["queued", "started", ...Array(4).fill("resource"), "done"]);
  expect(first.steps).toContainEqual({ state: "resource", phase: "started", op: "create", resource: "github", type });
  expect(phases(first.steps, "create")).toEqual(["github done", "github started", "notion done", "notion started"]);

  const writes = world.requests("POST") + world.requests("PATCH");
  const second = await service.up("acme");
  expect(second.result).toEqual(first.result);
  expect(phases(second.steps, "same")).toEqual(["github done", "github started", "notion done", "notion started"]);
  expect(world.requests("POST") + world.requests("PATCH")).toBe(writes);

  const ended = await service.destroy("acme");
  expect(ended.result).toEqual({ takenOver: [] });
  expect(phases(ended.steps, "delete")).toEqual(["github done", "github started", "notion done", "notion started"]);
  expect(world.live()).toEqual([]);
  expect(world.files()).toEqual([]);
  expect((await service.destroy("acme")).result).toEqual({ takenOver: [] });

  expect(world.backend.allBytes().includes(secret)).toBe(false);
  // A service asks the CLI for its version, once.
  const home = fs.readdirSync(world.env.PULUMI_HOME ?? "", { recursive: true, encoding: "utf8" }).sort();
  expect(home).toEqual(["logs", expect.stringMatching(/^logs\/pulumi-[^/]*version\.log$/), "plugins"]);
  expect(await service.kill("SIGTERM")).toBe(0);
});

it("keeps the secrets provider that a stack was made with", async () => {
  const project = path.join(world.folder, "operator");
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, "Pulumi.yaml"), "name: acme-auth\nruntime: nodejs\n");
  const state = world.backend.init(project, "acme");
  const service = await world.start({ secretsProvider: "passphrase" });
  const provider = () => JSON.parse(fs.readFileSync(state, "utf8")).checkpoint.latest.secrets_providers;
  const before = provider();
  for (const operation of ["up", "up again"]) {
    const { result, error } = await service.up("acme");
    expect([operation, error?.whole, result?.outputs.secret]).toEqual([
      operation,
      undefined,
      { value: secret, secret: true },
    ]);
    expect(provider()).toEqual(before);
  }
  expect((await service.destroy("acme")).error).toBeUndefined();
  expect([before.type, world.live(), world.files()]).toEqual(["cloud", [], []]);
});

it.each([
  ["the one that is asked for", SECRETS_PROVIDER, "cloud"],
  ["a passphrase, if none is asked for", undefined, "passphrase"],
])("makes a stack with %s", async (_which, secretsProvider, type) => {
  const service = await world.start({ secretsProvider });
  const state = path.join(world.backend.folder, "state/.pulumi/stacks/acme-auth/acme.json");
  for (const operation of ["up", "up again"]) {
    const { result } = await service.up("acme");
    expect([operation, result?.outputs.secret]).toEqual([operation, { value: secret, secret: true }]);
    const written = fs.readFileSync(state, "utf8");
    expect(JSON.parse(written).checkpoint.latest.secrets_providers.type).toBe(type);
    expect(written).not.toContain(secret);
  }
  expect((await service.destroy("acme")).error).toBeUndefined();
  expect([world.live(), world.files()]).toEqual([[], []]);
});

it("makes no stack while the secrets provider can't be reached, and the next call makes it with that one", async () => {
  const service = await world.start();
  const { error } = await service.up("acme", { ...app(), VAULT_SERVER_URL: "http://127.0.0.1:1" });
  expect([error?.name, error?.failures]).toEqual([
    "Failed",
    [{ message: expect.stringContaining("could not create secrets manager for new stack") }],
  ]);
  expect([world.live(), world.files()]).toEqual([[], []]);
  const { result } = await service.up("acme");
  expect(result?.outputs.secret).toEqual({ value: secret, secret: true });
  const state = path.join(world.backend.folder, "state/.pulumi/stacks/acme-auth/acme.json");
  expect(JSON.parse(fs.readFileSync(state, "utf8")).checkpoint.latest.secrets_providers.type).toBe("cloud");
});

it("works on two stacks at once, and the failure of one leaves the other alone", async () => {
  world.emulator.failNext({ kind: "status", status: 400, method: "POST", path: "auth_configs$" });
  const service = await world.start();
  const ends = await Promise.all([service.up("acme"), service.up("globex")]);

  const [failed, ...others] = ends.filter(({ error }) => error !== undefined);
  const name = ends[0] === failed ? "acme" : "globex";
  expect(others).toEqual([]);
  expect(failed?.error).toMatchObject({
    name: "Failed",
    failures: [
      {
        resource: expect.stringMatching(/^(github|notion)$/),
        message: expect.stringContaining("Could not create auth config"),
      },
    ],
  });
  expect(failed?.error?.message).toMatch(
    new RegExp(`^Could not bring up "${name}": \\w+: Could not create auth config .*400`),
  );
  expect(failed?.error?.whole).not.toMatch(/stdout|stderr|Updating|pulumi up/);
  expect((await service.up(name)).result.outputs.session.value).toEqual({
    authConfigs: { github: expect.any(String), notion: expect.any(String) },
  });
  expect(world.live()).toHaveLength(4);
});

it("says what is wrong with the program's environment without a part of a secret", async () => {
  const service = await world.start();
  const { error } = await service.up("acme", { NOTION_APP: `{"clientSecret":"${secret}` });
  expect(error?.name).toBe("Failed");
  expect(error?.failures).toEqual([{ message: expect.stringMatching(/JSON/) }]);
  for (let start = 0; start + 8 <= secret.length; start += 1) {
    expect(error?.whole).not.toContain(secret.slice(start, start + 8));
  }
});

it("ends with the error of a callback that throws at a resource, and the next call goes on", async () => {
  const service = await world.start();
  const { error } = await service.up("acme", app(), { throwsAt: "resource" });
  expect(error).toMatchObject({ name: "Error", message: "progress fails at resource" });
  await service.up("acme");
  expect(sorted(world.live())).toHaveLength(2);
  await service.destroy("acme");
  expect([world.live(), world.files()]).toEqual([[], []]);
});
