/** The first promise: one program, two environments, each with auth configs of its own. */
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, sessionConfig } from "pulumi-composio";
import { PROVIDER_TEXT } from "../../src/provider-text";
import { callsTo } from "../support/calls";
import { emulatedBackend } from "../support/emulated-stack";
import type { TestStack } from "../support/engine/stack";
import { plainState } from "../support/plain-state";

const SECRETS = { dev: "s3cr3t-0f-dev-4711", prod: "s3cr3t-0f-prod-4712" };

jest.setTimeout(60_000);

const world = emulatedBackend();

const program = async () => {
  const config = new pulumi.Config();
  const github = new AuthConfig("github", { toolkit: "GitHub" });
  const notion = new AuthConfig("notion", {
    toolkit: "notion",
    authScheme: "OAUTH2",
    credentials: { client_id: config.require("clientId"), client_secret: config.requireSecret("clientSecret") },
  });
  const perplexity = new AuthConfig("perplexity", { toolkit: "perplexityai", authScheme: "API_KEY", credentials: {} });
  return { session: sessionConfig([github, notion, perplexity]) };
};

const environment = (name: keyof typeof SECRETS): Promise<TestStack> =>
  world.backend.stack(name, {
    project: "shop",
    program,
    config: { "shop:clientId": `app-of-${name}` },
    secretConfig: { "shop:clientSecret": SECRETS[name] },
    env: world.access,
  });

/** The whole state that one environment should have, given the ids that the emulator gave out. */
function expectedState(stack: TestStack, name: string, ids: Record<string, string>) {
  const auth = (logicalName: string, own: object, facts: object) => {
    const mark = (stack.resource(logicalName).inputs as { __mark: string }).__mark;
    const inputs = {
      ...own,
      name: `${logicalName}-${mark}`,
      enabled: true,
      __mark: mark,
      __isAutoNamed: true,
      __provider: PROVIDER_TEXT,
    };
    return {
      type: "pulumi-nodejs:dynamic/composio:AuthConfig",
      name: logicalName,
      id: ids[logicalName],
      inputs,
      outputs: {
        ...inputs,
        ...facts,
        status: "ENABLED",
        __lastSeenBy: expect.stringMatching(/^[\w-]{16}\.[\w-]{11}$/),
        __madeAt: expect.any(Number),
      },
    };
  };
  const custom = { type: "use_custom_auth" };
  return [
    {
      type: "pulumi:pulumi:Stack",
      name: `shop-${name}`,
      inputs: undefined,
      outputs: {
        session: { authConfigs: { github: ids.github, notion: ids.notion, perplexityai: ids.perplexity } },
      },
    },
    auth(
      "github",
      { toolkit: "github", type: "use_composio_managed_auth" },
      { authScheme: "OAUTH2", isComposioManaged: true },
    ),
    auth(
      "notion",
      {
        ...custom,
        toolkit: "notion",
        authScheme: "OAUTH2",
        credentials: { client_id: `app-of-${name}`, client_secret: "[secret]" },
      },
      { isComposioManaged: false },
    ),
    auth(
      "perplexity",
      { ...custom, toolkit: "perplexityai", authScheme: "API_KEY", credentials: {} },
      { isComposioManaged: false },
    ),
  ];
}

const byName = <Named extends { name: string }>(items: readonly Named[]) =>
  [...items].sort((a, b) => a.name.localeCompare(b.name));

/** The ids that the emulator knows for a stack, by logical name. */
const idsOf = (stack: TestStack): Record<string, string> =>
  Object.fromEntries(
    world.emulator
      .authConfigs()
      .filter(({ name }) => name.includes(`-${markOf(stack)}`))
      .map(({ id, name }) => [name.slice(0, name.indexOf("-")), id]),
  );

const markOf = (stack: TestStack) => (stack.resource("github").inputs as { __mark: string }).__mark.slice(0, 8);

it("gives each environment auth configs of its own, and leaves an untouched stack alone", async () => {
  const stacks = { dev: await environment("dev"), prod: await environment("prod") };

  for (const name of ["dev", "prod"] as const) {
    const stack = stacks[name];
    expect((await stack.preview()).changes).toEqual({ create: 4 });
    expect(await stack.up()).toMatchObject({ ok: true, changes: { create: 4 } });

    const ids = idsOf(stack);
    const whole = byName(expectedState(stack, name, ids));
    expect(byName(plainState(stack))).toEqual(whole);

    const sent = world.emulator.requests.length;
    expect((await stack.up()).changes).toEqual({ same: 4 });
    expect((await stack.preview()).changes).toEqual({ same: 4 });
    expect(world.emulator.requests).toHaveLength(sent);

    // A refresh also learns which of Composio's apps a managed auth config sits on.
    const app = { managedAppId: "ma_github", __isAppReported: true };
    const refreshed = whole.map((one) =>
      one.name === "github" ? { ...one, outputs: { ...one.outputs, ...app } } : one,
    );
    expect((await stack.refresh()).changes).toEqual({ same: 4 });
    expect(byName(plainState(stack))).toEqual(refreshed);
    expect((await stack.preview()).changes).toEqual({ same: 4 });
  }

  expect(new Set([...Object.values(idsOf(stacks.dev)), ...Object.values(idsOf(stacks.prod))]).size).toBe(6);
  expect(
    world.emulator
      .authConfigs()
      .map(({ credentials }) => credentials.client_secret)
      .filter(Boolean)
      .sort(),
  ).toEqual(Object.values(SECRETS).sort());

  const prodBefore = plainState(stacks.prod);
  expect(await stacks.dev.destroy()).toMatchObject({ ok: true, changes: { delete: 4 } });
  expect(plainState(stacks.dev)).toEqual([]);
  expect((await stacks.prod.refresh()).changes).toEqual({ same: 4 });
  expect(plainState(stacks.prod)).toEqual(prodBefore);
  expect(world.emulator.authConfigs().filter(({ deleted }) => !deleted)).toHaveLength(3);

  expect((await stacks.prod.destroy()).ok).toBe(true);
  expect(world.emulator.authConfigs().filter(({ deleted }) => !deleted)).toEqual([]);

  const everything = Buffer.concat([
    world.backend.allBytes(),
    Buffer.from(stacks.dev.output + stacks.prod.output + world.emulator.requests.map(({ path }) => path).join()),
  ]);
  for (const secret of [...Object.values(SECRETS), world.emulator.apiKey])
    expect(everything.includes(secret)).toBe(false);
}, 180_000);

it("sends the three forms of the guide", async () => {
  const stack = await environment("dev");
  await stack.up();
  const name = (logicalName: string) => (stack.resource(logicalName).inputs as { name: string }).name;

  expect(new Set(callsTo(world.emulator).filter((call) => Array.isArray(call)))).toEqual(
    new Set([
      [
        "POST /auth_configs",
        { toolkit: { slug: "github" }, auth_config: { type: "use_composio_managed_auth", name: name("github") } },
      ],
      [
        "POST /auth_configs",
        {
          toolkit: { slug: "notion" },
          auth_config: {
            type: "use_custom_auth",
            authScheme: "OAUTH2",
            name: name("notion"),
            credentials: { client_id: "app-of-dev", client_secret: SECRETS.dev },
          },
        },
      ],
      [
        "POST /auth_configs",
        {
          toolkit: { slug: "perplexityai" },
          auth_config: { type: "use_custom_auth", authScheme: "API_KEY", name: name("perplexity"), credentials: {} },
        },
      ],
    ]),
  );
}, 90_000);
