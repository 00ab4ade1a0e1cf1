import { create, invalid, noon, refusal, send, withEmulator } from "../support/emulator";

const at = noon.toISOString();
const callback = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";

const stored = {
  id: expect.stringMatching(/^ac_[A-Za-z0-9_-]{12}$/),
  uuid: expect.any(String),
  toolkit: "github",
  name: "own",
  type: "default",
  auth_scheme: "OAUTH2",
  managed_app_id: "ma_github",
  credentials: {},
  proxy_config: null,
  tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] },
  shared_credentials: {},
  is_enabled_for_tool_router: false,
  status: "ENABLED",
  created_by: "emulator",
  created_at: at,
  last_updated_at: at,
  deleted: false,
};

describe("creating an auth config", () => {
  it(
    "makes a managed auth config with a generated name if only the toolkit is given",
    withEmulator(async (emulator) => {
      const reply = await send(emulator, "POST /auth_configs", { body: { toolkit: { slug: "GITHUB" } } });
      expect(reply).toEqual({
        status: 201,
        body: {
          toolkit: { slug: "github" },
          auth_config: {
            id: stored.id,
            auth_scheme: "OAUTH2",
            is_composio_managed: true,
            restrict_to_following_tools: [],
          },
        },
      });
      expect(emulator.authConfigs()).toEqual([{ ...stored, name: expect.stringMatching(/^github-[a-z0-9]{6}$/) }]);
    }),
  );

  it(
    "keeps everything that was sent for a custom auth config, unmasked, and fills in the toolkit's defaults",
    withEmulator(async (emulator) => {
      await create(emulator, "github", {
        type: "use_custom_auth",
        authScheme: "OAUTH2",
        name: "own",
        credentials: { client_id: "id-of-mine", client_secret: "secret-of-mine", extra: "something" },
        proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "proxy-key" },
        tool_access_config: { tools_for_connected_account_creation: ["GITHUB_CREATE_A_GIST"] },
        shared_credentials: { region: "eu" },
        is_enabled_for_tool_router: true,
      });
      expect(emulator.authConfigs()).toEqual([
        {
          ...stored,
          type: "custom",
          managed_app_id: null,
          credentials: {
            client_id: "id-of-mine",
            client_secret: "secret-of-mine",
            extra: "something",
            // The scopes that the tool for account creation needs.
            scopes: "gist",
            oauth_redirect_uri: callback,
          },
          proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "proxy-key" },
          tool_access_config: {
            tools_for_connected_account_creation: ["GITHUB_CREATE_A_GIST"],
            tools_available_for_execution: [],
          },
          shared_credentials: { region: "eu" },
          is_enabled_for_tool_router: true,
        },
      ]);
    }),
  );

  it(
    "takes empty credentials for a toolkit whose key comes from each user",
    withEmulator(async (emulator) => {
      await create(emulator, "perplexityai", {
        type: "use_custom_auth",
        authScheme: "API_KEY",
        name: "own",
        credentials: {},
      });
      expect(emulator.authConfigs()).toEqual([
        { ...stored, toolkit: "perplexityai", type: "custom", managed_app_id: null, auth_scheme: "API_KEY" },
      ]);
    }),
  );

  it(
    "makes a second auth config from the same request, since names are not unique",
    withEmulator(async (emulator) => {
      const wanted = { type: "use_composio_managed_auth", name: "own" };
      const ids = [await create(emulator, "github", wanted), await create(emulator, "github", wanted)];
      expect(emulator.authConfigs()).toEqual(ids.map((id) => ({ ...stored, id })));
    }),
  );

  const custom = (authScheme: string, credentials: unknown = {}) => ({
    type: "use_custom_auth",
    authScheme,
    credentials,
  });
  const validation = { status: 400, code: 90400, slug: "Request_ValidationError" };
  const missing = (scheme: string, toolkit: string, label = "Client id") => ({
    ...validation,
    message: `Missing required field "${label}" for auth scheme "${scheme}" in toolkit "${toolkit}"`,
  });

  it.each([
    [
      "a toolkit that needs no auth",
      "hackernews",
      undefined,
      {
        status: 400,
        code: 303,
        slug: "Auth_Config_NoAuthApp",
        message: "Hacker News does not need authentication. Its tools can be used without connecting an account.",
      },
    ],
    [
      "managed auth without a managed app",
      "perplexityai",
      undefined,
      {
        status: 400,
        code: 306,
        slug: "Auth_Config_DefaultAuthConfigNotFound",
        message: 'Default auth config not found for toolkit "perplexityai"',
      },
    ],
    ["a managed app that was withdrawn", "shopify", undefined, missing("OAUTH2", "shopify")],
    ["another one", "clockify", undefined, missing("OAUTH2", "clockify")],
    ["a missing field", "notion", custom("OAUTH2"), missing("OAUTH2", "notion")],
    [
      "a missing field of one toolkit alone",
      "twitter",
      custom("OAUTH2", { client_id: "a", client_secret: "b" }),
      missing("OAUTH2", "twitter", "Application bearer token"),
    ],
    [
      "a scheme that the toolkit does not offer",
      "github",
      custom("API_KEY"),
      { ...validation, message: 'Auth scheme "API_KEY" is not supported by toolkit "github"' },
    ],
    [
      "a type that does not exist",
      "github",
      { type: "custom" },
      {
        ...validation,
        message: 'auth_config.type must be "use_composio_managed_auth" or "use_custom_auth"',
        errors: ['auth_config.type must be "use_composio_managed_auth" or "use_custom_auth"'],
      },
    ],
    [
      "an unknown managed app",
      "github",
      { type: "use_composio_managed_auth", managed_app_id: "ma_slack_legacy" },
      { ...validation, message: 'Managed app ma_slack_legacy not found for toolkit "github"' },
    ],
    [
      "an unknown toolkit",
      "nosuch",
      undefined,
      { status: 404, code: 90404, slug: "Toolkit_NotFound", message: "Toolkit nosuch not found" },
    ],
  ])("refuses %s, and keeps nothing", (_name, slug, auth_config, facts) =>
    withEmulator(async (emulator) => {
      const reply = await send(emulator, "POST /auth_configs", { body: { toolkit: { slug }, auth_config } });
      expect(reply).toEqual(refusal(facts));
      expect(emulator.authConfigs()).toEqual([]);
    })(),
  );

  const managed = { type: "use_composio_managed_auth" };
  it.each<[string, unknown, unknown[]]>([
    ["no body", undefined, ["Error in payload: Invalid input: expected object, received undefined"]],
    ["a text", "nonsense", ["Error in payload: Invalid input: expected object, received string"]],
    [
      "no toolkit, and no type",
      { auth_config: {} },
      [
        expect.stringMatching(/^Error in payload.toolkit: /),
        expect.stringMatching(/^Error in payload.auth_config.type: /),
      ],
    ],
    [
      "a number for a name",
      { toolkit: { slug: "github" }, auth_config: { ...managed, name: 1 } },
      ["Error in payload.auth_config.name: Invalid input: expected string, received number"],
    ],
    [
      "a scheme under another spelling",
      { toolkit: { slug: "github" }, auth_config: { type: "use_custom_auth", auth_scheme: "OAUTH2" } },
      ["Error in payload.auth_config.authScheme: Invalid input: expected string, received undefined"],
    ],
    [
      "a proxy address that is none",
      {
        toolkit: { slug: "perplexityai" },
        auth_config: { ...custom("API_KEY"), proxy_config: { proxy_url: "proxy" } },
      },
      ["Error in payload.auth_config.proxy_config.proxy_url: must be a URL"],
    ],
  ])("names the field that does not fit: %s", (_name, body, errors) =>
    withEmulator(async (emulator) => {
      expect(await send(emulator, "POST /auth_configs", { body })).toEqual(invalid(...errors));
      expect(emulator.authConfigs()).toEqual([]);
    })(),
  );

  it.each([
    ["the default one unless told", undefined, "ma_slack_standard"],
    ["the one that it is told", "ma_slack_legacy", "ma_slack_legacy"],
  ])("takes the managed app: %s, and shows its id", (_name, managed_app_id, expected) =>
    withEmulator(async (emulator) => {
      const id = await create(emulator, "slack", { ...managed, ...(managed_app_id && { managed_app_id }) });
      expect(emulator.authConfigs()).toMatchObject([{ managed_app_id: expected }]);
      expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({ body: { managed_app_id: expected } });
      await send(emulator, `PATCH /auth_configs/${id}`, { body: { type: "default", managed_app_id: "ma_other" } });
      expect(emulator.authConfigs()).toMatchObject([{ managed_app_id: expected }]);
      expect(emulator.requests.at(-1)?.unknownKeys).toEqual(["managed_app_id"]);
    })(),
  );

  it.each([
    [{ shared_credentials: { region: "eu" } }],
    [{ shared_connection_fields: { region: "eu" } }],
    [{ shared_credentials: { region: "us" }, shared_connection_fields: { region: "eu" } }],
  ])("knows shared connection fields by both names, and shows both: %j", (given) =>
    withEmulator(async (emulator) => {
      const id = await create(emulator, "perplexityai", { ...custom("API_KEY"), ...given });
      expect(emulator.authConfigs()).toMatchObject([{ shared_credentials: { region: "eu" } }]);
      expect(await send(emulator, `GET /auth_configs/${id}`)).toMatchObject({
        body: { shared_credentials: { region: "..." }, shared_connection_fields: { region: "..." } },
      });
    })(),
  );

  it(
    "skips the check of required fields and the default scopes if an answer says so",
    withEmulator(
      async (emulator) => {
        await create(emulator, "github", { ...custom("OAUTH2"), name: "own" });
        expect(emulator.authConfigs()).toEqual([
          { ...stored, type: "custom", managed_app_id: null, credentials: { oauth_redirect_uri: callback } },
        ]);
      },
      { answers: { requireCredentialFields: false, defaultScopes: false } },
    ),
  );
});
