import { startEmulator } from "../../src/emulator";
import { create, refusal, request, send, withEmulator } from "../support/emulator";

const redirect = "https://backend.composio.dev/api/v1/auth-apps/add";
const text = (name: string, displayName: string, facts: object = {}) => ({
  name,
  displayName,
  type: "string",
  description: `${displayName}.`,
  required: false,
  user_visible: true,
  ...facts,
});

const github = {
  slug: "github",
  name: "GitHub",
  enabled: true,
  type: "native",
  is_local_toolkit: false,
  composio_managed_auth_schemes: ["OAUTH2"],
  composio_managed_auth: [
    {
      managed_app_id: "ma_github",
      mode: "OAUTH2",
      is_default: true,
      scopes: { available: ["repo", "user", "gist", "notifications", "project", "workflow", "codespace"] },
    },
  ],
  auth_config_details: [
    {
      mode: "OAUTH2",
      name: "github_oauth",
      required_scopes: [],
      fields: {
        auth_config_creation: {
          required: [
            text("client_id", "Client id", { required: true }),
            text("client_secret", "Client secret", { required: true, is_secret: true }),
          ],
          optional: [
            text("oauth_redirect_uri", "Oauth redirect uri", { default: redirect }),
            text("scopes", "Scopes", { default: "repo,user,gist,notifications,project,workflow,codespace" }),
          ],
        },
        connected_account_initiation: { required: [], optional: [] },
      },
    },
  ],
  meta: {
    description: "Tools for GitHub.",
    logo: "https://logos.composio.dev/api/github",
    app_url: null,
    categories: [{ name: "Developer Tools", slug: "developer-tools" }],
    tools_count: 20,
    triggers_count: 0,
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: "20261101_00",
    available_versions: ["20261101_00"],
  },
  deprecated: { toolkitId: "github", rawProxyInfoByAuthSchemes: [] },
};

describe("a toolkit", () => {
  it(
    "describes itself, whatever the case of its slug",
    withEmulator(async (emulator) => {
      expect(await send(emulator, "GET /toolkits/github")).toEqual({ status: 200, body: github });
      expect(await send(emulator, "GET /toolkits/GITHUB?version=latest")).toEqual({ status: 200, body: github });
    }),
  );

  it(
    "that is unknown is not found",
    withEmulator(async (emulator) => {
      expect(await send(emulator, "GET /toolkits/nosuch")).toEqual(
        refusal({ status: 404, code: 90404, slug: "Toolkit_NotFound", message: "Toolkit nosuch not found" }),
      );
    }),
  );

  it(
    "can be added, and put in place of a known one",
    withEmulator(
      async (emulator) => {
        expect(await send(emulator, "GET /toolkits/acme")).toMatchObject({ body: { name: "Acme" } });
        expect(await send(emulator, "GET /toolkits/github")).toMatchObject({ body: { name: "Another GitHub" } });
        expect(await send(emulator, "POST /auth_configs", { body: { toolkit: { slug: "github" } } })).toMatchObject({
          body: { error: { code: 306 } },
        });
      },
      {
        toolkits: [
          { slug: "Acme", name: "Acme" },
          { slug: "github", name: "Another GitHub" },
        ],
      },
    ),
  );
});

describe("a toolkit's definition", () => {
  const acme = {
    slug: "acme",
    name: "ACME",
    composio_managed_auth: [
      { managed_app_id: "ma_old", mode: "OAUTH2", is_default: false, scopes: { available: ["a"] } },
      { managed_app_id: "ma_new", mode: "OAUTH2", is_default: true, scopes: { available: ["a", "b"] } },
    ],
    tools: ["ACME_RING"],
    deprecation: { deprecated: "2026-10-01T00:00:00Z", sunset: "2026-12-31T00:00:00Z", reason: "lifecycle" },
  };
  const toolkits = [acme, { slug: "old", name: "Old", tools: ["OLD_THING"], deprecation: {} }];
  const header = `"ACME";version="20261101_00";deprecated=@1790812800;sunset=@1798675200;reason="lifecycle"`;

  it(
    "is answered: the default managed app first, and in a header that it is deprecated",
    withEmulator(
      async (emulator) => {
        const response = await request(emulator, "GET /toolkits/acme");
        expect(response.headers.get("composio-deprecated-toolkits")).toBe(header);
        expect(await response.json()).toMatchObject({
          composio_managed_auth_schemes: ["OAUTH2"],
          composio_managed_auth: [{ managed_app_id: "ma_new" }, { managed_app_id: "ma_old" }],
        });
        const tools = await request(emulator, "GET /tools?toolkit_slug=acme");
        expect(tools.headers.get("composio-deprecated-toolkits")).toBe(header);
        const old = await request(emulator, "GET /toolkits/old");
        expect(old.headers.get("composio-deprecated-toolkits")).toBe('"OLD";version="20261101_00"');
        const github = await request(emulator, "GET /toolkits/github");
        expect(github.headers.get("composio-deprecated-toolkits")).toBe(null);
      },
      { toolkits },
    ),
  );

  it(
    "reaches creates: the default app, or the other one by its id",
    withEmulator(
      async (emulator) => {
        await create(emulator, "acme");
        await create(emulator, "acme", { type: "use_composio_managed_auth", managed_app_id: "ma_old" });
        expect(emulator.authConfigs()).toMatchObject([{ managed_app_id: "ma_new" }, { managed_app_id: "ma_old" }]);
      },
      { toolkits },
    ),
  );

  it(
    "gives Slack two apps, and scopes that are always asked for",
    withEmulator(async (emulator) => {
      expect(await send(emulator, "GET /toolkits/slack")).toMatchObject({
        body: {
          composio_managed_auth: [
            { managed_app_id: "ma_slack_standard", is_default: true },
            { managed_app_id: "ma_slack_legacy", is_default: false },
          ],
        },
      });
      expect(await send(emulator, "GET /toolkits/outlook")).toMatchObject({
        body: {
          auth_config_details: [{ mode: "OAUTH2", required_scopes: ["offline_access"] }, { required_scopes: [] }],
        },
      });
    }),
  );
});

describe("the catalogue", () => {
  it("holds at least two dozen toolkits of every kind, each with fields that fit their list", async () => {
    const emulator = await startEmulator();
    try {
      const { body } = await send(emulator, "GET /toolkits?limit=1000");
      const { items } = body as { items: { slug: string; auth_schemes: string[] }[] };
      expect(items.length).toBeGreaterThanOrEqual(24);
      expect([...new Set(items.flatMap((item) => item.auth_schemes))].sort()).toEqual([
        ...["API_KEY", "BASIC", "BEARER_TOKEN", "GOOGLE_SERVICE_ACCOUNT", "NO_AUTH", "OAUTH1", "OAUTH2", "S2S_OAUTH2"],
      ]);
    } finally {
      await emulator.close();
    }
  });

  it.each<[string, string[] | number]>([
    ["search=hub", ["github", "hubspot"]],
    ["search=j", ["jira"]],
    ["category=crm&sort_by=alphabetically", ["freshdesk", "hubspot", "salesforce", "zendesk"]],
    ["search=google&sort_by=alphabetically&limit=2&cursor=Mi0y", ["googlecalendar", "googledrive"]],
    ["managed_by=project", []],
    ["limit=1001", 400],
  ])("is listed by %s", (query, expected) =>
    withEmulator(async (emulator) => {
      const { status, body } = await send(emulator, `GET /toolkits?${query}`);
      const { items } = body as { items?: { slug: string }[] };
      expect(items ? items.map(({ slug }) => slug) : status).toEqual(expected);
    })(),
  );

  it(
    "describes each toolkit as a list does",
    withEmulator(async (emulator) => {
      const { available_versions: _versions, ...meta } = github.meta;
      expect(await send(emulator, "GET /toolkits?search=github")).toMatchObject({
        body: {
          items: [
            {
              slug: "github",
              name: "GitHub",
              type: "native",
              is_local_toolkit: false,
              no_auth: false,
              auth_schemes: ["OAUTH2"],
              composio_managed_auth_schemes: ["OAUTH2"],
              meta: { ...meta, categories: [{ id: "developer-tools", name: "Developer Tools" }] },
              deprecated: { toolkitId: "github" },
            },
          ],
        },
      });
    }),
  );

  it(
    "has categories",
    withEmulator(async (emulator) => {
      expect(await send(emulator, "GET /toolkits/categories")).toMatchObject({
        body: { items: expect.arrayContaining([{ id: "developer-tools", name: "Developer Tools" }]) },
      });
    }),
  );
});
