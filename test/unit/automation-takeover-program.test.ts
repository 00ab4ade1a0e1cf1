import type { MockResourceArgs } from "@pulumi/pulumi/runtime";

const authConfig = "pulumi-nodejs:dynamic/composio:AuthConfig";
const secretKey = "4dabf18193072939515e22adb298388d";

it("declares the given resources, each below its parent and with its provider, and makes secrets secret", async () => {
  const pulumi = require("@pulumi/pulumi") as typeof import("@pulumi/pulumi");
  const registered: MockResourceArgs[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args);
        return { id: `id-of-${args.name}`, state: args.inputs };
      },
      call: ({ inputs }) => inputs,
    },
    "p",
    "acme",
  );
  const team = "urn:team";
  const eu = "urn:eu";
  process.env.PULUMI_COMPOSIO_TAKEOVER = JSON.stringify([
    { urn: team, kind: "component", name: "team", type: "my:index:Team", inputs: {} },
    { urn: eu, kind: "provider", name: "eu", type: "pulumi:providers:pulumi-nodejs", inputs: { a: "b" } },
    {
      urn: "urn:notion",
      kind: "authConfig",
      name: "notion",
      type: authConfig,
      parent: team,
      provider: eu,
      inputs: {
        toolkit: "notion",
        authScheme: "OAUTH2",
        credentials: { client_id: "app", client_secret: { [secretKey]: "s3cr3t" } },
      },
    },
  ]);
  require("../../src/automation/takeover-program");
  await pulumi.runtime.disconnect();

  const told = registered.map(({ name, type, provider }) => ({ name, type, provider }));
  expect(told).toEqual([
    { name: "team", type: "my:index:Team", provider: "" },
    { name: "eu", type: "pulumi:providers:pulumi-nodejs", provider: "" },
    {
      name: "notion",
      type: authConfig,
      provider: expect.stringContaining("pulumi:providers:pulumi-nodejs::eu::id-of-eu"),
    },
  ]);
  expect(registered[2]?.inputs).toMatchObject({
    toolkit: "notion",
    authScheme: "OAUTH2",
    // Mocks lift the secret of a leaf to its map.
    credentials: { [secretKey]: expect.any(String), value: { client_id: "app", client_secret: "s3cr3t" } },
  });
});
