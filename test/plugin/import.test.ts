/** Importing: what somebody chose is declared, secrets are trusted, and the program that declares the same changes nothing. */
import type { AuthConfigSeed } from "../../src/emulator";
import { withEmulator } from "../support/emulator";
import { encrypted, Served } from "../support/plugin/served";
import type { Bag } from "../support/plugin/service-client";

jest.setTimeout(30_000);

interface Case {
  seed: AuthConfigSeed;
  /** The inputs that the engine holds, without hidden ones. */
  chosen: Bag;
  /** Secrets that the program declares too. */
  secrets?: Bag;
}

const cases: Record<string, Case> = {
  managed: {
    seed: { toolkit: "github", name: "GitHub" },
    chosen: {
      toolkit: "github",
      type: "use_composio_managed_auth",
      name: "GitHub",
      enabled: true,
    },
  },
  "managed, with scopes and disabled": {
    seed: { toolkit: "github", name: "GitHub", credentials: { scopes: "repo,gist" }, status: "DISABLED" },
    chosen: {
      toolkit: "github",
      type: "use_composio_managed_auth",
      name: "GitHub",
      scopes: ["repo", "gist"],
      enabled: false,
    },
  },
  custom: {
    seed: {
      toolkit: "notion",
      name: "Notion",
      auth_scheme: "OAUTH2",
      credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" },
    },
    chosen: {
      toolkit: "notion",
      type: "use_custom_auth",
      authScheme: "OAUTH2",
      name: "Notion",
      credentials: { client_id: "app-1" },
      enabled: true,
    },
    secrets: { credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" } },
  },
  "an API key of each user": {
    seed: { toolkit: "perplexityai", name: "Perplexity", auth_scheme: "API_KEY" },
    chosen: {
      toolkit: "perplexityai",
      type: "use_custom_auth",
      authScheme: "API_KEY",
      name: "Perplexity",
      enabled: true,
    },
  },
  "tool lists and a proxy": {
    seed: {
      toolkit: "notion",
      name: "Notion",
      auth_scheme: "OAUTH2",
      credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" },
      tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: ["NOTION_A"] },
      proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "pr0xy-1111" },
    },
    chosen: {
      toolkit: "notion",
      type: "use_custom_auth",
      authScheme: "OAUTH2",
      name: "Notion",
      credentials: { client_id: "app-1" },
      toolAccessConfig: { toolsAvailableForExecution: ["NOTION_A"] },
      proxyConfig: { proxyUrl: "https://proxy.example" },
      enabled: true,
    },
    secrets: {
      credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" },
      proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "pr0xy-1111" },
    },
  },
};

const visible = (bag: Bag = {}) => Object.fromEntries(Object.entries(bag).filter(([key]) => !key.startsWith("__")));

it.each(Object.entries(cases))("%s", (_case, { seed, chosen, secrets = {} }) =>
  withEmulator(async (emulator) => {
    const { id } = emulator.addAuthConfig(seed);
    const plugin = new Served(emulator);
    const { state, inputs = {} } = await plugin.read(id);
    expect(visible(encrypted(inputs) as Bag)).toEqual(chosen);
    expect(JSON.stringify([state, inputs])).not.toMatch(/s3cr3t|pr0xy-/);

    // As the import itself does, and then the next preview.
    const { inputs: declared, failures } = await plugin.check("imported", { ...chosen, ...secrets }, inputs);
    expect(failures).toEqual([]);
    expect((await plugin.diff(id, state, declared)).details).toEqual({});
    const again = new Served(emulator);
    const { inputs: same } = await again.check("imported", { ...chosen, ...secrets }, declared);
    expect(await again.diff(id, state, same)).toEqual({ isChanged: false, replaces: [], details: {} });

    // A refresh finds nothing to say.
    const seen = await new Served(emulator).read(id, state, same);
    expect(seen).toEqual({ id, state });
    expect(emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  })(),
);

it(
  "an imported auth config belongs to the explicit provider of the import",
  withEmulator(async (emulator) => {
    const { id } = emulator.addAuthConfig({ toolkit: "github", name: "GitHub" });
    const plugin = new Served(emulator);
    await plugin.configure({ name: "eu", args: { apiKey: emulator.apiKey } });
    const { state, inputs = {} } = await plugin.read(id);
    expect([state.__providerName, inputs.__providerName]).toEqual(["eu", "eu"]);
    const { inputs: declared } = await plugin.check("github", { toolkit: "github", name: "GitHub" }, inputs);
    expect(await plugin.diff(id, state, declared)).toEqual({ isChanged: false, replaces: [], details: {} });
  }),
);

it(
  "quotes the API's answer if the id does not exist",
  withEmulator(async (emulator) => {
    await expect(new Served(emulator).read("ac_none")).rejects.toThrow(
      /^Could not read auth config ac_none: the API answered 404, ".*/,
    );
  }),
);
