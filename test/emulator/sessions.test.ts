import type { AuthConfigSeed, Emulator, StoredAuthConfig } from "../../src/emulator";
import type { Reply } from "../support/emulator";
import { invalid, noon, refusal, send, withEmulator } from "../support/emulator";

const trs = expect.stringMatching(/^trs_[A-Za-z0-9_-]{12}$/);

const answerOf = (emulator: Emulator, config: object) => ({
  session_id: trs,
  mcp: { type: "http", url: expect.stringMatching(new RegExp(`^${emulator.url}/tool_router/v3/trs_.+/mcp$`)) },
  tool_router_tools: [
    "COMPOSIO_SEARCH_TOOLS",
    "COMPOSIO_GET_TOOL_SCHEMAS",
    "COMPOSIO_MULTI_EXECUTE_TOOL",
    "COMPOSIO_MANAGE_CONNECTIONS",
    "COMPOSIO_REMOTE_WORKBENCH",
    "COMPOSIO_REMOTE_BASH_TOOL",
  ],
  config: {
    user_id: "user_1",
    auth_configs: {},
    connected_accounts: {},
    manage_connections: { enabled: true },
    preload: { tools: [] },
    search: { enable: true },
    execute: { enable_multi_execute: true },
    instant: { return_instant_charge: false, return_prices_in_search: false },
    ...config,
  },
  config_version: 1,
  warnings: [],
});

const hook = {
  type: "after_execute",
  id: "no-injections",
  applies_to: { toolkits: ["gmail"] },
  handler: { type: "prompt_injection_check", action: "block" },
};

const open = (emulator: Emulator, body: object = {}): Promise<Reply> =>
  send(emulator, "POST /tool_router/session", { body: { user_id: "user_1", ...body } });

const openId = async (emulator: Emulator, body: object = {}): Promise<string> =>
  ((await open(emulator, body)).body as { session_id: string }).session_id;

const notion: AuthConfigSeed = { toolkit: "notion", auth_scheme: "API_KEY" };

describe("a session", () => {
  it(
    "comes back the same from a create and a GET, and not after its deletion",
    withEmulator(async (emulator) => {
      const { id: ac } = emulator.addAuthConfig(notion);
      const created = await open(emulator, { auth_configs: { notion: ac } });
      expect(created).toEqual({ status: 201, body: answerOf(emulator, { auth_configs: { notion: ac } }) });

      const [stored] = emulator.sessions();
      const line = `/tool_router/session/${stored?.id}`;
      expect(await send(emulator, `GET ${line}`)).toEqual({ ...created, status: 200 });
      expect(await send(emulator, `DELETE ${line}`)).toEqual({
        status: 200,
        body: { session_id: stored?.id, deleted: true },
      });
      expect(await send(emulator, `GET ${line}`)).toMatchObject({ status: 404 });
      expect(emulator.sessions()).toEqual([
        {
          id: stored?.id,
          user_id: "user_1",
          toolkits: null,
          auth_configs: { notion: ac },
          connected_accounts: {},
          settings: {},
          config_version: 1,
          created_at: noon.toISOString(),
          deleted: true,
        },
      ]);
    }),
  );

  it.each<[object, object]>([
    [{ toolkits: { enable: ["github"] } }, { toolkits: { enabled: ["github"] } }],
    [{ toolkits: { disable: ["github"] } }, { toolkits: { disabled: ["github"] } }],
    [
      { manage_connections: { callback_url: "https://app.example", enable_connection_removal: true } },
      { manage_connections: { enabled: true, callback_url: "https://app.example", enable_connection_removal: true } },
    ],
    [{ tags: ["readOnlyHint"] }, { tags: { enabled: ["readOnlyHint"] } }],
    [{ tags: { disable: ["readOnlyHint"] } }, { tags: { disabled: ["readOnlyHint"] } }],
    [
      {
        tools: {
          github: { enable: ["GITHUB_CREATE_A_GIST"], require_approval: ["GITHUB_CREATE_A_GIST"] },
          slack: { disable: ["SLACK_SEND_MESSAGE"] },
          gmail: { tags: { enable: ["readOnlyHint"], require_approval: ["createHint"] } },
          perplexityai: { require_approval: [] },
        },
      },
      {
        tools: {
          github: { enabled: ["GITHUB_CREATE_A_GIST"], require_approval: ["GITHUB_CREATE_A_GIST"] },
          slack: { disabled: ["SLACK_SEND_MESSAGE"] },
          gmail: { tags: { enabled: ["readOnlyHint"], require_approval: ["createHint"] } },
          perplexityai: { require_approval: [] },
        },
      },
    ],
    [
      { toolkits: { enable: ["github"], require_approval: ["github"] } },
      { toolkits: { enabled: ["github"], require_approval: ["github"] } },
    ],
    [{ toolkits: { require_approval: ["github"] } }, { toolkits: { require_approval: ["github"] } }],
    [
      { tags: { require_approval: ["updateHint", "destructiveHint"] } },
      { tags: { require_approval: ["updateHint", "destructiveHint"] } },
    ],
    [
      {
        workbench: {
          enable: true,
          enable_tool_execution: false,
          enable_proxy_execution: false,
          auto_offload_threshold: 5,
          sandbox_size: "medium",
        },
      },
      {
        workbench: {
          enable: true,
          tool_execution_enabled: false,
          proxy_execution_enabled: false,
          auto_offload_threshold: 5,
          sandbox_size: "medium",
        },
      },
    ],
    [
      { multi_account: { enable: true, max_accounts_per_toolkit: 3, require_explicit_selection: true } },
      { multi_account: { enable: true, max_accounts_per_toolkit: 3, require_explicit_selection: true } },
    ],
    [{ preload: { tools: ["GITHUB_CREATE_A_GIST"] } }, { preload: { tools: ["GITHUB_CREATE_A_GIST"] } }],
    [
      { preload: { tools: "all" }, toolkits: { enable: ["github"] } },
      { preload: { tools: "all" }, toolkits: { enabled: ["github"] } },
    ],
    [{ search: { enable: true }, execute: { enable_multi_execute: true } }, {}],
    [{ instant: false }, { instant: false }],
    [
      {
        instant: {
          toolkits: { enable: ["github"] },
          tools: { github: { disable: ["X"] } },
          return_prices_in_search: true,
        },
      },
      {
        instant: {
          toolkits: { enabled: ["github"] },
          tools: { github: { disabled: ["X"] } },
          return_instant_charge: false,
          return_prices_in_search: true,
        },
      },
    ],
    [{ proxy_execute: { enable: true } }, { proxy_execute: { enable: true } }],
    [{ hooks: [hook] }, { hooks: [hook] }],
    [{ experimental: { custom_tools: [], fast_mode: true } }, {}],
  ])("%j reads back as %j", (settings, config) =>
    withEmulator(async (emulator) => {
      expect(await open(emulator, settings)).toEqual({ status: 201, body: answerOf(emulator, config) });
    })(),
  );

  it(
    "has no meta tools that are turned off",
    withEmulator(async (emulator) => {
      const off = {
        search: { enable: false },
        execute: { enable_multi_execute: false },
        manage_connections: { enable: false },
        workbench: { enable: false },
      };
      expect(await open(emulator, off)).toMatchObject({ status: 201, body: { tool_router_tools: [] } });
    }),
  );

  it.each<[string, Partial<StoredAuthConfig>, object]>([
    ["of another toolkit", { toolkit: "github" }, {}],
    ["that is disabled", { status: "DISABLED" }, {}],
    ["that was deleted", { deleted: true }, {}],
    ["of a toolkit that is not enabled", {}, { toolkits: { enable: ["github"] } }],
    ["of a toolkit that is disabled", {}, { toolkits: { disable: ["notion"] } }],
  ])("cannot name an auth config %s", (_name, patch, settings) =>
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig({ ...notion, ...patch });
      expect(await open(emulator, { auth_configs: { notion: id }, ...settings })).toMatchObject({
        status: 400,
        body: { error: { slug: "ToolRouterV2_InvalidAuthConfigIds", status: 400 } },
      });
      expect(emulator.sessions()).toEqual([]);
    })(),
  );

  it(
    "cannot name an auth config of another project, or one that does not exist",
    withEmulator(async (emulator) => {
      const { id } = emulator.addProject().addAuthConfig(notion);
      for (const foreign of [id, "ac_nosuchthing1"]) {
        expect(await open(emulator, { auth_configs: { notion: foreign } })).toEqual(
          refusal({
            status: 400,
            code: 94309,
            slug: "ToolRouterV2_InvalidAuthConfigIds",
            message: `Auth config ${foreign} for toolkit notion does not exist`,
          }),
        );
      }
    }),
  );

  it(
    "may name an auth config that is not enabled for the tool router, in any letter case of the toolkit",
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig({ ...notion, is_enabled_for_tool_router: false });
      expect(await open(emulator, { auth_configs: { Notion: id } })).toMatchObject({ status: 201 });
    }),
  );

  it(
    "has the meta tools that are turned on",
    withEmulator(async (emulator) => {
      const on = {
        manage_connections: { enable_wait_for_connections: true },
        experimental: { submit_feedback: { enable: true } },
      };
      expect(await open(emulator, on)).toMatchObject({
        body: {
          tool_router_tools: expect.arrayContaining(["COMPOSIO_WAIT_FOR_CONNECTIONS", "COMPOSIO_SUBMIT_FEEDBACK"]),
        },
      });
    }),
  );

  it.each<[string, object, string]>([
    ["an unknown key", { authConfigs: {} }, "Unrecognized key(s) in body: authConfigs"],
    ["an unknown toolkit", { toolkits: { enable: ["nosuch"] } }, "Unknown toolkits: nosuch"],
    ["one that waits for approval", { toolkits: { require_approval: ["nosuch"] } }, "Unknown toolkits: nosuch"],
    ["one among the tools", { tools: { nosuch: { enable: [] } } }, "Unknown toolkits: nosuch"],
    [
      "tools of another toolkit, and unknown ones",
      { tools: { gmail: { enable: ["GMAIL_SEND_EMIAL", "GITHUB_CREATE_A_GIST"] } } },
      "Invalid tool slugs: GMAIL_SEND_EMIAL (gmail), GITHUB_CREATE_A_GIST (gmail)",
    ],
    [
      "such a tool that waits for approval",
      { tools: { perplexityai: { disable: ["PERPLEXITYAI_ASK"], require_approval: ["GMAIL_SEND_EMAIL"] } } },
      "Invalid tool slugs: GMAIL_SEND_EMAIL (perplexityai)",
    ],
    [
      "all tools preloaded without an allowlist",
      { preload: { tools: "all" }, toolkits: { disable: ["github"] } },
      'preload.tools can be "all" only with a list of enabled toolkits, tools or tags',
    ],
    [
      "a proxy that is off and on",
      { proxy_execute: { enable: false }, workbench: { enable_proxy_execution: true } },
      "workbench.enable_proxy_execution can't be true if proxy_execute.enable is false",
    ],
    [
      "a custom toolkit under a known name",
      { experimental: { custom_toolkits: [{ slug: "GitHub", name: "Mine", description: "Mine.", tools: [] }] } },
      "Custom toolkits conflict with known ones: GitHub",
    ],
  ])("refuses %s", (_name, body, message) =>
    withEmulator(async (emulator) => {
      expect(await open(emulator, body)).toEqual(
        refusal({ status: 400, code: 4300, slug: "ToolRouterV2_BadRequest", message }),
      );
      expect(emulator.sessions()).toEqual([]);
    })(),
  );

  const at = (path: string) => expect.stringMatching(new RegExp(`^Error in payload\\.${path}: `));
  it.each<[string, object, unknown]>([
    ["an empty user", { user_id: "" }, at("user_id")],
    [
      "an allowlist beside a denylist",
      { toolkits: { enable: [], disable: [] } },
      "Error in payload.toolkits: Invalid input",
    ],
    ["no toolkits to approve", { toolkits: { require_approval: [] } }, at("toolkits.require_approval")],
    ["an unknown tag", { tags: ["readonlyHint"] }, at("tags")],
    ["tools beside tags", { tools: { github: { enable: [], tags: [] } } }, at("tools.github")],
    ["one account instead of a list", { connected_accounts: { notion: "ca_1" } }, at("connected_accounts.notion")],
    [
      "too many accounts",
      { multi_account: { max_accounts_per_toolkit: 11 } },
      at("multi_account.max_accounts_per_toolkit"),
    ],
    ["another size", { workbench: { sandbox_size: "huge" } }, at("workbench.sandbox_size")],
    ["instant as true", { instant: true }, at("instant")],
    ["21 hooks", { hooks: Array.from({ length: 21 }, (_, index) => ({ ...hook, id: `h${index}` })) }, at("hooks")],
    ["two hooks of one id", { hooks: [hook, hook] }, "Error in payload.hooks: ids must be unique"],
    ["a hook whose handler is not for its type", { hooks: [{ ...hook, type: "before_execute" }] }, at("hooks.0")],
  ])("refuses %s", (_name, body, error) =>
    withEmulator(async (emulator) => {
      expect(await open(emulator, body)).toEqual(invalid(error));
    })(),
  );

  it(
    "pins only enabled accounts of its own user, and several only with multi_account",
    withEmulator(async (emulator) => {
      const { id } = emulator.addAuthConfig(notion);
      const [mine, second] = [emulator.connectAccount(id), emulator.connectAccount(id)];
      const theirs = emulator.connectAccount(id, { userId: "user_2" });
      const pin = (ids: string[], more: object = {}) =>
        open(emulator, { connected_accounts: { notion: ids }, ...more });
      expect(await pin([mine.id])).toEqual({
        status: 201,
        body: answerOf(emulator, { connected_accounts: { notion: [mine.id] } }),
      });
      expect(await pin([theirs.id])).toMatchObject({
        status: 400,
        body: { error: { slug: "ToolRouterV2_InvalidConnectedAccountIds" } },
      });
      expect(await pin([mine.id, second.id])).toEqual(
        refusal({
          status: 400,
          code: 4300,
          slug: "ToolRouterV2_BadRequest",
          message: "connected_accounts.notion holds 2 accounts, but at most 1 may be",
        }),
      );
      expect(await pin([mine.id, second.id], { multi_account: { enable: true } })).toMatchObject({ status: 201 });
      await send(emulator, `PATCH /connected_accounts/${mine.id}/status`, { body: { enabled: false } });
      expect(await pin([mine.id])).toMatchObject({
        status: 400,
        body: { error: { slug: "ToolRouterV2_InvalidConnectedAccountIds" } },
      });
    }),
  );
});

describe("a saved session config", () => {
  const policy = { toolkits: { enable: ["github"] }, tags: { enable: ["readOnlyHint" as const] } };

  it(
    "is listed by name, and read by its id",
    withEmulator(async (emulator) => {
      const saved = emulator.addSessionConfig({ name: "Support", description: "For support.", config: policy });
      emulator.addSessionConfig({ name: "Old support", archived: true });
      emulator.addSessionConfig({ name: "Sales" });
      const { description: _description, config: _config, ...summary } = saved;
      expect(saved).toEqual({
        id: expect.stringMatching(/^sc_/),
        name: "Support",
        description: "For support.",
        archived: false,
        config: policy,
        created_at: noon.toISOString(),
        updated_at: noon.toISOString(),
      });
      expect(await send(emulator, "GET /session_configs?search=SUPP")).toEqual({
        status: 200,
        body: { items: [summary], next_cursor: null },
      });
      expect(await send(emulator, "GET /session_configs?archived=true")).toMatchObject({
        body: { items: [{ name: "Old support" }] },
      });
      expect(await send(emulator, "GET /session_configs?limit=101")).toMatchObject({ status: 400 });
      expect(await send(emulator, `GET /session_configs/${saved.id}`)).toEqual({ status: 200, body: saved });
      expect(await send(emulator, "GET /session_configs/sc_nosuch")).toMatchObject({ status: 404 });
      emulator.reset();
      expect(await send(emulator, "GET /session_configs")).toMatchObject({ body: { items: [] } });
    }),
  );

  it(
    "gives a session its rules, in place of the session's own",
    withEmulator(async (emulator) => {
      const { id } = emulator.addSessionConfig({ name: "Support", config: policy });
      const experimental = { session_config_id: id };
      const github = emulator.addAuthConfig({ toolkit: "github" });
      expect(await open(emulator, { experimental, auth_configs: { github: github.id } })).toEqual({
        status: 201,
        body: {
          ...answerOf(emulator, {
            toolkits: { enabled: ["github"] },
            tags: { enabled: ["readOnlyHint"] },
            auth_configs: { github: github.id },
          }),
          experimental: { source_session_config: { id } },
        },
      });
      for (const [beside, value] of Object.entries({
        toolkits: { enable: ["gmail"] },
        tools: {},
        tags: [],
        hooks: [],
      })) {
        expect(await open(emulator, { experimental, [beside]: value })).toMatchObject({
          status: 400,
          body: { error: { message: `experimental.session_config_id can't stand beside ${beside}` } },
        });
      }
      expect(await open(emulator, { experimental: { session_config_id: "sc_nosuch" } })).toMatchObject({ status: 400 });
    }),
  );

  it(
    "is refused with another form of policy",
    withEmulator(async (emulator) => {
      expect(() => emulator.addSessionConfig({ name: "x", config: { toolkit: {} } as never })).toThrow(
        "The emulator can't save this session config: toolkit is not known (did you mean toolkits?)",
      );
    }),
  );
});

describe("updating a session", () => {
  it(
    "replaces maps, clears by null, and counts versions",
    withEmulator(async (emulator) => {
      const { id: ac } = emulator.addAuthConfig(notion);
      const line = `PATCH /tool_router/session/${await openId(emulator, {
        auth_configs: { notion: ac },
        tags: ["readOnlyHint"],
      })}`;
      const config = { auth_configs: { notion: ac }, toolkits: { enabled: ["notion"] } };
      expect(
        await send(emulator, line, {
          body: { toolkits: { enable: ["notion"] }, tags: null },
        }),
      ).toEqual({ status: 200, body: { ...answerOf(emulator, config), config_version: 2 } });
      expect(await send(emulator, line, { body: { auth_configs: {}, toolkits: null } })).toEqual({
        status: 200,
        body: { ...answerOf(emulator, {}), config_version: 3 },
      });
    }),
  );

  it.each<[object, number, string]>([
    [{ expected_config_version: 1 }, 400, "ToolRouterV2_BadRequest"],
    [{ auth_configs: null }, 400, "HTTP_BadRequest"],
    [{ tools: { github: { enable: ["GMAIL_SEND_EMAIL"] } } }, 400, "ToolRouterV2_BadRequest"],
    [{ auth_configs: { notion: "ac_nosuchthing1" } }, 400, "ToolRouterV2_InvalidAuthConfigIds"],
    [{ user_id: "user_2" }, 400, "ToolRouterV2_BadRequest"],
  ])("refuses %j, and changes nothing", (body, status, slug) =>
    withEmulator(async (emulator) => {
      const id = await openId(emulator);
      const before = emulator.sessions();
      expect(await send(emulator, `PATCH /tool_router/session/${id}`, { body })).toMatchObject({
        status,
        body: { error: { slug, status } },
      });
      expect(emulator.sessions()).toEqual(before);
    })(),
  );
});

describe("updating the instant tools of a session", () => {
  it(
    "keeps settings that the request does not name, and can be turned on again",
    withEmulator(async (emulator) => {
      const line = `PATCH /tool_router/session/${await openId(emulator, { instant: { toolkits: { enable: ["github"] } } })}`;
      const instants = [];
      for (const instant of [{ return_prices_in_search: true }, false, {}]) {
        const { body } = await send(emulator, line, { body: { instant } });
        instants.push((body as { config: { instant: unknown } }).config.instant);
      }
      expect(instants).toEqual([
        { toolkits: { enabled: ["github"] }, return_instant_charge: false, return_prices_in_search: true },
        false,
        { return_instant_charge: false, return_prices_in_search: false },
      ]);
    }),
  );
});

describe("the toolkits of a session", () => {
  const toolkits = async (emulator: Emulator, id: string, query = ""): Promise<Record<string, unknown>> => {
    const { body } = await send(emulator, `GET /tool_router/session/${id}/toolkits${query}`);
    const { items } = body as { items: { slug: string; connected_account: unknown }[] };
    return Object.fromEntries(items.map(({ slug, connected_account }) => [slug, connected_account]));
  };

  it(
    "show the connection on the auth config that the session names",
    withEmulator(async (emulator) => {
      const named = emulator.addAuthConfig(notion);
      const other = emulator.addAuthConfig({ toolkit: "notion" });
      const account = emulator.connectAccount(named.id);
      emulator.connectAccount(named.id, { status: "INITIATED" });
      emulator.connectAccount(named.id, { userId: "user_2" });
      emulator.connectAccount(other.id);
      const enabled = { toolkits: { enable: ["notion", "github"] } };
      const shown = {
        id: account.id,
        user_id: "user_1",
        status: "ACTIVE",
        created_at: noon.toISOString(),
        auth_config: { id: named.id, auth_scheme: "API_KEY", is_composio_managed: false },
      };

      const naming = await openId(emulator, { ...enabled, auth_configs: { notion: named.id } });
      expect(await toolkits(emulator, naming)).toEqual({ notion: shown, github: null });
      expect(await toolkits(emulator, naming, "?is_connected=true")).toEqual({ notion: shown });
      expect(await toolkits(emulator, naming, "?toolkits=hackernews,notion")).toEqual({
        notion: shown,
        hackernews: null,
      });
      // Without a name the session does not use the project's own configs.
      expect(await toolkits(emulator, await openId(emulator, enabled))).toEqual({ notion: null, github: null });
      const pinning = await openId(emulator, { ...enabled, connected_accounts: { notion: [account.id] } });
      expect(await toolkits(emulator, pinning)).toEqual({ notion: shown, github: null });
    }),
  );

  it(
    "show everything about one toolkit",
    withEmulator(async (emulator) => {
      const id = await openId(emulator, { toolkits: { disable: ["github"] } });
      expect(await send(emulator, `GET /tool_router/session/${id}/toolkits?search=hacker`)).toEqual({
        status: 200,
        body: {
          items: [
            {
              slug: "hackernews",
              name: "Hacker News",
              enabled: true,
              is_no_auth: true,
              composio_managed_auth_schemes: [],
              meta: { logo: "https://logos.composio.dev/api/hackernews", description: "Tools for Hacker News." },
              connected_account: null,
            },
          ],
          next_cursor: null,
          total_pages: 1,
          current_page: 1,
          total_items: 1,
        },
      });
      expect(await toolkits(emulator, id, "?search=github")).toEqual({});
    }),
  );
});

describe("a link from a session", () => {
  const link = (emulator: Emulator, id: string, body: object): Promise<Reply> =>
    send(emulator, `POST /tool_router/session/${id}/link`, { body });
  const linked = (emulator: Emulator) => ({
    status: 201,
    body: {
      link_token: expect.stringMatching(/^ln_/),
      redirect_url: expect.stringMatching(new RegExp(`^${emulator.url}/link/ln_`)),
      connected_account_id: expect.stringMatching(/^ca_/),
    },
  });

  it(
    "connects on the auth config that the session names",
    withEmulator(async (emulator) => {
      const { id: ac } = emulator.addAuthConfig(notion);
      const id = await openId(emulator, { auth_configs: { notion: ac } });
      expect(await link(emulator, id, { toolkit: "notion", alias: "mine" })).toEqual(linked(emulator));
      expect(emulator.connectedAccounts()).toMatchObject([
        { auth_config_id: ac, user_id: "user_1", alias: "mine", status: "INITIATED" },
      ]);
    }),
  );

  it(
    "creates a managed auth config if the session names none, once for the project",
    withEmulator(async (emulator) => {
      for (const id of [await openId(emulator), await openId(emulator)]) {
        expect(await link(emulator, id, { toolkit: "github" })).toEqual(linked(emulator));
      }
      expect(emulator.authConfigs()).toMatchObject([{ toolkit: "github", type: "default", auth_scheme: "OAUTH2" }]);
      const [made] = emulator.authConfigs();
      expect(emulator.connectedAccounts().map(({ auth_config_id }) => auth_config_id)).toEqual([made?.id, made?.id]);
    }),
  );

  it.each<[string, string, number, string]>([
    ["a toolkit without managed auth", "perplexityai", 4308, "ToolRouterV2_NoManagedAuth"],
    ["a toolkit whose managed app was withdrawn", "shopify", 4308, "ToolRouterV2_NoManagedAuth"],
    ["a toolkit that needs no auth", "hackernews", 4326, "ToolRouterV2_ToolkitsIsNoAuth"],
    ["a toolkit that is not enabled", "github", 4300, "ToolRouterV2_BadRequest"],
  ])("is refused for %s", (_name, toolkit, code, slug) =>
    withEmulator(async (emulator) => {
      const id = await openId(emulator, { toolkits: { disable: ["github"] } });
      expect(await link(emulator, id, { toolkit })).toMatchObject({ status: 400, body: { error: { code, slug } } });
      expect(emulator.authConfigs()).toEqual([]);
    })(),
  );

  it.each<[string, Partial<StoredAuthConfig>, number]>([
    ["deleted", { deleted: true }, 607],
    ["disabled", { status: "DISABLED" }, 600],
  ])("is refused when the named auth config was %s since, and its toolkit shows no connection", (_name, patch, code) =>
    withEmulator(async (emulator) => {
      const { id: ac } = emulator.addAuthConfig(notion);
      const id = await openId(emulator, { auth_configs: { notion: ac } });
      emulator.changeByHand(ac, patch);
      expect(await link(emulator, id, { toolkit: "notion" })).toMatchObject({ status: 400, body: { error: { code } } });
      expect(await send(emulator, `GET /tool_router/session/${id}/toolkits?toolkits=notion`)).toMatchObject({
        status: 200,
        body: { items: [{ connected_account: null }] },
      });
    })(),
  );
});
