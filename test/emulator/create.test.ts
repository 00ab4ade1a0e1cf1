import { create, noon, refusal, send, withEmulator } from "../support/emulator";

const at = noon.toISOString();
const callback = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";
const githubScopes = "repo,user,gist,notifications,project,workflow,codespace";

const stored = {
  id: expect.stringMatching(/^ac_[A-Za-z0-9_-]{12}$/),
  uuid: expect.any(String),
  toolkit: "github",
  name: "own",
  type: "default",
  auth_scheme: "OAUTH2",
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
    "makes a managed one with a generated name when only the toolkit is given",
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
    "keeps everything that was sent for an own one, unmasked, and fills in the toolkit's defaults",
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
          credentials: {
            client_id: "id-of-mine",
            client_secret: "secret-of-mine",
            extra: "something",
            scopes: githubScopes,
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
        { ...stored, toolkit: "perplexityai", type: "custom", auth_scheme: "API_KEY" },
      ]);
    }),
  );

  it(
    "makes a second one from the same request: names are not unique",
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
      "a scheme under another spelling",
      "github",
      { type: "use_custom_auth", auth_scheme: "OAUTH2" },
      { ...validation, message: "auth_config.authScheme: required", errors: ["authScheme: required"] },
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
      "a proxy address that is none",
      "perplexityai",
      { ...custom("API_KEY"), proxy_config: { proxy_url: "proxy" } },
      {
        ...validation,
        message: "proxy_config.proxy_url: must be a URL",
        errors: ["proxy_config.proxy_url: must be a URL"],
      },
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

  it.each([
    ["no body", undefined, "body: "],
    ["a text", "nonsense", "body: "],
    ["no toolkit", { auth_config: {} }, "toolkit: "],
    [
      "a number for a name",
      { toolkit: { slug: "github" }, auth_config: { type: "use_composio_managed_auth", name: 1 } },
      "auth_config.name: ",
    ],
  ])("names the field that does not fit: %s", (_name, body, start) =>
    withEmulator(async (emulator) => {
      const reply = await send(emulator, "POST /auth_configs", { body });
      expect(reply).toEqual(
        refusal({
          status: 400,
          code: 90400,
          slug: "Request_ValidationError",
          message: expect.stringContaining(`Request validation failed: ${start}`) as unknown as string,
          errors: expect.arrayContaining([expect.stringContaining(start)]) as unknown as string[],
        }),
      );
    })(),
  );

  it(
    "goes without the check of required fields, and without default scopes, where told so",
    withEmulator(
      async (emulator) => {
        await create(emulator, "github", { ...custom("OAUTH2"), name: "own" });
        expect(emulator.authConfigs()).toEqual([
          { ...stored, type: "custom", credentials: { oauth_redirect_uri: callback } },
        ]);
      },
      { answers: { requireCredentialFields: false, defaultScopes: false } },
    ),
  );
});
