import type { AuthConfigItem } from "../../../src/api/auth-config";
import { moveFindings } from "../../../src/cli/move-findings";

const item = (id: string, facts: Partial<AuthConfigItem>): AuthConfigItem => ({
  id,
  type: "default",
  toolkit: { slug: "github" },
  name: id,
  status: "ENABLED",
  no_of_connections: 0,
  ...facts,
});

const findingsOf = (...items: AuthConfigItem[]) =>
  moveFindings({
    stack: "dev",
    state: {
      authConfigs: items.map(({ id }) => ({ urn: "", logicalName: id.slice(3), id, inputs: {}, outputs: {} })),
      outputs: {},
    },
    items,
  });

const note = (message: string) => [{ check: "move", level: "note", message }];

it("counts who is left on Composio's app, beside an app of the user's own for the same toolkit", () => {
  expect(
    findingsOf(item("ac_old", { no_of_connections: 12 }), item("ac_own", { type: "custom", no_of_connections: 1 })),
  ).toEqual(
    note(
      'Stack dev has two auth configs for github: "old" of Composio\'s app (ac_old, 12 connected accounts) and "own" of your own (ac_own, 1 connected account). ' +
        'Accounts stay with theirs. Remove "old" from the program when nobody is left on it.',
    ),
  );
});

it("says that the old one can go if nobody is left on it", () => {
  expect(findingsOf(item("ac_old", {}), item("ac_own", { type: "custom", no_of_connections: 3 }))).toEqual(
    note(
      'Stack dev has two auth configs for github: "old" of Composio\'s app (ac_old, 0 connected accounts) and "own" of your own (ac_own, 3 connected accounts). ' +
        'Nobody is left on "old": remove it from the program.',
    ),
  );
});

it.each<[string, AuthConfigItem[]]>([
  ["one auth config", [item("ac_old", {})]],
  ["two of Composio's app", [item("ac_a", {}), item("ac_b", {})]],
  [
    "an app of the user's own for another toolkit",
    [item("ac_a", {}), item("ac_b", { type: "custom", toolkit: { slug: "slack" } })],
  ],
])("says nothing of %s", (_case, items) => {
  expect(findingsOf(...items)).toEqual([]);
});
