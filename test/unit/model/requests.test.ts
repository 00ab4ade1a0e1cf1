import { createBody, createdInputs } from "../../../src/model/bodies";
import { difference } from "../../../src/model/difference";
import type { Inputs, State } from "../../../src/model/inputs";
import { applyChanges } from "../../../src/provider/update";
import { anOperation } from "../../support/an-operation";

const own: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  credentials: { client_id: "id", client_secret: "s3cr3t" },
};
const managed: Inputs = { toolkit: "github", type: "use_composio_managed_auth", name: "GitHub", enabled: true };

/** The calls that lead from one set of inputs to another. */
async function calls(state: State, inputs: Inputs): Promise<unknown[]> {
  const sent: unknown[] = [];
  const client = {
    updateAuthConfig: async (...call: unknown[]) => void sent.push(call),
    setAuthConfigStatus: async (...call: unknown[]) => void sent.push(call),
  };
  await applyChanges(anOperation({ client }), "ac_1", { changed: difference(state, inputs).changed, state, inputs });
  return sent;
}

describe("the body of a create", () => {
  it.each<[string, Inputs, unknown]>([
    [
      "managed",
      managed,
      { toolkit: { slug: "github" }, auth_config: { type: "use_composio_managed_auth", name: "GitHub" } },
    ],
    [
      "managed with scopes",
      { ...managed, scopes: ["repo", "user"], userScopes: "chat" },
      {
        toolkit: { slug: "github" },
        auth_config: {
          type: "use_composio_managed_auth",
          name: "GitHub",
          credentials: { scopes: "repo,user", user_scopes: "chat" },
        },
      },
    ],
    [
      "custom without credentials",
      { toolkit: "tavily", type: "use_custom_auth", authScheme: "API_KEY", name: "Tavily", enabled: true },
      {
        toolkit: { slug: "tavily" },
        auth_config: { type: "use_custom_auth", authScheme: "API_KEY", name: "Tavily", credentials: {} },
      },
    ],
    [
      "custom with everything",
      {
        ...own,
        scopes: "a,b",
        toolAccessConfig: { toolsForConnectedAccountCreation: ["T1"], toolsAvailableForExecution: ["T2"] },
        proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "pr0xy" },
        sharedConnectionFields: { region: "eu" },
        isEnabledForToolRouter: false,
        enabled: false,
        forceDestroy: true,
        revokeOnDelete: true,
      },
      {
        toolkit: { slug: "notion" },
        auth_config: {
          type: "use_custom_auth",
          authScheme: "OAUTH2",
          name: "Notion",
          credentials: { client_id: "id", client_secret: "s3cr3t", scopes: "a,b" },
          tool_access_config: { tools_for_connected_account_creation: ["T1"] },
          proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "pr0xy" },
          shared_connection_fields: { region: "eu" },
          is_enabled_for_tool_router: false,
        },
      },
    ],
  ])("is right for %s", (_case, inputs, body) => {
    expect(createBody(inputs)).toEqual(body);
  });

  it("leaves the inputs that it can't carry to a second call", async () => {
    const inputs: Inputs = { ...managed, enabled: false, toolAccessConfig: { toolsAvailableForExecution: ["T2"] } };
    expect(await calls(createdInputs(inputs), inputs)).toEqual([
      ["ac_1", { type: "default", tool_access_config: { tools_available_for_execution: ["T2"] } }],
      ["ac_1", "DISABLED"],
    ]);
  });
});

describe("a change", () => {
  it.each<[string, Inputs, Inputs, unknown[]]>([
    ["nothing", own, { ...own, toolkit: "NOTION" }, []],
    ["a name", own, { ...own, name: "New" }, [["ac_1", { type: "custom", name: "New" }]]],
    [
      "one secret",
      own,
      { ...own, credentials: { client_id: "id", client_secret: "n3w" } },
      [["ac_1", { type: "custom", credentials: { client_secret: "n3w" } }]],
    ],
    [
      "a removed credential",
      own,
      { ...own, credentials: { client_id: "id" } },
      [["ac_1", { type: "custom", credentials: { client_secret: null } }]],
    ],
    ["scopes in another order and form", { ...own, scopes: "a,b" }, { ...own, scopes: ["b", "a"] }, []],
    [
      "scopes in a form that is sent otherwise",
      { ...own, scopes: "a b" },
      { ...own, scopes: ["a", "b"] },
      [["ac_1", { type: "custom", credentials: { scopes: "a,b" } }]],
    ],
    [
      "own scopes",
      { ...own, scopes: "a" },
      { ...own, scopes: ["a", "b"] },
      [["ac_1", { type: "custom", credentials: { scopes: "a,b" } }]],
    ],
    ["managed scopes", managed, { ...managed, scopes: ["repo"] }, [["ac_1", { type: "default", scopes: "repo" }]]],
    ["removed managed scopes", { ...managed, scopes: "repo" }, managed, [["ac_1", { type: "default", scopes: "" }]]],
    ["disabling", managed, { ...managed, enabled: false }, [["ac_1", "DISABLED"]]],
    ["an input that the API never sees", managed, { ...managed, forceDestroy: true, revokeOnDelete: true }, []],
    [
      "a removed proxy",
      { ...own, proxyConfig: { proxyUrl: "https://proxy.example" } },
      own,
      [["ac_1", { type: "custom", proxy_config: null }]],
    ],
    [
      "one list of two",
      { ...own, toolAccessConfig: { toolsForConnectedAccountCreation: ["A"], toolsAvailableForExecution: ["B", "C"] } },
      { ...own, toolAccessConfig: { toolsAvailableForExecution: ["C", "B"] } },
      [["ac_1", { type: "custom", tool_access_config: { tools_for_connected_account_creation: [] } }]],
    ],
    [
      "shared credentials, which go whole",
      { ...own, sharedConnectionFields: { a: "1", b: "2" } },
      { ...own, sharedConnectionFields: { a: "1" } },
      [["ac_1", { type: "custom", shared_connection_fields: { a: "1", b: null } }]],
    ],
    ["a removed router flag, which stays", { ...own, isEnabledForToolRouter: true }, own, []],
  ])("of %s sends just that", async (_case, previous, next, expected) => {
    expect(await calls(previous, next)).toEqual(expected);
  });

  it.each<[string, Partial<Inputs>]>([
    ["toolkit", { toolkit: "slack" }],
    ["type", { type: "use_composio_managed_auth" }],
    ["authScheme", { authScheme: "API_KEY" }],
  ])("of %s replaces", (name, change) => {
    expect(difference(own, { ...own, ...change })).toEqual({ changed: [name], replaces: [name] });
  });
});
