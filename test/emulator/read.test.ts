import type { Answers, Emulator } from "../../src/emulator";
import { create, noon, refusal, send, withEmulator } from "../support/emulator";

const at = noon.toISOString();
const own = {
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "own",
  credentials: { client_id: "id-of-mine", client_secret: "secret-of-mine", scopes: ["repo", "user"] },
};

const item = (id: string) => ({
  id,
  uuid: expect.any(String),
  type: "custom",
  toolkit: { slug: "github", logo: "https://logos.composio.dev/api/github", auth_guide_url: null, auth_hint_url: null },
  name: "own",
  auth_scheme: "OAUTH2",
  is_composio_managed: false,
  credentials: {
    client_id: "id-of-mine",
    client_secret: "secr...",
    scopes: "repo,user",
    oauth_redirect_uri: "https://backend.composio.dev/api/v3.1/toolkits/auth/callback",
  },
  proxy_config: null,
  status: "ENABLED",
  created_by: "emulator",
  created_at: at,
  last_updated_at: at,
  no_of_connections: 0,
  expected_input_fields: [],
  restrict_to_following_tools: [],
  tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] },
  shared_credentials: {},
  shared_connection_fields: {},
  is_enabled_for_tool_router: false,
  is_connection_revoke_supported: true,
});

describe("reading one auth config", () => {
  it(
    "gives everything but the secrets",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github", own);
      expect(await send(emulator, `GET /auth_configs/${id}`)).toEqual({ status: 200, body: item(id) });
      expect(await send(emulator, `GET /api/v3/auth_configs/${id}`)).toEqual({ status: 200, body: item(id) });
    }),
  );

  it(
    "shows the fields that a connecting user is asked for",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "perplexityai", { type: "use_custom_auth", authScheme: "API_KEY" });
      expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({
        body: {
          credentials: {},
          expected_input_fields: [
            {
              name: "generic_api_key",
              displayName: "API key",
              type: "string",
              description: "API key.",
              required: true,
              is_secret: true,
              user_visible: true,
              is_available_as_shared_credentials: false,
            },
          ],
        },
      });
    }),
  );

  it(
    "counts the active connections",
    withEmulator(async (emulator) => {
      const id = await create(emulator, "github");
      emulator.connectAccount(id);
      emulator.connectAccount(id, { userId: "somebody else" });
      emulator.connectAccount(id, { status: "EXPIRED" });
      expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({ body: { no_of_connections: 2 } });
    }),
  );

  it.each([
    [
      "an id that does not exist",
      "ac_nosuchthing1",
      { status: 404, code: 607, slug: "Auth_Config_NotFound", message: "Auth config not found: ac_nosuchthing1" },
    ],
    [
      "a text that is no id",
      "github",
      { status: 400, code: 90400, slug: "Request_ValidationError", message: "Invalid auth config id: github" },
    ],
  ])("refuses %s", (_name, id, facts) =>
    withEmulator(async (emulator) => {
      for (const line of [
        `GET /auth_configs/${id}`,
        `DELETE /auth_configs/${id}`,
        `PATCH /auth_configs/${id}/ENABLED`,
      ]) {
        expect(await send(emulator, line)).toEqual(refusal(facts));
      }
      expect(await send(emulator, `PATCH /auth_configs/${id}`, { body: { type: "default" } })).toEqual(refusal(facts));
    })(),
  );

  it(
    "can say not found by an empty object",
    withEmulator(
      async (emulator) => {
        expect(await send(emulator, "GET /auth_configs/ac_nosuchthing1")).toEqual({ status: 404, body: {} });
      },
      { answers: { notFoundBody: "empty" } },
    ),
  );
});

describe("masking", () => {
  const redacted = {
    client_id: "REDACTED",
    client_secret: "REDACTED",
    oauth_redirect_uri: "REDACTED",
    scopes: "REDACTED",
    user_scopes: "REDACTED",
  };
  const managed = { scopes: ["repo", "user"] };

  it.each<[string, Partial<Answers>, unknown, unknown]>([
    ["managed", {}, {}, redacted],
    ["managed, with scopes", {}, managed, { ...redacted, scopes: "repo,user" }],
    ["managed, with scopes as a list", { scopesAs: "list" }, managed, { ...redacted, scopes: ["repo", "user"] }],
    ["managed, all of it", { managedCredentials: "all-redacted" }, managed, redacted],
  ])("of a %s auth config", (_name, answers, credentials, expected) =>
    withEmulator(
      async (emulator) => {
        const id = await create(emulator, "github", { type: "use_composio_managed_auth", credentials });
        expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({ body: { credentials: expected } });
      },
      { answers },
    )(),
  );

  it.each<[unknown, unknown]>([
    ["secret-of-mine", "secr..."],
    ["five5", "five..."],
    ["four", "..."],
    ["", "..."],
    [12345, "1234..."],
    [true, "..."],
  ])("of the secret %j is %j", (secret, shown) =>
    withEmulator(async (emulator) => {
      const id = await create(emulator, "perplexityai", {
        type: "use_custom_auth",
        authScheme: "API_KEY",
        credentials: { secret },
        ...(typeof secret === "string" && {
          shared_credentials: { secret, deep: { list: [secret], number: 1 } },
          proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: secret },
        }),
      });
      expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({
        body: {
          credentials: { secret: shown },
          ...(typeof secret === "string" && {
            shared_credentials: { secret: shown, deep: { list: [shown], number: 1 } },
            proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: shown },
          }),
        },
      });
    })(),
  );

  it.each<[Partial<Answers>, string | string[], unknown]>([
    [{}, "repo user", "repo user"],
    [{}, ["repo", "user"], "repo,user"],
    [{}, [], ""],
    [{ scopesAs: "list" }, "repo, user", ["repo", "user"]],
    [{ scopesAs: "list" }, ["repo"], ["repo"]],
  ])("with %j shows the scopes %j as %j", (answers, scopes, shown) =>
    withEmulator(
      async (emulator) => {
        const id = await create(emulator, "github", { ...own, credentials: { ...own.credentials, scopes } });
        expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({
          body: { credentials: { scopes: shown } },
        });
      },
      { answers },
    )(),
  );
});

describe("listing auth configs", () => {
  const names = async (emulator: Emulator, query: string): Promise<unknown> => {
    const { status, body } = await send(emulator, `GET /auth_configs?${query}`);
    return status === 200 ? (body as { items: { name: string }[] }).items.map(({ name }) => name) : status;
  };

  const authConfigs = [
    { toolkit: "github", name: "a", id: "ac_aaaaaaaaaaaa" },
    { toolkit: "github", name: "b", status: "DISABLED" as const },
    { toolkit: "notion", name: "Chat", auth_scheme: "API_KEY" },
    { toolkit: "gmail", name: "d", deleted: true },
    { toolkit: "slack", name: "e" },
  ];

  it.each<[string, unknown]>([
    ["", ["e", "Chat", "a"]],
    ["show_disabled=true", ["e", "Chat", "b", "a"]],
    ["show_disabled=false&toolkit_slug=", ["e", "Chat", "a"]],
    ["show_disabled=yes", 400],
    ["toolkit_slug=GitHub", ["a"]],
    ["toolkit_slug=notion,%20slack", ["e", "Chat"]],
    ["toolkit_slug=nosuch", []],
    ["is_composio_managed=true", ["e", "a"]],
    ["is_composio_managed=false", ["Chat"]],
    ["search=CHAT", ["Chat"]],
    ["search=c_aaaa", ["a"]],
    ["limit=1", ["e"]],
    ["limit=2&cursor=Mi0y", ["a"]],
    ["cursor=Mi0x", ["Chat"]],
    ["cursor=OS05", []],
    ["cursor=nonsense", 400],
    ["limit=0", 400],
    ["limit=many", 400],
    ["limit=200", ["e", "Chat", "a"]],
    ["limit=201", 400],
    ["cursor=MS0yMDE=", 400],
    ["deprecated_status=x", ["e", "Chat", "a"]],
  ])("with %j gives %j", (query, expected) =>
    withEmulator(async (emulator) => expect(await names(emulator, query)).toEqual(expected), { authConfigs })(),
  );

  it(
    "pages with a cursor of page and limit, of twenty unless told",
    withEmulator(
      async (emulator) => {
        const page = { total_items: 41, total_pages: 3, items: expect.any(Array) };
        expect(await send(emulator, "GET /auth_configs")).toEqual({
          status: 200,
          body: { ...page, current_page: 1, next_cursor: "Mi0yMA==" },
        });
        expect(await send(emulator, "GET /auth_configs?cursor=Mi0yMA==")).toEqual({
          status: 200,
          body: { ...page, current_page: 2, next_cursor: Buffer.from("3-20").toString("base64") },
        });
        expect(await send(emulator, `GET /auth_configs?cursor=${Buffer.from("3-20").toString("base64")}`)).toEqual({
          status: 200,
          body: { ...page, current_page: 3, next_cursor: null, items: [expect.objectContaining({ name: "0" })] },
        });
      },
      { authConfigs: Array.from({ length: 41 }, (_, index) => ({ toolkit: "github", name: String(index) })) },
    ),
  );

  it(
    "can allow other pages than the answers say, and ignore the filter by toolkit",
    withEmulator(
      async (emulator) => {
        expect(await names(emulator, "limit=300&toolkit_slug=slack")).toEqual(["e", "Chat", "a"]);
        expect(await names(emulator, "limit=301")).toEqual(400);
      },
      { authConfigs, maxPageSize: 300, answers: { toolkitFilter: "ignored", pageLimit: 50 } },
    ),
  );

  it(
    "is an empty page when there are none",
    withEmulator(async (emulator) => {
      expect(await send(emulator, "GET /auth_configs")).toEqual({
        status: 200,
        body: { items: [], next_cursor: null, total_pages: 0, current_page: 1, total_items: 0 },
      });
    }),
  );
});
