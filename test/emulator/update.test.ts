import type { Emulator, StoredAuthConfig } from "../../src/emulator";
import { create, invalid, noon, refusal, send, withEmulator } from "../support/emulator";

const own = {
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "own",
  credentials: { client_id: "id-of-mine", client_secret: "secret-of-mine", scopes: "repo", extra: "x" },
  proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "proxy-key" },
  tool_access_config: { tools_for_connected_account_creation: ["GITHUB_CREATE_A_GIST"] },
  shared_credentials: { region: "eu", tier: "gold" },
};
const redirect = { oauth_redirect_uri: "https://backend.composio.dev/api/v3.1/toolkits/auth/callback" };

const only = (emulator: Emulator): StoredAuthConfig => {
  const [config, ...more] = emulator.authConfigs();
  if (!config || more.length > 0) throw new Error("expected exactly one auth config");
  return config;
};

describe("updating an auth config", () => {
  it.each<[string, object, Partial<StoredAuthConfig>]>([
    ["nothing", {}, {}],
    ["the name", { name: "other" }, { name: "other" }],
    [
      "one credential and leaves the others",
      { credentials: { client_secret: "new-secret" } },
      { credentials: { ...own.credentials, ...redirect, client_secret: "new-secret" } },
    ],
    [
      "a credential to null, which removes it",
      { credentials: { extra: null } },
      { credentials: { client_id: "id-of-mine", client_secret: "secret-of-mine", scopes: "repo", ...redirect } },
    ],
    [
      "scopes, as a list or cleared",
      { credentials: { scopes: [] } },
      { credentials: { ...own.credentials, ...redirect, scopes: [] } },
    ],
    [
      "the proxy",
      { proxy_config: { proxy_url: "https://b.example" } },
      { proxy_config: { proxy_url: "https://b.example" } },
    ],
    ["the proxy to null, which clears it", { proxy_config: null }, { proxy_config: null }],
    [
      "one tool list and keeps the other",
      { tool_access_config: { tools_available_for_execution: ["GITHUB_CREATE_AN_ISSUE"] } },
      {
        tool_access_config: {
          tools_for_connected_account_creation: ["GITHUB_CREATE_A_GIST"],
          tools_available_for_execution: ["GITHUB_CREATE_AN_ISSUE"],
        },
      },
    ],
    [
      "a tool list to an empty one",
      { tool_access_config: { tools_for_connected_account_creation: [] } },
      { tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] } },
    ],
    [
      "the deprecated tool list",
      { restrict_to_following_tools: ["GITHUB_CREATE_AN_ISSUE"] },
      {
        tool_access_config: {
          tools_for_connected_account_creation: ["GITHUB_CREATE_A_GIST"],
          tools_available_for_execution: ["GITHUB_CREATE_AN_ISSUE"],
        },
      },
    ],
    ["shared credentials by nothing", { shared_credentials: {} }, {}],
    [
      "one shared credential",
      { shared_credentials: { region: "us" } },
      { shared_credentials: { region: "us", tier: "gold" } },
    ],
    ["a shared credential to null", { shared_credentials: { tier: null } }, { shared_credentials: { region: "eu" } }],
    [
      "one shared connection field by its newer name",
      { shared_connection_fields: { region: "us" } },
      { shared_credentials: { region: "us", tier: "gold" } },
    ],
    ["the tool router flag", { is_enabled_for_tool_router: true }, { is_enabled_for_tool_router: true }],
  ])("changes %s", (_name, patch, changed) =>
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github", own);
      const before = only(emulator);
      const reply = await send(emulator, `PATCH /auth_configs/${id}`, { body: { type: "custom", ...patch } });
      expect(reply).toEqual({ status: 200, body: { success: true, message: "Auth config updated successfully" } });
      expect(only(emulator)).toEqual({ ...before, ...changed });
    })(),
  );

  it.each<[string, object, StoredAuthConfig["credentials"]]>([
    ["at the top level", { scopes: "user" }, { scopes: "user", user_scopes: "b" }],
    ["as a list", { scopes: ["user", "gist"] }, { scopes: ["user", "gist"], user_scopes: "b" }],
    ["to nothing by an empty string", { scopes: "", user_scopes: "" }, {}],
    ["not by credentials", { credentials: { scopes: "user" } }, { scopes: "a", user_scopes: "b" }],
  ])("changes the scopes of a managed auth config %s", (_name, patch, credentials) =>
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github", {
        type: "use_composio_managed_auth",
        credentials: { scopes: "a", user_scopes: "b" },
      });
      await send(emulator, `PATCH /auth_configs/${id}`, { body: { type: "default", ...patch } });
      expect(only(emulator).credentials).toEqual(credentials);
      expect(emulator.requests.at(-1)?.unknownKeys).toEqual("credentials" in patch ? ["credentials"] : []);
    })(),
  );

  const validation = { status: 400, code: 90400, slug: "Request_ValidationError" };
  const wrongType = {
    ...validation,
    message: expect.stringContaining('is of type "custom", but the request says "default"') as unknown as string,
  };
  const anyTypeError = expect.stringMatching(/^Error in payload.type: /);
  it.each<[string, unknown, unknown]>([
    ["the wrong type", { type: "default", name: "x" }, refusal(wrongType)],
    ["no type", { name: "x" }, invalid(anyTypeError)],
    ["a type of the create", { type: "use_custom_auth", name: "x" }, invalid(anyTypeError)],
    [
      "a proxy address that is none",
      { type: "custom", name: "x", proxy_config: { proxy_url: "proxy" } },
      invalid("Error in payload.proxy_config.proxy_url: must be a URL"),
    ],
    ["an empty name", { type: "custom", name: "" }, invalid(expect.stringMatching(/^Error in payload.name: /))],
    ["no body", undefined, invalid("Error in payload: Invalid input: expected object, received undefined")],
  ])("is refused with %s, and changes nothing", (_name, body, expected) =>
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github", own);
      const before = emulator.authConfigs();
      expect(await send(emulator, `PATCH /auth_configs/${id}`, { body })).toEqual(expected);
      expect(emulator.authConfigs()).toEqual(before);
    })(),
  );

  it("moves the time of the last update, and not that of the creation", async () => {
    let time = noon;
    await withEmulator(
      async (emulator) => {
        const id = await create(emulator, "github");
        time = new Date(noon.getTime() + 1000);
        await send(emulator, `PATCH /auth_configs/${id}`, { body: { type: "default" } });
        expect(only(emulator)).toMatchObject({
          created_at: noon.toISOString(),
          last_updated_at: time.toISOString(),
        });
      },
      { clock: () => time },
    )();
  });

  it(
    "can answer with nothing",
    withEmulator(
      async (emulator) => {
        const id = await create(emulator, "github");
        expect([
          await send(emulator, `PATCH /auth_configs/${id}`, { body: { type: "default" } }),
          await send(emulator, `PATCH /auth_configs/${id}/DISABLED`),
          await send(emulator, `DELETE /auth_configs/${id}`),
        ]).toEqual([
          { status: 200, body: {} },
          { status: 200, body: {} },
          { status: 200, body: {} },
        ]);
      },
      { answers: { updateAnswer: "empty", deleteAnswer: "empty" } },
    ),
  );
});

describe("the status of an auth config", () => {
  it(
    "goes off and on, also twice, and a disabled auth config is missing from lists alone",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      const statuses = [];
      for (const status of ["DISABLED", "DISABLED", "ENABLED"]) {
        expect(await send(emulator, `PATCH /auth_configs/${id}/${status}`)).toEqual({
          status: 200,
          body: { success: true, message: `Auth config ${status.toLowerCase()} successfully` },
        });
        expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({ body: { status } });
        statuses.push(only(emulator).status);
      }
      expect(statuses).toEqual(["DISABLED", "DISABLED", "ENABLED"]);
    }),
  );

  it(
    "must be ENABLED or DISABLED",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      expect(await send(emulator, `PATCH /auth_configs/${id}/disabled`)).toEqual(
        refusal({
          status: 400,
          code: 90400,
          slug: "Request_ValidationError",
          message: "status must be ENABLED or DISABLED, but got: disabled",
        }),
      );
    }),
  );
});

describe("deleting an auth config", () => {
  it.each([
    ["", {}],
    ["?revoke_on_delete=false", {}],
    ["?revoke_on_delete=true", { revoke_job_id: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
  ])("%s marks it, keeps its accounts, and cannot be done twice", (query, body) =>
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      const account = emulator.connectAccount(id);
      const gone = refusal({
        status: 404,
        code: 607,
        slug: "Auth_Config_NotFound",
        message: `Auth config not found: ${id}`,
      });

      expect(await send(emulator, `DELETE /auth_configs/${id}${query}`)).toEqual({
        status: 200,
        body: { success: true, message: "Auth config deleted successfully", ...body },
      });
      expect(await send(emulator, `DELETE /auth_configs/${id}${query}`)).toEqual(gone);
      expect(await send(emulator, `GET /auth_configs/${id}`)).toEqual(gone);
      expect(await send(emulator, "GET /auth_configs?show_disabled=true")).toMatchObject({ body: { items: [] } });
      expect(only(emulator)).toMatchObject({ id, deleted: true });
      expect(emulator.connectedAccounts()).toEqual([account]);
      expect(await send(emulator, `GET /connected_accounts/${account.id}`)).toMatchObject({
        status: 200,
        body: { auth_config: { id, is_disabled: true } },
      });
    })(),
  );
});
