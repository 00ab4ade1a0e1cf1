import type { Stack } from "@pulumi/pulumi/automation";
import { keepDoubtful, undeclaredOf, unfinishedOf } from "../../src/automation/takeover";

const urn = (name: string, type = "pulumi-nodejs:dynamic/composio:AuthConfig") =>
  `urn:pulumi:acme::p::${type}::${name}`;
const authConfig = "pulumi-nodejs:dynamic/composio:AuthConfig";
const stackUrn = urn("p-acme", "pulumi:pulumi:Stack");
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

/** A stack that has a state and a tag, and nothing else. */
function stackOf(deployment: object, tag?: string): Stack & { tag: string | undefined } {
  return {
    tag,
    exportStack: async () => ({ version: 3, deployment }),
    async getTag(this: { tag?: string }) {
      if (this.tag === undefined) throw new Error("no such tag");
      return this.tag;
    },
    async setTag(this: { tag?: string }, _name: string, value: string) {
      this.tag = value;
    },
  } as unknown as Stack & { tag: string | undefined };
}

const creating = (name: string, more: object = {}) => ({
  type: "creating",
  resource: { urn: urn(name), type: authConfig, parent: stackUrn, inputs: { toolkit: name }, ...more },
});

it("plans nothing for a stack that is whole", async () => {
  const stack = stackOf({ resources: [], pending_operations: [{ ...creating("github"), type: "updating" }] });
  expect(await unfinishedOf(stack)).toBeUndefined();
});

it("declares a pending create with its inputs, secret values in envelopes, and no hidden key or automatic name", async () => {
  const inputs = {
    toolkit: "notion",
    name: "notion-0123456789abcdef",
    credentials: { client_id: "app", client_secret: secret("s3cr3t") },
    __mark: "0123456789abcdef",
    __provider: "text",
  };
  const stack = stackOf({ pending_operations: [creating("notion", { inputs })] });
  expect(await unfinishedOf(stack)).toEqual({
    urns: [urn("notion")],
    resources: ["notion"],
    isMasked: false,
    declared: [
      {
        urn: urn("notion"),
        kind: "authConfig",
        name: "notion",
        type: authConfig,
        inputs: {
          toolkit: "notion",
          credentials: { client_id: "app", client_secret: { "4dabf18193072939515e22adb298388d": "s3cr3t" } },
        },
      },
    ],
  });
});

it("keeps a name of the user's own", async () => {
  const stack = stackOf({
    pending_operations: [creating("notion", { inputs: { toolkit: "notion", name: "notion-mine" } })],
  });
  expect((await unfinishedOf(stack))?.declared[0]?.inputs).toEqual({ toolkit: "notion", name: "notion-mine" });
});

it("declares the component and the provider that a create needs before it", async () => {
  const component = urn("team", "my:index:Team");
  const provider = urn("eu", "pulumi:providers:pulumi-nodejs");
  const inner = {
    urn: `urn:pulumi:acme::p::my:index:Team$${authConfig}::github`,
    parent: component,
    provider: `${provider}::abc-1`,
  };
  const resources = [
    { urn: component, type: "my:index:Team", parent: stackUrn },
    { urn: provider, type: "pulumi:providers:pulumi-nodejs", inputs: { "composio:providerApiKey": secret("key") } },
  ];
  const plan = await unfinishedOf(stackOf({ resources, pending_operations: [creating("github", inner)] }));
  expect(plan?.declared.map(({ kind, name, parent, provider: by }) => ({ kind, name, parent, by }))).toEqual([
    { kind: "component", name: "team", parent: undefined, by: undefined },
    { kind: "provider", name: "eu", parent: undefined, by: undefined },
    { kind: "authConfig", name: "github", parent: component, by: provider },
  ]);
});

it("plans creates with a lost answer, until the state has them", async () => {
  const stack = stackOf({});
  const create = {
    urn: urn("github"),
    type: authConfig,
    parent: stackUrn,
    provider: "",
    inputs: { toolkit: "github", key: "[secret]" },
  };
  await keepDoubtful(stack, [create]);
  expect(await unfinishedOf(stack)).toMatchObject({ resources: ["github"], isMasked: true });
  const whole = stackOf({ resources: [{ urn: urn("github"), type: authConfig }] }, stack.tag);
  expect(await unfinishedOf(whole)).toBeUndefined();
});

it("keeps creates of earlier runs, and each create once", async () => {
  const stack = stackOf({});
  const lost = (name: string, toolkit = name) => ({
    urn: urn(name),
    type: authConfig,
    parent: stackUrn,
    provider: "",
    inputs: { toolkit },
  });
  for (const create of [lost("github", "old"), lost("notion"), lost("github")]) await keepDoubtful(stack, [create]);
  const plan = await unfinishedOf(stack);
  expect(plan?.declared.map(({ name, inputs }) => [name, inputs.toolkit])).toEqual([
    ["notion", "notion"],
    ["github", "github"],
  ]);
});

it("leaves creates that the program has declared meanwhile to the program", async () => {
  const state = {
    resources: [{ urn: urn("github"), type: authConfig }],
    pending_operations: [creating("github"), creating("notion")],
  };
  expect((await undeclaredOf(stackOf(state)))?.resources).toEqual(["notion"]);
});
