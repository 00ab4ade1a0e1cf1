/** Every switch of `answers`: what the emulator answers under each of its values. */
import type { Answers, Emulator } from "../../src/emulator";
import { assumptions, startEmulator } from "../../src/emulator";
import { ANSWERS, DEFAULT_ANSWERS } from "../../src/emulator/answers";
import { checkAnswers } from "../../src/emulator/options";
import { create, noon, request, send } from "../support/emulator";

type Probe = (emulator: Emulator) => Promise<unknown>;

const key = (credentials: object = {}, more: object = {}) => ({
  ...{ type: "use_custom_auth", authScheme: "API_KEY", credentials },
  ...more,
});
const app = (credentials: object = {}) => ({
  ...{ type: "use_custom_auth", authScheme: "OAUTH2" },
  credentials: { client_id: "id-of-mine", client_secret: "secret-of-mine", ...credentials },
});
const managed = (more: object = {}) => ({ type: "use_composio_managed_auth", ...more });

/** The status of a create, and nothing else. */
const created =
  (toolkit: string, auth_config: object): Probe =>
  async (emulator) =>
    (await send(emulator, "POST /auth_configs", { body: { toolkit: { slug: toolkit }, auth_config } })).status;

/** One field of an item after a create, and after a PATCH if there is one. */
const shown =
  (field: string, toolkit: string, auth_config: object, patch?: object): Probe =>
  async (emulator) => {
    const id = await create(emulator, toolkit, auth_config);
    if (patch) {
      const { status } = await send(emulator, `PATCH /auth_configs/${id}`, { body: patch });
      if (status !== 200) return status;
    }
    const { body } = await send(emulator, `GET /auth_configs/${id}`);
    return field.split(".").reduce((value, name) => (value as Record<string, unknown>)[name], body);
  };

const statusOf =
  (line: (id: string) => string, body?: unknown): Probe =>
  async (emulator) =>
    (await send(emulator, line(await create(emulator, "github")), { body })).status;

const session =
  (toolRouter: boolean, disabled: boolean): Probe =>
  async (emulator) => {
    const status = disabled ? "DISABLED" : "ENABLED";
    const { id } = emulator.addAuthConfig({ toolkit: "github", is_enabled_for_tool_router: toolRouter, status });
    const body = { user_id: "user_1", auth_configs: { github: id } };
    return (await send(emulator, "POST /tool_router/session", { body })).status;
  };

/** The names of a list of four. */
const listed =
  (query: string): Probe =>
  async (emulator) => {
    for (const name of ["first", "second"]) {
      for (const toolkit of ["github", "gmail"]) emulator.addAuthConfig({ toolkit, name: `${name} ${toolkit}` });
    }
    const { status, body } = await send(emulator, `GET /auth_configs?${query}`);
    return status === 200 ? (body as { items: { name: string }[] }).items.map(({ name }) => name) : status;
  };

const all = ["second gmail", "second github", "first gmail", "first github"];
const gist = { tool_access_config: { tools_for_connected_account_creation: ["GITHUB_CREATE_A_GIST"] } };
const github = "repo,user,gist,notifications,project,workflow,codespace";
const notFound = (id: string) => `DELETE /auth_configs/${id}`;

const TABLE: { [Name in keyof Answers]: [Probe, ...unknown[]] } = {
  ownSecrets: [shown("credentials.client_secret", "github", app()), "secr...", "REDACTED", "********"],
  clearFields: [shown("credentials.scopes", "github", app({ scopes: "repo,user" })), "repo,user", "repo..."],
  managedCredentials: [
    shown("credentials.scopes", "github", managed({ credentials: { scopes: "repo" } })),
    ...["repo", "REDACTED"],
  ],
  scopesAs: [shown("credentials.scopes", "github", app({ scopes: "repo user" })), "repo user", ["repo", "user"]],
  defaultScopes: [shown("credentials.scopes", "github", app()), github, undefined],
  requireCredentialFields: [created("github", { ...app(), credentials: {} }), 400, 201],
  unknownCredentials: [created("github", app({ client_idd: "x" })), 201, 400],
  emptyCredentials: [created("github", app({ client_secret: "" })), 201, 400],
  excessScopes: [created("github", managed({ credentials: { scopes: "repo,delete_repo" } })), 201, 400],
  duplicateNames: [
    async (emulator) => {
      await create(emulator, "github", managed({ name: "one" }));
      return created("gmail", managed({ name: "one" }))(emulator);
    },
    ...[201, 400],
  ],
  emptyName: [created("github", managed({ name: "" })), 201, 400],
  enabledForToolRouter: [shown("is_enabled_for_tool_router", "github", managed()), false, true],
  unofferedScheme: [created("github", key()), 400, 201],
  schemeSpelling: [created("perplexityai", { type: "use_custom_auth", auth_scheme: "API_KEY" }), 400, 201],
  schemeWithManaged: [created("github", managed({ authScheme: "OAUTH2" })), 201, 400],
  otherTypePatch: [shown("name", "github", managed({ name: "old" }), { type: "custom", name: "new" }), ...[400, "old"]],
  unknownKeys: [created("github", managed({ colour: "red" })), 201, 400],
  updateAnswer: [
    async (emulator) =>
      (await send(emulator, `PATCH /auth_configs/${await create(emulator, "github")}`, { body: { type: "default" } }))
        .body,
    ...[{ success: true, message: "Auth config updated successfully" }, {}],
  ],
  deleteAnswer: [
    async (emulator) => (await send(emulator, `DELETE /auth_configs/${await create(emulator, "github")}`)).body,
    ...[{ success: true, message: "Auth config deleted successfully" }, {}],
  ],
  nullCredential: [
    shown("credentials.oauth_redirect_uri", "github", app({ oauth_redirect_uri: "https://a.example" }), {
      type: "custom",
      credentials: { oauth_redirect_uri: null },
    }),
    ...[undefined, "https://a.example", 400],
  ],
  sharedFields: [
    shown("shared_credentials", "perplexityai", key({}, { shared_credentials: { a: "1", b: "2" } }), {
      type: "custom",
      shared_credentials: { b: "3" },
    }),
    ...[{ a: "...", b: "..." }, { b: "..." }],
  ],
  repeatedStatus: [statusOf((id) => `PATCH /auth_configs/${id}/ENABLED`), 200, 400],
  notFoundBody: [
    async (emulator) => (await send(emulator, notFound("ac_nosuchthing1"))).body,
    ...[{ error: expect.objectContaining({ code: 607 }) }, {}],
  ],
  malformedId: [statusOf(() => "GET /auth_configs/nonsense"), 400, 404],
  secondDelete: [
    async (emulator) => {
      const id = await create(emulator, "github");
      return [(await send(emulator, notFound(id))).status, (await send(emulator, notFound(id))).status];
    },
    ...[
      [200, 404],
      [200, 200],
    ],
  ],
  deleteWithAccounts: [
    async (emulator) => {
      const id = await create(emulator, "github");
      emulator.connectAccount(id);
      return (await send(emulator, `DELETE /auth_configs/${id}`)).status;
    },
    ...[200, 400],
  ],
  accountsOfDeleted: [
    async (emulator) => {
      const id = await create(emulator, "github");
      emulator.connectAccount(id);
      await send(emulator, `DELETE /auth_configs/${id}`);
      return ((await send(emulator, "GET /connected_accounts")).body as { items: unknown[] }).items.length;
    },
    ...[1, 0],
  ],
  unusableInSession: [session(true, true), 400, 201],
  toolRouterFlagInSession: [session(false, false), 201, 400],
  countedConnections: [
    async (emulator) => {
      const id = await create(emulator, "github");
      for (const status of ["ACTIVE", "EXPIRED"]) emulator.connectAccount(id, { status });
      return ((await send(emulator, `GET /auth_configs/${id}`)).body as { no_of_connections: number })
        .no_of_connections;
    },
    ...[1, 2, 0],
  ],
  listOrder: [listed(""), all, [...all].reverse()],
  pageLimit: [listed("limit=51"), all, 400],
  excessLimit: [listed("limit=201"), 400, all],
  search: [listed("search=GITHUB"), ["second github", "first github"], []],
  toolkitFilter: [listed("toolkit_slug=gmail"), ["second gmail", "first gmail"], all],
  newConfigs: [
    async (emulator) => {
      const id = await create(emulator, "github");
      const seen = async () => [
        (await send(emulator, `GET /auth_configs/${id}`)).status,
        ((await send(emulator, "GET /auth_configs")).body as { items: unknown[] }).items.length,
      ];
      const before = await seen();
      emulator.changeByHand(id, { created_at: new Date(noon.getTime() - 1000).toISOString() });
      return [...before, ...(await seen())];
    },
    ...[
      [200, 1, 200, 1],
      [404, 0, 200, 1],
    ],
  ],
  creationTools: [
    async (emulator) => {
      const patch = { type: "default", ...gist };
      return [
        await shown("credentials.scopes", "github", { ...app(), ...gist })(emulator),
        await shown("credentials.scopes", "github", managed({ credentials: { scopes: "repo" } }), patch)(emulator),
        await shown("credentials.scopes", "github", managed({ credentials: { scopes: "repo" }, ...gist }))(emulator),
      ];
    },
    ...[
      ["gist", "repo", "repo"],
      ["gist", "gist", "repo"],
      [github, "repo", "repo"],
    ],
  ],
  rateHeaders: [
    async (emulator) => (await request(emulator, "GET /auth_configs")).headers.get("x-ratelimit"),
    ...["2000", null],
  ],
  managedAppShown: [shown("managed_app_id", "slack", managed()), "ma_slack_standard", undefined],
  sharedNames: [
    async (emulator) => {
      const both = { shared_credentials: { region: "eu-of-old" }, shared_connection_fields: { region: "us-of-new" } };
      const id = await create(emulator, "perplexityai", key({}, both));
      const item = (await send(emulator, `GET /auth_configs/${id}`)).body as typeof both;
      const unknown = emulator.requests[0]?.unknownKeys;
      return { old: item.shared_credentials?.region, new: item.shared_connection_fields?.region, unknown };
    },
    ...[
      { old: "us-o...", new: "us-o...", unknown: [] },
      { old: "eu-o...", unknown: ["auth_config.shared_connection_fields"] },
      { new: "us-o...", unknown: ["auth_config.shared_credentials"] },
    ],
  ],
  expectedVersion: [
    async (emulator) => {
      const { body } = await send(emulator, "POST /tool_router/session", { body: { user_id: "user_1" } });
      const line = `PATCH /tool_router/session/${(body as { session_id: string }).session_id}`;
      const update = async (expected_config_version: number) =>
        (await send(emulator, line, { body: { expected_config_version } })).status;
      return [await update(1), await update(1)];
    },
    ...[
      [400, 400],
      [200, 409],
    ],
  ],
  toolList: [async (emulator) => (await send(emulator, "GET /tools?limit=1")).status, 200, 404],
  validationErrors: [
    async (emulator) =>
      ((await send(emulator, "POST /auth_configs", { body: {} })).body as { error: { message: string } }).error.message,
    "Validation error while processing request",
    expect.stringMatching(/^Validation error while processing request: Error in payload\.toolkit: /),
  ],
  pageTotals: [
    async (emulator) => {
      const { items: _items, ...page } = (await send(emulator, "GET /auth_configs")).body as { items: unknown };
      return page;
    },
    ...[
      { next_cursor: null, total_pages: 0, current_page: 1, total_items: 0 },
      { next_cursor: null, total_pages: null, current_page: null, total_items: null },
      { next_cursor: null },
    ],
  ],
  recommendedScopes: [
    async (emulator) =>
      (await send(emulator, "POST /toolkits/gmail/scopes/recommended", { body: { tools: ["GMAIL_SEND_EMAIL"] } }))
        .status,
    ...[200, 501],
  ],
  scopeAlternatives: [
    async (emulator) => {
      const { body } = await send(emulator, "POST /tools/scopes/required", {
        body: { tools: ["GMAIL_REPLY_TO_THREAD"] },
      });
      const [tool] = (body as { per_tool_requirements: { scope_requirements: unknown }[] }).per_tool_requirements;
      return tool?.scope_requirements;
    },
    { all_of: [{ any_of: ["https://mail.google.com/", expect.objectContaining({ all_of: expect.any(Array) })] }] },
    { all_of: [{ any_of: ["https://mail.google.com/"] }] },
  ],
  createdAtClock: [shown("created_at", "github", managed()), noon.toISOString(), "2026-11-24T11:59:00.000Z"],
  disabledInLists: [
    async (emulator) => {
      emulator.addAuthConfig({ toolkit: "github", status: "DISABLED" });
      const count = async (query: string) =>
        ((await send(emulator, `GET /auth_configs${query}`)).body as { items: unknown[] }).items.length;
      return [await count(""), await count("?show_disabled=false"), await count("?show_disabled=true")];
    },
    ...[
      [0, 0, 1],
      [1, 0, 1],
    ],
  ],
  cursors: [
    async (emulator) => {
      for (const name of ["a", "b"]) emulator.addAuthConfig({ toolkit: "github", name });
      const { next_cursor } = (await send(emulator, "GET /auth_configs?limit=1")).body as { next_cursor: string };
      const { body } = await send(emulator, `GET /auth_configs?cursor=${next_cursor}`);
      return [Buffer.from(next_cursor, "base64").toString(), (body as { items: { name: string }[] }).items[0]?.name];
    },
    ...[
      ["2-1", "a"],
      ["opaque:2-1", "a"],
    ],
  ],
  namePatch: [shown("name", "github", managed({ name: "old" }), { type: "default", name: "new" }), "new", "old"],
  credentialsPatch: [
    shown("credentials", "github", app(), { type: "custom", credentials: { client_secret: "another" } }),
    ...[expect.objectContaining({ client_id: "id-of-mine", client_secret: "anot..." }), { client_secret: "anot..." }],
  ],
};

const rows = Object.entries(TABLE).flatMap(([name, [probe, ...expected]]) =>
  ANSWERS[name as keyof Answers].values.map((value, index) => ({ name, value, probe, expected: expected[index] })),
);

describe("a switch of the answers", () => {
  it.each(rows)("$name as $value", async ({ name, value, probe, expected }) => {
    const emulator = await startEmulator({ clock: () => noon, answers: { [name]: value } });
    try {
      expect(await probe(emulator)).toEqual(expected);
    } finally {
      await emulator.close();
    }
  });

  it("belongs to an assumption that names it, and stands at its first value unless told", () => {
    for (const [name, { values, assumption }] of Object.entries(ANSWERS)) {
      expect(assumptions[assumption]?.answers).toContain(name);
      expect(DEFAULT_ANSWERS[name as keyof Answers]).toBe(values[0]);
    }
  });
});

describe("a file of answers", () => {
  it("is taken as it is", () => {
    expect(checkAnswers({ scopesAs: "list", pageLimit: 50 }, "The file a.json")).toEqual({
      scopesAs: "list",
      pageLimit: 50,
    });
  });

  it.each<[unknown, string]>([
    [[], "it must be an object of answers"],
    [
      { scopeAs: "list", pageLimit: 51 },
      "pageLimit must be 200 or 50, but got: 51; scopeAs is not known (did you mean scopesAs?)",
    ],
  ])("names the mistake in %j", (content, mistakes) => {
    expect(() => checkAnswers(content, "The file a.json")).toThrow(`The file a.json can't be used: ${mistakes}.`);
  });
});
