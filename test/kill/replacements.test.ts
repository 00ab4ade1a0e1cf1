/** Replacements that fail on the way, are asked for by hand, or turn back: one auth config for each resource all the same. */
import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import type { Backend } from "../engine/stack";
import { openBackend } from "../engine/stack";
import type { Declared } from "./project";
import { exactly, liveIds, Project, whole } from "./project";

jest.setTimeout(120_000);

let backend: Backend;
let emulator: Emulator;
let project: Project;

beforeEach(async () => {
  [backend, emulator] = [await openBackend(), await startEmulator()];
  project = new Project(backend, emulator);
  await project.init();
}, 60_000);

afterEach(async () => {
  await backend.close();
  await emulator.close();
});

const up = (declared: Declared, args = "up") => {
  project.declare(declared);
  return project.succeed(args);
};

const github = { toolkit: "github" };
const gmail = { toolkit: "gmail" };

/** Leaves the state with the new one live and the old one to be deleted. */
async function failTheDelete(): Promise<{ old: string; live: string }> {
  await up({ app: github });
  const [old = ""] = liveIds(emulator);
  project.declare({ app: gmail });
  emulator.failNext({ kind: "status", status: 400, method: "DELETE" });
  await expect(project.succeed("up")).rejects.toThrow(`Could not delete auth config ${old}`);
  const [live = ""] = liveIds(emulator).filter((id) => id !== old);
  expect(project.entries().map(({ id, delete: waits = false }) => [id, waits])).toEqual([
    [live, false],
    [old, true],
  ]);
  return { old, live };
}

it("deletes a replaced one at the next run when its delete has failed", async () => {
  const { live } = await failTheDelete();
  await up({ app: gmail });
  expect([liveIds(emulator), whole(project)]).toEqual([[live], exactly(["app"], emulator)]);
});

it("goes back to the old one when its delete has failed and the program goes back", async () => {
  const { old } = await failTheDelete();
  await up({ app: github });
  expect([liveIds(emulator), whole(project)]).toEqual([[old], exactly(["app"], emulator)]);
});

it("goes back to the old one, is killed before the deletes, and goes on", async () => {
  const { old } = await failTheDelete();
  const declared = { app: github, holder: { toolkit: "notion" } };
  project.declare(declared);
  emulator.failNext({ kind: "slow", delayMs: 1_000, method: "POST", path: "/auth_configs" });
  await project.kill({
    signal: "SIGKILL",
    args: ["up"],
    when: () =>
      emulator.requests.some(({ fault }) => fault === "slow") && project.calls().some(({ made }) => made === old),
  });
  expect(project.entries().map(({ id }) => id)).toHaveLength(3);

  await up(declared);
  await project.succeed("refresh --clear-pending-creates --expect-no-changes");
  expect([liveIds(emulator), whole(project)]).toEqual([
    expect.arrayContaining([old]),
    exactly(["app", "holder"], emulator),
  ]);
});

it("keeps a tainted one that it has named itself, and says how to get a new one", async () => {
  await up({ app: github });
  const before = liveIds(emulator);
  expect(await project.pulumi("state", "taint", project.urn("app"), "--yes", "--stack", "dev")).toMatchObject({
    code: 0,
  });
  const { stdout } = await up({ app: github });
  expect(stdout).toContain(
    `${before[0]} stays, since this run goes on with it under the same name; for a new one, set deleteBeforeReplace or give it another name`,
  );
  expect([liveIds(emulator), whole(project)]).toEqual([before, exactly(["app"], emulator)]);
});

it("makes a new one where a replaced one is to be deleted first, though it was listed before", async () => {
  const app = { ...github, options: { deleteBeforeReplace: true } };
  await up({ app });
  const before = liveIds(emulator);
  await up({ first: gmail, app: { ...app, after: ["first"] } }, `up --replace ${project.urn("app")}`);
  expect(liveIds(emulator)).not.toContain(before[0]);
  expect(whole(project)).toEqual(exactly(["app", "first"], emulator));
});

it("makes a new one for a name of the user's own, and deletes the old one", async () => {
  await up({ app: { ...github, name: "Ours" } });
  const before = liveIds(emulator);
  await up({ app: { ...github, name: "Ours" } }, `up --replace ${project.urn("app")}`);
  expect(liveIds(emulator)).not.toContain(before[0]);
  expect(whole(project)).toEqual(exactly(["app"], emulator));
});

it("deletes what the engine replaces after diff has said that it stays", async () => {
  const tools = { toolAccessConfig: { toolsAvailableForExecution: ["GITHUB_LIST_REPOS"] } };
  const app = { ...github, ...tools, name: "Ours", options: { replaceOnChanges: ["#initerror"] } };
  project.declare({ app });
  emulator.failNext({ kind: "status", status: 400, method: "PATCH" });
  await expect(project.succeed("up")).rejects.toThrow("Could not update auth config");
  const before = liveIds(emulator);
  await up({ app });
  expect(liveIds(emulator)).not.toContain(before[0]);
  expect(whole(project)).toEqual(exactly(["app"], emulator));
});
