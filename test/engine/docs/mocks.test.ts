/** The unit tests that a user writes for a program of their own: plain mocks, no engine, no organization. */
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, Provider, secretFromEnv, sessionConfig } from "pulumi-composio";

const registered: Record<string, pulumi.runtime.MockResourceArgs> = {};

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: (args) => {
      registered[args.name] = args;
      return { id: `ac_${args.name}`, state: args.inputs };
    },
    call: ({ inputs }) => inputs,
  }),
);

const known = <Value>(output: pulumi.Output<Value>): Promise<Value> =>
  new Promise((resolve) => output.apply((value) => resolve(value as Value)));

it("make auth configs with readable inputs and ids", async () => {
  const github = new AuthConfig("github", { toolkit: "github" });
  const provider = new Provider("eu", { apiKey: "ak_eu" });
  const notion = new AuthConfig(
    "notion",
    {
      toolkit: "notion",
      authScheme: "OAUTH2",
      credentials: { client_id: "app", client_secret: secretFromEnv("NOTION_SECRET") },
    },
    { provider },
  );

  expect(await known(sessionConfig([github, notion]))).toEqual({
    authConfigs: { github: "ac_github", notion: "ac_notion" },
  });
  expect(await known(notion.credentials)).toEqual({
    client_id: "app",
    client_secret: { fromEnvironment: "NOTION_SECRET" },
  });
  expect(registered.notion?.inputs).toMatchObject({ toolkit: "notion", authScheme: "OAUTH2" });
});

it("give undefined for inputs that the program does not declare", async () => {
  const { name, type, enabled, status, isComposioManaged } = new AuthConfig("plain", { toolkit: "github" });
  const outputs = pulumi.all([name, type, enabled, status, isComposioManaged]);
  expect(await known(outputs)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

it("answer `AuthConfig.get` with the given id", async () => {
  const theirs = AuthConfig.get("theirs", "ac_000000000000");
  expect(await known(theirs.urn)).toContain("::theirs");
  expect(registered.theirs?.id).toBe("ac_000000000000");
});
