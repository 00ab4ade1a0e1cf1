import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { Inputs } from "../../../src/model/inputs";
import { isMarked, isOfKind, listingOfStack, markedNow, namedNow } from "../../../src/provider/existing";
import { anOperation } from "../../support/an-operation";

const mark = "0123456789abcdef";
const own: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
};
const managed: Inputs = { toolkit: "notion", type: "use_composio_managed_auth", name: "Notion", enabled: true };
const item: AuthConfigItem = {
  id: "ac_1",
  type: "custom",
  toolkit: { slug: "notion" },
  name: "Notion",
  status: "ENABLED",
  auth_scheme: "OAUTH2",
  no_of_connections: 0,
};
const marked = { ...item, name: `Notion-${mark}-0a1b2c3d` };
const managedItem: AuthConfigItem = { ...item, type: "default" };

function worldOf(facts: Array<Partial<AuthConfigItem>>) {
  const items = facts.map((each, index) => ({ ...item, id: `ac_${index}`, ...each }));
  const queries: unknown[] = [];
  const operation = anOperation({
    client: {
      serverTime: () => 7,
      listAuthConfigs: async (query) => {
        queries.push(query);
        return { items, next_cursor: null, total_pages: 1, current_page: 1, total_items: items.length };
      },
    },
  });
  return { operation, items, queries };
}

describe("the kind of an auth config", () => {
  it.each<[string, Partial<AuthConfigItem>, Inputs]>([
    ["its own app", {}, own],
    ["a toolkit in capitals", { toolkit: { slug: "Notion" } }, own],
    ["Composio's app", { type: "default" }, managed],
    ["Composio's app, in another scheme: nobody has chosen that", { type: "default", auth_scheme: "API_KEY" }, managed],
    ["the app that is declared", { type: "default", managed_app_id: "app_1" }, { ...managed, managedAppId: "app_1" }],
    ["an app that the API does not show", { type: "default" }, { ...managed, managedAppId: "app_1" }],
    ["an app that nobody has declared", { type: "default", managed_app_id: "app_1" }, managed],
  ])("is that of the inputs: %s", (_case, facts, inputs) => {
    expect(isOfKind({ ...item, ...facts }, inputs)).toBe(true);
  });

  it.each<[string, Partial<AuthConfigItem>, Inputs]>([
    ["another toolkit", { toolkit: { slug: "slack" } }, own],
    ["another scheme", { auth_scheme: "API_KEY" }, own],
    ["a scheme that the API does not show", { auth_scheme: undefined }, own],
    ["Composio's app", { type: "default" }, own],
    ["an app of one's own", {}, managed],
    [
      "another app than is declared",
      { type: "default", managed_app_id: "app_2" },
      { ...managed, managedAppId: "app_1" },
    ],
  ])("is not that of the inputs: %s", (_case, facts, inputs) => {
    expect(isOfKind({ ...item, ...facts }, inputs)).toBe(false);
  });
});

describe("an auth config with the mark of a resource", () => {
  it.each<[string, Partial<AuthConfigItem>, boolean]>([
    ["of its kind", {}, true],
    ["of a scheme that the API does not show", { auth_scheme: undefined }, true],
    ["in another scheme", { auth_scheme: "API_KEY" }, false],
    ["with another mark", { name: "Notion-fedcba9876543210" }, false],
    ["without a mark", { name: "Notion" }, false],
  ])("is recognized: %s, %j, %s", (_case, facts, expected) => {
    expect(isMarked({ ...marked, ...facts }, own, mark)).toBe(expected);
  });

  it("is looked for among all of its toolkit, disabled ones too", async () => {
    const { operation, items, queries } = worldOf([
      { name: marked.name },
      { name: "Notion" },
      { name: marked.name, auth_scheme: "API_KEY" },
      { name: marked.name, status: "DISABLED" },
    ]);
    expect([await markedNow(operation, own, { mark }), queries]).toEqual([
      [items[0], items[3]],
      [{ toolkit_slug: "notion", search: mark, show_disabled: true, limit: 200 }],
    ]);
  });
});

it("finds by the name those of exactly that name, toolkit, kind and scheme, disabled ones too", async () => {
  const { operation, items, queries } = worldOf([
    {},
    { name: "Notion 2" },
    { type: "default" },
    { status: "DISABLED" },
  ]);
  expect([await namedNow(operation, own), queries]).toEqual([
    [items[0], items[3]],
    [{ toolkit_slug: "notion", search: "Notion", show_disabled: true, limit: 200 }],
  ]);
});

it("lists each stack once, with the server's time", async () => {
  const { operation, items, queries } = worldOf([managedItem]);
  const listings = [];
  for (const each of [mark, "01234567ffffffff", "fedcba9876543210"])
    listings.push(await listingOfStack(operation, each));
  const listing = { items, at: 7 };
  expect([listings, queries]).toEqual([
    [listing, listing, listing],
    ["01234567", "fedcba98"].map((search) => ({ search, show_disabled: true, limit: 200 })),
  ]);
});
