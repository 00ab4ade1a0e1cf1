import {
  AuthConfig,
  getAuthConfigCreationFields,
  getToolkitOutput,
  listAuthConfigsOutput,
  Provider,
  requiredScopesOutput,
} from "pulumi-composio";
import { createClient } from "pulumi-composio/client";
import { startEmulator } from "pulumi-composio/emulator";
import { openStack } from "../../support/engine/stack";

it("asks at preview, with the key of the stack's config or of a provider, and not again in the same process", async () => {
  const emulator = await startEmulator();
  const eu = emulator.addProject();
  const client = createClient({ apiKey: eu.apiKey, baseUrl: emulator.url });
  const { auth_config: there } = await client.createAuthConfig({ toolkit: { slug: "github" } });
  await client.close();
  emulator.requests.length = 0;

  const stack = await openStack({
    program: async () => {
      const provider = new Provider("eu", { apiKey: eu.apiKey });
      const fields = await getAuthConfigCreationFields("notion", "OAUTH2", { requiredOnly: true });
      const gmail = new AuthConfig("gmail", {
        toolkit: "gmail",
        scopes: requiredScopesOutput(["GMAIL_SEND_EMAIL"]).scopes,
      });
      return {
        fields: fields.map(({ name }) => name),
        toolkit: getToolkitOutput(gmail.toolkit).name,
        inEurope: listAuthConfigsOutput({}, { provider }).apply((configs) => configs.map(({ id }) => id)),
      };
    },
    secretConfig: { "composio:apiKey": emulator.apiKey },
    config: { "composio:baseUrl": emulator.url },
  });
  try {
    expect(await stack.preview()).toMatchObject({ ok: true, changes: { create: 3 } });
    const lookups = ["GET /auth_configs", "GET /toolkits/gmail", "GET /toolkits/notion", "POST /tools/scopes/required"];
    const asked = () => emulator.requests.map(({ method, path }) => `${method} ${path.replace("/api/v3.1", "")}`);
    expect(asked()).toEqual(expect.arrayContaining(lookups));
    const before = asked().length;

    expect(await stack.up()).toMatchObject({ ok: true });
    // The provider process has reasons of its own to list auth configs, and to read the toolkit that it makes one for.
    const repeated = asked().slice(before);
    expect(repeated).not.toContain("GET /toolkits/notion");
    expect(repeated).not.toContain("POST /tools/scopes/required");
    expect(await stack.outputs()).toEqual({
      fields: { value: ["client_id", "client_secret"], secret: false },
      toolkit: { value: "Gmail", secret: false },
      inEurope: { value: [there.id], secret: false },
    });
    expect(emulator.authConfigs()).toMatchObject([
      { credentials: { scopes: "https://www.googleapis.com/auth/gmail.send" } },
    ]);
  } finally {
    await stack.close();
    await emulator.close();
  }
}, 180_000);
