import { invalid, refusal, send, withEmulator } from "../support/emulator";

describe("the list of tools", () => {
  it.each<[string, unknown]>([
    ["tool_slugs=GMAIL_SEND_EMAIL,GMAIL_SEND_EMIAL,GITHUB_CREATE_A_GIST", ["GMAIL_SEND_EMAIL", "GITHUB_CREATE_A_GIST"]],
    ["tool_slugs=GITHUB_SING", []],
    ["toolkit_slug=Linear&query=list", ["LINEAR_LIST_LINEAR_ISSUES", "LINEAR_LIST_LINEAR_TEAMS"]],
    ["toolkit_slug=linear&limit=1&cursor=Mi0x", ["LINEAR_CREATE_LINEAR_ISSUE"]],
    ["toolkit_slug=acme", ["ACME_RING"]],
    ["toolkit_slug=perplexityai", []],
    ["limit=1001", 400],
  ])("by %s gives %j", (query, expected) =>
    withEmulator(
      async (emulator) => {
        const { status, body } = await send(emulator, `GET /tools?${query}`);
        const { items } = body as { items?: { slug: string }[] };
        const found = items?.map(({ slug }) => slug);
        expect(found && query.startsWith("tool_slugs") ? new Set(found) : (found ?? status)).toEqual(
          query.startsWith("tool_slugs") ? new Set(expected as string[]) : expected,
        );
      },
      { toolkits: [{ slug: "acme", name: "ACME", tools: ["ACME_RING"] }] },
    )(),
  );

  it(
    "gives each tool every field of the contract",
    withEmulator(async (emulator) => {
      expect(await send(emulator, "GET /tools?tool_slugs=SLACK_SEND_MESSAGE")).toEqual({
        status: 200,
        body: {
          items: [
            {
              slug: "SLACK_SEND_MESSAGE",
              name: "Send message",
              description: "Send message, in Slack.",
              toolkit: { slug: "slack", name: "Slack", logo: "https://logos.composio.dev/api/slack" },
              tags: [],
              input_parameters: {},
              output_parameters: {},
              no_auth: false,
              scopes: ["chat:write"],
              scope_requirements: { all_of: ["chat:write"] },
              version: "20261101_00",
              available_versions: ["20261101_00"],
              is_deprecated: false,
              deprecated: {
                displayName: "Send message",
                version: "20261101_00",
                available_versions: ["20261101_00"],
                is_deprecated: false,
                toolkit: { logo: "https://logos.composio.dev/api/slack" },
              },
            },
          ],
          next_cursor: null,
          total_pages: 1,
          current_page: 1,
          total_items: 1,
        },
      });
    }),
  );
});

describe("recommended scopes", () => {
  const gmail = (scope: string) => `https://www.googleapis.com/auth/gmail.${scope}`;
  const whole = "https://mail.google.com/";
  const tools = ["GMAIL_SEND_EMAIL", "GMAIL_FETCH_EMAILS"];

  it.each<[string, object, string[], string[]]>([
    ["of every tool that is known, if none is named", { tools: [] }, expect.any(Array) as unknown as string[], [whole]],
    ["the narrowest and the fewest", { tools }, [gmail("send"), gmail("readonly")], [gmail("modify")]],
    [
      "without an excluded one",
      { tools, exclude: [gmail("modify"), gmail("send")] },
      [whole, gmail("readonly")],
      [whole],
    ],
    ["with an included one", { tools, include: [whole] }, [whole, gmail("send"), gmail("readonly")], [whole]],
    ["of those that the app can request", { tools, available_scopes: [whole] }, [whole], [whole]],
  ])("are %s", (_name, body, least_privilege, fewest) =>
    withEmulator(async (emulator) => {
      expect(await send(emulator, "POST /toolkits/gmail/scopes/recommended", { body })).toEqual({
        status: 200,
        body: {
          auth_scheme: "OAUTH2",
          toolkit_version: "20261101_00",
          grant_context: {},
          scopes: { least_privilege, fewest, conditional: [] },
        },
      });
    })(),
  );

  const refused = (status: number, reason: string, message: string) =>
    refusal({ status, code: 90_000 + status, slug: `ScopeRecommendation_${reason}`, message });

  it.each<[string, string, object, unknown]>([
    [
      "a tool of another toolkit",
      "gmail",
      { tools: ["GITHUB_CREATE_A_GIST"] },
      refused(404, "ToolNotFound", "Not tools of gmail: GITHUB_CREATE_A_GIST"),
    ],
    [
      "no way that is left",
      "github",
      { tools: ["GITHUB_CREATE_A_GIST"], exclude: ["gist"] },
      refused(422, "scope_not_available", "No documented scopes are left for the requested tools"),
    ],
    [
      "a tool whose scopes are not known",
      "gmail",
      { tools: ["GMAIL_LIST_LABELS"] },
      refused(501, "NotSupported", "The scopes of gmail are not known for GMAIL_LIST_LABELS"),
    ],
    [
      "a scheme without scopes",
      "notion",
      { tools: ["NOTION_QUERY_DATABASE"], auth_scheme: "API_KEY" },
      refused(501, "NotSupported", "The scopes of notion are not known for API_KEY"),
    ],
    [
      "an unknown toolkit",
      "nosuch",
      { tools: [] },
      refusal({ status: 404, code: 90404, slug: "Toolkit_NotFound", message: "Toolkit nosuch not found" }),
    ],
    ["no tools at all", "gmail", {}, invalid("Error in payload.tools: must be a list of slugs")],
  ])("are refused for %s", (_name, toolkit, body, expected) =>
    withEmulator(async (emulator) => {
      expect(await send(emulator, `POST /toolkits/${toolkit}/scopes/recommended`, { body })).toEqual(expected);
    })(),
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
  ])("are refused for %s", (_name, tools, message) =>
    withEmulator(async (emulator) => {
      expect(await send(emulator, "POST /tools/scopes/required", ask(tools))).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining(message) } },
      });
    })(),
  );

  it.each<[unknown, string]>([
    ["GITHUB_CREATE_A_GIST", "Error in payload.tools: must be a list of slugs"],
    [[], "Error in payload.tools: must be a list of slugs"],
  ])("are refused for %j", (tools, error) =>
    withEmulator(async (emulator) => {
      expect(await send(emulator, "POST /tools/scopes/required", ask(tools))).toEqual(invalid(error));
    })(),
  );

  it(
    "can be several scopes together, as one option of several",
    withEmulator(async (emulator) => {
      const gmail = (scope: string) => `https://www.googleapis.com/auth/gmail.${scope}`;
      expect(await send(emulator, "POST /tools/scopes/required", ask(["GMAIL_REPLY_TO_THREAD"]))).toEqual({
        status: 200,
        body: {
          scopes_required: ["https://mail.google.com/"],
          per_tool_requirements: [
            {
              tool: "GMAIL_REPLY_TO_THREAD",
              scope_requirements: {
                all_of: [
                  {
                    any_of: [
                      "https://mail.google.com/",
                      { all_of: [gmail("compose"), gmail("send")], source: ["docs"] },
                    ],
                  },
                ],
              },
            },
          ],
        },
      });
    }),
  );
});
