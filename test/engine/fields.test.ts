/** Walks every input through absent, set, changed, removed and drifted, on the real engine. */
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import type { StoredAuthConfig } from "pulumi-composio/emulator";
import { INPUT_NAMES } from "../../src/input-names";
import { emulatedStack } from "../support/emulated-stack";
import type { Operation } from "../support/engine/stack";
import type { FieldRow } from "./field-table";
import { FIELD_TABLE } from "./field-table";

let declare: (row: FieldRow) => AuthConfigArgs;

const world = emulatedStack(async () => {
  for (const row of FIELD_TABLE) new AuthConfig(nameOf(row), declare(row));
});

const nameOf = ({ input, label }: FieldRow) => [input, ...(label ? label.split(" ") : [])].join("-");
const idOf = (row: FieldRow) => world.stack.resource(nameOf(row)).id ?? "";
const ids = () => new Map(FIELD_TABLE.map((row) => [idOf(row), row]));

/** The writes of one operation, by row. */
function writes(since: number): Record<string, unknown[]> {
  const rows = ids();
  const found: Record<string, unknown[]> = Object.fromEntries(FIELD_TABLE.map((row) => [nameOf(row), []]));
  for (const { method, path, body } of world.emulator.requests.slice(since)) {
    // A question of the check comes by POST too.
    if (method === "GET" || path.endsWith("/tools/scopes/required")) continue;
    const [, id = "", status] = /auth_configs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    const row = rows.get(id);
    if (!row) throw new Error(`A write to an id that no row has: ${method} ${path}`);
    found[nameOf(row)]?.push(status ?? body);
  }
  return found;
}

const expectedWrites = (of: (row: FieldRow) => unknown[]) =>
  Object.fromEntries(FIELD_TABLE.map((row) => [nameOf(row), of(row)]));

function held(): Record<string, unknown> {
  const byId = new Map(world.emulator.authConfigs().map((config) => [config.id, config]));
  return Object.fromEntries(
    FIELD_TABLE.map((row) => [nameOf(row), row.record(byId.get(idOf(row)) as StoredAuthConfig)]),
  );
}

const expectedHeld = (step: 0 | 1 | 2 | 3) =>
  Object.fromEntries(FIELD_TABLE.map((row) => [nameOf(row), row.held[step]]));

async function step(operation: () => Promise<Operation>, expected: (row: FieldRow) => unknown[]): Promise<Operation> {
  const since = world.emulator.requests.length;
  const done = await operation();
  expect(done.ok ? "ok" : done.output).toBe("ok");
  expect(writes(since)).toEqual(expectedWrites(expected));
  return done;
}

it("has a row for every input that can change in place", () => {
  const replacing = ["toolkit", "type", "authScheme", "managedAppId"];
  expect([...new Set([...FIELD_TABLE.map(({ input }) => input), ...replacing])].sort()).toEqual(
    [...INPUT_NAMES].sort(),
  );
});

it("sends a change with its own keys alone, and repairs drift", async () => {
  declare = ({ base }) => base;
  expect((await world.stack.up()).ok).toBe(true);
  expect(held()).toEqual(expectedHeld(0));

  declare = ({ base, set }) => ({ ...base, ...set });
  await step(
    () => world.stack.up(),
    ({ whenSet }) => whenSet,
  );
  expect(held()).toEqual(expectedHeld(1));
  await step(
    () => world.stack.refresh({ expectNoChanges: true }),
    () => [],
  );

  for (const row of FIELD_TABLE) if (row.drift) world.emulator.changeByHand(idOf(row), row.drift);
  const drifted = FIELD_TABLE.filter(({ drift }) => drift).map(nameOf);
  const refresh = await step(
    () => world.stack.refresh(),
    () => [],
  );
  expect(
    refresh.steps
      .filter(({ op }) => op === "update")
      .map(({ name }) => name)
      .sort(),
  ).toEqual(drifted.sort());
  const preview = await world.stack.preview();
  const repairs = preview.steps.filter(({ op }) => op === "update");
  expect(repairs.map(({ name }) => name).sort()).toEqual(drifted.sort());
  expect(repairs.filter(({ diff }) => diff.length === 0)).toEqual([]);
  await step(
    () => world.stack.up(),
    ({ whenDrifted = [] }) => whenDrifted,
  );
  expect(held()).toEqual(expectedHeld(1));

  declare = ({ base, change }) => ({ ...base, ...change });
  await step(
    () => world.stack.up(),
    ({ whenChanged }) => whenChanged,
  );
  expect(held()).toEqual(expectedHeld(2));

  declare = ({ base }) => base;
  await step(
    () => world.stack.up(),
    ({ whenRemoved }) => whenRemoved,
  );
  expect(held()).toEqual(expectedHeld(3));
  await step(
    () => world.stack.refresh({ expectNoChanges: true }),
    () => [],
  );
  await step(
    () => world.stack.up({ expectNoChanges: true }),
    () => [],
  );
}, 180_000);

it("creates with everything at once, and reads it back unchanged", async () => {
  declare = ({ base, set }) => ({ ...base, ...set });
  expect((await world.stack.up()).ok).toBe(true);
  expect(held()).toEqual(expectedHeld(1));
  await step(
    () => world.stack.refresh({ expectNoChanges: true }),
    () => [],
  );
  await step(
    () => world.stack.up({ expectNoChanges: true }),
    () => [],
  );
}, 120_000);
