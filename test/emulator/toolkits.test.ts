import { startEmulator } from "../../src/emulator";
import { refusal, send, withEmulator } from "../support/emulator";

const redirect = "https://backend.composio.dev/api/v1/auth-apps/add";
const text = (name: string, displayName: string, facts: object = {}) => ({
  name,
  displayName,
  type: "string",
  description: `${displayName}.`,
  required: false,
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
      mode: "OAUTH2",
      scopes: { available: ["repo", "user", "gist", "notifications", "project", "workflow", "codespace"] },
    },
  ],
  auth_config_details: [
    {
      mode: "OAUTH2",
      name: "github_oauth",
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
    tools_count: 4,
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
    ["search=hu", 400],
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
    "says of each what a list says",
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

describe("the scopes that tools require", () => {
  const ask = (tools: unknown) => ({ body: { tools } });

  it(
    "are given per tool, and as one list with the first of alternatives",
    withEmulator(async (emulator) => {
      expect(
        await send(
          emulator,
          "POST /tools/scopes/required",
          ask([
            "GITHUB_CREATE_AN_ISSUE",
            "GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER",
            "GITHUB_GET_THE_AUTHENTICATED_USER",
          ]),
        ),
      ).toEqual({
        status: 200,
        body: {
          scopes_required: ["repo", "read:user"],
          per_tool_requirements: [
            { tool: "GITHUB_CREATE_AN_ISSUE", scope_requirements: { all_of: ["repo"] } },
            {
              tool: "GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER",
              scope_requirements: { all_of: ["repo"] },
            },
            {
              tool: "GITHUB_GET_THE_AUTHENTICATED_USER",
              scope_requirements: { all_of: [{ any_of: ["read:user", "user"] }] },
            },
          ],
        },
      });
      expect(await send(emulator, "POST /tools/scopes/required", ask(["NOTION_QUERY_DATABASE"]))).toEqual({
        status: 200,
        body: {
          scopes_required: [],
          per_tool_requirements: [{ tool: "NOTION_QUERY_DATABASE", scope_requirements: null }],
        },
      });
    }),
  );

  it.each([
    ["tools of two toolkits", ["GITHUB_CREATE_A_GIST", "GMAIL_SEND_EMAIL"], "must belong to the same toolkit"],
    ["an unknown tool", ["GITHUB_SING"], "Tools not found: GITHUB_SING"],
    ["no list", "GITHUB_CREATE_A_GIST", "must be a list of tool slugs"],
  ])("are refused for %s", (_name, tools, message) =>
    withEmulator(async (emulator) => {
      expect(await send(emulator, "POST /tools/scopes/required", ask(tools))).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining(message) } },
      });
    })(),
  );
});
