/** Who a resource is: its auto-name under aliases and components, the provider that it goes through, and lookups. */
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, Provider, secretFromEnv } from "pulumi-composio";
import { callsTo } from "../support/calls";
import { emulatedStack } from "../support/emulated-stack";
import { itOfDynamic } from "../support/it-of-dynamic";
import { plainState } from "../support/plain-state";

const world = emulatedStack(async () => {});

const live = () => world.emulator.authConfigs().filter(({ deleted }) => !deleted);

class Tools extends pulumi.ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super("test:index:Tools", name, {}, options);
    new AuthConfig(`${name}-github`, { toolkit: "github" }, { parent: this });
  }
}

it("renames in place when a resource moves to another URN, so that a new one may take the old", async () => {
  world.stack.program = async () => {
    new AuthConfig("github", { toolkit: "github" });
  };
  await world.stack.up();
  const [first] = live();

  world.stack.program = async () => {
    new AuthConfig("renamed", { toolkit: "github" }, { aliases: [{ name: "github" }] });
  };
  expect(await world.stack.up()).toMatchObject({ ok: true, changes: { same: 1, update: 1 } });
  world.stack.program = async () => {
    new AuthConfig("renamed", { toolkit: "github" });
    new AuthConfig("github", { toolkit: "github" });
  };
  expect(await world.stack.up()).toMatchObject({ ok: true, changes: { create: 1, same: 2 } });

  const [moved, added, ...others] = live();
  expect([moved?.id, moved?.name.replace(/[0-9a-f]{16}$/, ""), added?.name, others]).toEqual([
    first?.id,
    "renamed-",
    first?.name,
    [],
  ]);
}, 90_000);

it("has one mark of the stack in all names, under components too", async () => {
  world.stack.program = async () => {
    new Tools("a");
    new Tools("b");
  };
  expect((await world.stack.up()).ok).toBe(true);
  const names = live().map(({ name }) => name);
  expect([new Set(names).size, new Set(names.map((name) => name.slice(-16, -8))).size]).toEqual([2, 1]);
  expect(await world.stack.up({ expectNoChanges: true })).toMatchObject({ ok: true });
}, 90_000);

it("makes auth configs in another project through an explicit provider, whose key wins over the environment", async () => {
  const eu = world.emulator.addProject();
  world.stack.program = async () => {
    const provider = new Provider("eu", { apiKey: eu.apiKey });
    new AuthConfig("direct", { toolkit: "github" }, { provider });
    new Tools("tools", { provider });
    new AuthConfig("default", { toolkit: "gmail" });
  };
  expect((await world.stack.up()).ok).toBe(true);
  expect([eu.authConfigs().map(({ toolkit }) => toolkit), live().map(({ toolkit }) => toolkit)]).toEqual([
    ["github", "github"],
    ["gmail"],
  ]);
  expect(await world.stack.up({ expectNoChanges: true })).toMatchObject({ ok: true });
  expect(world.stack.backend.allBytes().includes(eu.apiKey)).toBe(false);

  // Moving to another provider is moving to another project: the engine alone would say and do nothing.
  world.stack.program = async () => {
    new Provider("eu", { apiKey: eu.apiKey });
    new AuthConfig("direct", { toolkit: "github" });
    new AuthConfig("default", { toolkit: "gmail" });
  };
  const up = await world.stack.up();
  expect([up.ok ? "ok" : up.output, up.changes.replace]).toEqual(["ok", 1]);
  expect([
    eu.authConfigs().filter(({ deleted }) => !deleted),
    live()
      .map(({ toolkit }) => toolkit)
      .sort(),
  ]).toEqual([[], ["github", "gmail"]]);
}, 120_000);

it("replaces an auth config that moves to a provider of the same project, unless accounts are connected", async () => {
  const { apiKey, url: baseUrl } = world.emulator;
  const declare = (through: string | undefined, args: object) => {
    world.stack.program = async () => {
      const provider = through && new Provider(through, { apiKey, baseUrl });
      new AuthConfig("auto", { toolkit: "gmail", ...args }, provider ? { provider } : {});
      new AuthConfig("own", { toolkit: "github", name: "Ours", ...args }, provider ? { provider } : {});
    };
  };
  declare(undefined, {});
  expect((await world.stack.up()).ok).toBe(true);
  const before = live().map(({ id }) => id);

  declare("same", {});
  const account = world.emulator.connectAccount(`${before[1]}`);
  const refused = await world.stack.preview();
  expect([refused.ok, refused.output]).toEqual([
    false,
    expect.stringContaining(
      `Could not replace auth config ${account.auth_config_id}: 1 account is connected through it`,
    ),
  ]);

  world.stack.env.COMPOSIO_FORCE_DESTROY = "1";
  const up = await world.stack.up();
  expect([up.ok ? "ok" : up.output, up.changes.replace]).toEqual(["ok", 2]);
  const after = live();
  expect([after.map(({ id }) => id).filter((id) => before.includes(id)), after.map(({ name }) => name)]).toEqual([
    [],
    expect.arrayContaining(["Ours", expect.stringMatching(/^auto-[0-9a-f]{16}$/)]),
  ]);
  expect(["auto", "own"].map((name) => world.stack.resource(name).id).sort()).toEqual(after.map(({ id }) => id).sort());
  expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);
}, 120_000);

it("reads an auth config of somebody else, and never changes or deletes it", async () => {
  const { id } = world.emulator.addAuthConfig({ toolkit: "notion", name: "Theirs" });
  world.stack.program = async () => {
    const theirs = AuthConfig.get("theirs", id);
    return { toolkit: theirs.toolkit, name: theirs.name, status: theirs.status };
  };
  expect((await world.stack.up()).ok).toBe(true);
  expect(
    Object.fromEntries(Object.entries(await world.stack.outputs()).map(([key, { value }]) => [key, value])),
  ).toEqual({
    toolkit: "notion",
    name: "Theirs",
    status: "ENABLED",
  });
  expect((await world.stack.refresh({ expectNoChanges: true })).ok).toBe(true);
  expect((await world.stack.destroy()).ok).toBe(true);
  expect([...new Set(world.emulator.requests.map(({ method }) => method))]).toEqual(["GET"]);
}, 90_000);

it("fails with a clear message if a lookup finds nothing", async () => {
  world.stack.program = async () => {
    AuthConfig.get("theirs", "ac_000000000000");
  };
  const preview = await world.stack.preview();
  expect([preview.ok, preview.output]).toEqual([
    false,
    expect.stringMatching(/Could not read auth config ac_000000000000: the API answered 404, ".*"/),
  ]);
}, 90_000);

itOfDynamic(
  "refuses the option import, and names the way that works",
  async () => {
    world.stack.program = async () => {
      new AuthConfig("github", { toolkit: "github" }, { import: "ac_000000000000" });
    };
    const preview = await world.stack.preview();
    expect([preview.ok, preview.output]).toEqual([
      false,
      expect.stringContaining(
        "the option import cannot work for a dynamic resource, since the engine would read it without its provider. Write an import file with `npx pulumi-composio import` and run `pulumi import --file`.",
      ),
    ]);
  },
  90_000,
);

it("keeps a secret of the environment out of everything, and sends it when it changes", async () => {
  world.stack.program = async () => {
    new AuthConfig("notion", {
      toolkit: "notion",
      authScheme: "OAUTH2",
      name: "Notion",
      credentials: { client_id: "app-1", client_secret: secretFromEnv("NOTION_SECRET") },
    });
  };
  const missing = await world.stack.preview();
  expect([missing.ok, missing.output]).toEqual([
    false,
    expect.stringContaining("credentials.client_secret: the environment variable NOTION_SECRET is not set"),
  ]);

  world.stack.env.NOTION_SECRET = "s3cr3t-of-the-environment-1";
  expect((await world.stack.up()).ok).toBe(true);
  const state = plainState(world.stack).find(({ name }) => name === "notion");
  expect(state?.inputs).toMatchObject({
    credentials: { client_id: "app-1", client_secret: { fromEnvironment: "NOTION_SECRET", fingerprint: "[secret]" } },
  });
  expect((await world.stack.refresh({ expectNoChanges: true })).ok).toBe(true);
  expect((await world.stack.up({ expectNoChanges: true })).ok).toBe(true);

  const since = world.emulator.requests.length;
  world.stack.env.NOTION_SECRET = "s3cr3t-of-the-environment-2";
  expect((await world.stack.up()).ok).toBe(true);
  expect(callsTo(world.emulator, since).filter((call) => Array.isArray(call))).toEqual([
    [
      expect.stringMatching(/^PATCH/),
      { type: "custom", credentials: { client_secret: "s3cr3t-of-the-environment-2" } },
    ],
  ]);

  delete world.stack.env.NOTION_SECRET;
  expect((await world.stack.refresh({ expectNoChanges: true })).ok).toBe(true);
  expect((await world.stack.destroy()).ok).toBe(true);
  const everything = Buffer.concat([world.stack.backend.allBytes(), Buffer.from(world.stack.output)]);
  expect(everything.includes("s3cr3t-of-the-environment")).toBe(false);
}, 120_000);
