/** The functions that programs of every language can call. */
import { withEmulator } from "../support/emulator";
import { Served } from "../support/plugin/served";

jest.setTimeout(30_000);

const ids = { github: "ac_1", notion: "ac_2" };
const authConfigs = Object.entries(ids).map(([toolkit, id]) => ({ toolkit, id }));

it(
  "describes a toolkit once, and the fields of a scheme",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const toolkit = await plugin.invoke("getToolkit", { slug: "Notion" });
    expect(toolkit).toMatchObject({
      slug: "notion",
      authConfigDetails: expect.arrayContaining([expect.objectContaining({ mode: "OAUTH2" })]),
    });
    const { fields } = await plugin.invoke("getAuthConfigCreationFields", {
      toolkit: "notion",
      authScheme: "OAUTH2",
      requiredOnly: true,
    });
    expect(fields).toMatchObject([
      { name: "client_id", required: true },
      { name: "client_secret", required: true },
    ]);
    expect(emulator.requests.map(({ path }) => path)).toEqual(["/api/v3.1/toolkits/notion"]);
  }),
);

it(
  "lists auth configs, and the scopes of tools",
  withEmulator(async (emulator) => {
    const { id } = emulator.addAuthConfig({ toolkit: "github", name: "GitHub" });
    emulator.addAuthConfig({ toolkit: "notion", name: "Notion" });
    const plugin = new Served(emulator);
    const { authConfigs: listed } = await plugin.invoke("listAuthConfigs", { toolkit: "github", search: null });
    expect(listed).toMatchObject([{ id, toolkit: "github", name: "GitHub", status: "ENABLED", noOfConnections: 0 }]);
    expect(await plugin.invoke("requiredScopes", { tools: [] })).toEqual({ scopes: [], tools: [] });
    const { scopes } = await plugin.invoke("requiredScopes", { tools: ["GMAIL_SEND_EMAIL"] });
    expect(scopes).toEqual(expect.arrayContaining([expect.any(String)]));
  }),
);

it(
  "recommends scopes",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const recommended = await plugin.invoke("recommendedScopes", { toolkit: "Gmail", tools: ["GMAIL_SEND_EMAIL"] });
    expect(recommended).toMatchObject({ leastPrivilege: [expect.any(String)], authScheme: "OAUTH2" });
    await expect(plugin.invoke("recommendedScopes", { toolkit: "gmail", tools: ["NOTION_A"] })).rejects.toThrow(
      "Either there is no toolkit gmail, or one of the tools is not its own.",
    );
  }),
);

it(
  "gives the session that applications in both languages open, without a key",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator, { COMPOSIO_API_KEY: "" });
    const restricted = [{ ...authConfigs[0], toolsAvailableForExecution: ["GITHUB_A"] }, authConfigs[1]];
    const options = { manageConnections: { waitForConnections: true } };
    expect(await plugin.invoke("sessionConfig", { authConfigs: restricted, options })).toEqual({
      session: {
        authConfigs: ids,
        tools: { github: { enable: ["GITHUB_A"] } },
        manageConnections: { waitForConnections: true },
      },
      python: {
        auth_configs: ids,
        tools: { github: { enable: ["GITHUB_A"] } },
        manage_connections: { wait_for_connections: true },
      },
    });
    expect(emulator.requests).toEqual([]);
  }),
);

it.each<[name: string, args: object, message: string]>([
  [
    "sessionConfig",
    { authConfigs: [...authConfigs, { toolkit: "GitHub", id: "ac_3" }] },
    "sessionConfig: a session takes one auth config per toolkit, but ac_1 and ac_3 are both for github",
  ],
  [
    "sessionConfig",
    { authConfigs, options: { toolkits: ["github"] } },
    "sessionConfig: toolkits leaves out notion, but ac_2 is for it",
  ],
  [
    "sessionConfig",
    { authConfigs: "ac_1" },
    "sessionConfig: authConfigs must be a list of objects with id and toolkit.",
  ],
  ["sessionConfig", { authConfigs: [{ id: "ac_1" }] }, "sessionConfig: authConfigs.0.toolkit must be a string."],
  ["getToolkit", { name: "github", slug: "github" }, "getToolkit: name is no argument."],
  ["requiredScopes", { tools: "GITHUB_A" }, "requiredScopes: tools must be a list of tools."],
  [
    "getTools",
    {},
    "composio:index:getTools is not a function of this provider; there are getToolkit, getAuthConfigCreationFields, listAuthConfigs, requiredScopes, recommendedScopes, sessionConfig.",
  ],
])("names the mistake in %s(%j) in one line", (name, args, message) =>
  withEmulator(async (emulator) => {
    const error = await new Served(emulator).invoke(name, args as never).catch((thrown: Error) => thrown);
    expect((error as Error).message).toBe(message);
  })(),
);
