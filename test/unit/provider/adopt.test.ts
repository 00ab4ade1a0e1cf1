import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { Inputs } from "../../../src/model/inputs";
import { adoptee, warnOfAdoption } from "../../../src/provider/adopt";
import { anOperation } from "../../support/an-operation";

const inputs: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  adopt: true,
};
const item: AuthConfigItem = {
  id: "ac_1",
  type: "custom",
  toolkit: { slug: "notion" },
  name: "Notion",
  status: "DISABLED",
  auth_scheme: "OAUTH2",
  no_of_connections: 2,
};

function worldOf(items: AuthConfigItem[]) {
  const queries: unknown[] = [];
  const operation = anOperation({
    client: {
      listAuthConfigs: async (query) => {
        queries.push(query);
        return { items, next_cursor: null, total_pages: 1, current_page: 1, total_items: items.length };
      },
    },
  });
  return { operation, queries };
}

const WHAT = 'Could not adopt auth config "Notion" (toolkit notion)';

it.each([undefined, false])("asks nothing unless the program declares adopt: %s", async (adopt) => {
  const { adopt: _, ...rest } = inputs;
  const { operation, queries } = worldOf([item]);
  expect([await adoptee(operation, adopt === undefined ? rest : { ...rest, adopt }), queries]).toEqual([undefined, []]);
});

it("finds the auth config of that name, toolkit, kind and scheme among all, also if it is disabled or in use", async () => {
  const others: Array<Partial<AuthConfigItem>> = [
    { name: "Notion 2" },
    { auth_scheme: "API_KEY" },
    { type: "default" },
    { toolkit: { slug: "slack" } },
  ];
  const { operation, queries } = worldOf([
    ...others.map((facts, index) => ({ ...item, id: `ac_0${index}`, ...facts })),
    item,
  ]);
  expect([await adoptee(operation, inputs), queries]).toEqual([
    item,
    [{ toolkit_slug: "notion", search: "Notion", show_disabled: true, limit: 200 }],
  ]);
});

it("finds nothing if there is none", async () => {
  expect(await adoptee(worldOf([]).operation, inputs)).toBeUndefined();
});

it("fails if there are several", async () => {
  await expect(adoptee(worldOf([item, { ...item, id: "ac_2" }]).operation, inputs)).rejects.toThrow(
    `${WHAT}: there are 2 of that name, scheme and kind: ac_1, ac_2. Bring the right one in with \`npx pulumi-composio import <id>\`, or rename the others.`,
  );
});

it("does not adopt the auth config of another resource of this run", async () => {
  const { operation } = worldOf([item]);
  operation.ledger.claim("ac_1");
  await expect(adoptee(operation, inputs)).rejects.toThrow(
    `${WHAT}: ac_1 is held by another resource of this stack already. For another name of the same resource, use the option aliases.`,
  );
});

it.each<[string, Array<Partial<Inputs>>, number]>([
  ["two resources that adopt one name", [{ __mark: "0123456789abcdef" }, { __mark: "01234567fedcba98" }], 2],
  ["one resource that is asked about twice", [{ __mark: "0123456789abcdef" }, { __mark: "0123456789abcdef" }], 1],
  ["two names without a mark", [{ name: "Notion" }, { name: "Notion 2" }], 2],
])("warns once of each adoption: %s", async (_case, facts, warnings) => {
  const log: string[] = [];
  const operation = anOperation({ log: (line) => void log.push(line) });
  for (const each of facts) await warnOfAdoption(operation, { ...inputs, ...each });
  expect(log).toHaveLength(warnings);
});
