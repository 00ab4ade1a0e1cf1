/** Answers are read liberally, since one null of one auth config must not stop a project. */
import {
  parseAuthConfigItem,
  parseAuthConfigPage,
  parseCreatedAuthConfig,
  parseDeletedAuthConfig,
} from "../../../src/api/auth-config";
import { unreadablePart } from "../../../src/api/parser";
import { parseToolkit } from "../../../src/api/toolkit";

const least = { id: "ac_1", type: "custom", toolkit: { slug: "notion" }, name: "Notion" };
const whole = {
  ...least,
  status: "ENABLED",
  auth_scheme: "OAUTH2",
  is_composio_managed: false,
  credentials: { client_id: "a" },
  proxy_config: { proxy_url: "https://p.example", proxy_auth_key: "abcd..." },
  tool_access_config: {
    tools_for_connected_account_creation: ["NOTION_A"],
    tools_available_for_execution: ["NOTION_B"],
  },
  shared_credentials: { region: "abcd..." },
  shared_connection_fields: { region: "abcd..." },
  managed_app_id: "ma_1",
  expected_input_fields: [{ name: "region", is_available_as_shared_credentials: true }],
  is_enabled_for_tool_router: true,
  created_at: "2026-11-24T12:00:00Z",
  last_updated_at: "2026-11-24T12:00:00Z",
  no_of_connections: 2,
};

const problemOf = (parse: () => unknown): string | undefined => {
  try {
    parse();
    return undefined;
  } catch (error) {
    return unreadablePart(error);
  }
};

describe("an auth config", () => {
  it("is read whole, and unknown fields pass", () => {
    const answer = { ...whole, status: "PAUSED", is_connection_revoke_supported: null, uuid: 7 };
    expect(parseAuthConfigItem(answer)).toEqual({ ...whole, status: "PAUSED" });
  });

  const optional = Object.keys(whole).filter((key) => !(key in least) && key !== "proxy_config");
  it.each(optional)("has no %s if it is null, or absent", (key) => {
    const { [key as "status"]: _left, ...rest } = whole;
    expect([parseAuthConfigItem({ ...whole, [key]: null }), parseAuthConfigItem(rest)]).toEqual([rest, rest]);
  });

  it("has a proxy of null if the API says null, and none if the API says nothing", () => {
    expect(parseAuthConfigItem({ ...whole, proxy_config: null })).toStrictEqual({ ...whole, proxy_config: null });
    expect("proxy_config" in parseAuthConfigItem(least)).toBe(false);
  });

  it("may have nulls inside its parts", () => {
    const tools = { tools_for_connected_account_creation: null, tools_available_for_execution: null };
    const proxy = { proxy_url: null, proxy_auth_key: null };
    const expected_input_fields = [{ name: "region", is_available_as_shared_credentials: null }];
    const answer = { ...least, tool_access_config: tools, proxy_config: proxy, expected_input_fields };
    expect(parseAuthConfigItem(answer)).toEqual({
      ...least,
      expected_input_fields: [{ name: "region" }],
      tool_access_config: {},
      proxy_config: {},
    });
  });

  it.each([
    [true, "default"],
    [false, "custom"],
  ])("gets its type from is_composio_managed if the type is missing: %s", (is_composio_managed, type) => {
    const answer = { ...least, type: null, is_composio_managed };
    expect(parseAuthConfigItem(answer)).toEqual({ ...least, type, is_composio_managed });
  });

  it.each([
    ["id", { ...least, id: null }, "id (expected string, received null)"],
    ["slug", { ...least, toolkit: {} }, "toolkit.slug (expected string, received undefined)"],
    ["type", { ...least, type: null }, "type (neither it nor is_composio_managed is there)"],
    [
      "more than two",
      { id: 1, toolkit: null, credentials: "s3cr3t" },
      "id (expected string, received number), toolkit (expected object, received null), 2 more",
    ],
    ["everything", [], "the whole (expected object, received array)"],
  ])("can't be read without its %s, and no value is named", (_what, answer, problem) => {
    expect(problemOf(() => parseAuthConfigItem(answer))).toBe(problem);
  });
});

describe("a page", () => {
  it("needs no totals", () => {
    expect(parseAuthConfigPage({ items: [least] })).toEqual({ items: [least] });
    const totals = { total_pages: null, current_page: null, total_items: null };
    expect(parseAuthConfigPage({ items: [least], next_cursor: null, ...totals })).toEqual({
      items: [least],
      next_cursor: null,
    });
  });

  it("names an item that can't be read, and keeps the others", () => {
    const items = [{ ...least, credentials: 5 }, least, { slug: "x" }, null];
    expect(parseAuthConfigPage({ items })).toEqual({
      items: [least],
      unreadable: [
        { id: "ac_1", name: "Notion", problem: "items[0].credentials (expected record, received number)" },
        {
          id: "x",
          problem:
            "items[2].id (expected string, received undefined), items[2].toolkit (expected object, received undefined), 1 more",
        },
        { id: undefined, problem: "items[3] (expected object, received null)" },
      ],
    });
  });
});

it("reads the answers of a create and a delete, whatever they leave out", () => {
  const auth_config = { id: "ac_1", auth_scheme: null, is_composio_managed: null };
  expect(parseCreatedAuthConfig({ toolkit: null, auth_config })).toEqual({ auth_config: { id: "ac_1" } });
  expect([parseDeletedAuthConfig({ revoke_job_id: null }), parseDeletedAuthConfig({ success: true })]).toEqual([
    {},
    {},
  ]);
});

it("reads a toolkit whose fields say little", () => {
  const stages = { auth_config_creation: { required: [{ name: "client_id" }], optional: null } };
  const answer = {
    slug: "notion",
    name: null,
    enabled: null,
    composio_managed_auth_schemes: null,
    auth_config_details: [{ mode: "OAUTH9", name: null, fields: stages }],
  };
  const field = { name: "client_id", displayName: "", type: "string", description: "", required: false };
  expect(parseToolkit(answer)).toEqual({
    slug: "notion",
    name: "",
    auth_config_details: [
      {
        mode: "OAUTH9",
        name: "",
        fields: {
          auth_config_creation: { required: [field], optional: [] },
          connected_account_initiation: { required: [], optional: [] },
        },
      },
    ],
  });
});

it("passes on an error that is not a parser's", () => {
  expect(unreadablePart(new SyntaxError("no JSON"))).toBeUndefined();
});
