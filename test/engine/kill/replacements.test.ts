/** Replacements that fail on the way, are asked for by hand, or turn back: one auth config for each resource all the same. */
import type { Declared, World } from "./project";
import { exactly, inProject, liveIds, whole } from "./project";

jest.setTimeout(300_000);

const isFull = process.env.TEST_FULL === "1";
/** For those that differ from others, of this file or of held-twice.test.ts, in one step alone. */
const itWhenFull = isFull ? it.concurrent : it.skip;

const up = ({ project }: World, declared: Declared, args = "up") => {
  project.declare(declared);
  return project.succeed(args);
};

const github = { toolkit: "github" };
const gmail = { toolkit: "gmail" };

/** Leaves the state with the new one live and the old one to be deleted. */
async function failTheDelete(world: World): Promise<{ old: string; live: string }> {
  const { project, emulator } = world;
  await up(world, { app: github });
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

itWhenFull(
  "deletes a replaced auth config at the next run if its delete failed",
  inProject(async (world) => {
    const { project, emulator } = world;
    const { live } = await failTheDelete(world);
    await up(world, { app: gmail });
    expect([liveIds(emulator), whole(project)]).toEqual([[live], exactly(["app"], emulator)]);
  }),
);

it.concurrent(
  "goes back to the old one when its delete has failed and the program goes back",
  inProject(async (world) => {
    const { project, emulator } = world;
    const { old } = await failTheDelete(world);
    await up(world, { app: github });
    expect([liveIds(emulator), whole(project)]).toEqual([[old], exactly(["app"], emulator)]);
  }),
);

itWhenFull(
  "goes back to the old auth config, is killed before the deletes, and goes on",
  inProject(async (world) => {
    const { project, emulator } = world;
    const { old } = await failTheDelete(world);
    const declared = { app: github, holder: { toolkit: "notion" } };
    project.declare(declared);
    emulator.failNext({ kind: "slow", delayMs: 5_000, method: "POST", path: "/auth_configs" });
    await project.kill({
      signal: "SIGKILL",
      args: ["up"],
      when: () =>
        emulator.requests.some(({ fault }) => fault === "slow") &&
        project.calls().some(({ made }) => made === old) &&
        project.entries().length === 3,
    });

    await up(world, declared);
    await project.succeed("refresh --clear-pending-creates --expect-no-changes");
    expect([liveIds(emulator), whole(project)]).toEqual([
      expect.arrayContaining([old]),
      exactly(["app", "holder"], emulator),
    ]);
  }),
);

itWhenFull(
  "keeps a tainted auth config with an auto-name, and says how to get a new one",
  inProject(async (world) => {
    const { project, emulator } = world;
    await up(world, { app: github });
    const before = liveIds(emulator);
    expect(await project.pulumi("state", "taint", project.urn("app"), "--yes", "--stack", "dev")).toMatchObject({
      code: 0,
    });
    const { stdout } = await up(world, { app: github });
    expect(stdout).toContain(
      `${before[0]} is kept: its replacement has the same name, so it looks like a retry after a killed create; for a new one, set COMPOSIO_TAKE_OVER=0 for one run, set deleteBeforeReplace, or give it another name`,
    );
    expect([liveIds(emulator), whole(project)]).toEqual([before, exactly(["app"], emulator)]);
  }),
);

it.concurrent(
  "makes a new auth config if the replaced one is to be deleted first, though a listing still had it",
  inProject(async (world) => {
    const { project, emulator } = world;
    const app = { ...github, options: { deleteBeforeReplace: true } };
    await up(world, { app });
    const before = liveIds(emulator);
    await up(world, { first: gmail, app: { ...app, after: ["first"] } }, `up --replace ${project.urn("app")}`);
    expect(liveIds(emulator)).not.toContain(before[0]);
    expect(whole(project)).toEqual(exactly(["app", "first"], emulator));
  }),
);

it.concurrent(
  "refuses to replace one that accounts are connected through, before a new one is made",
  inProject(async (world) => {
    const { project, emulator } = world;
    await up(world, { app: github });
    const before = liveIds(emulator);
    emulator.connectAccount(`${before[0]}`);
    const replace = `up --replace ${project.urn("app")}`;
    await expect(project.succeed(replace)).rejects.toThrow(
      `${before[0]} carries the mark of this resource and was made a moment ago, and 1 account is connected through it, for life`,
    );
    await project.succeed("up");
    expect([liveIds(emulator), whole(project)]).toEqual([before, exactly(["app"], emulator)]);

    await project.succeed(replace, { COMPOSIO_FORCE_DESTROY: "1" });
    expect(liveIds(emulator)).not.toContain(before[0]);
    expect(whole(project)).toEqual(exactly(["app"], emulator));
  }),
);

itWhenFull(
  "makes a new auth config for a name of the user's own, and deletes the old one",
  inProject(async (world) => {
    const { project, emulator } = world;
    await up(world, { app: { ...github, name: "Ours" } });
    const before = liveIds(emulator);
    await up(world, { app: { ...github, name: "Ours" } }, `up --replace ${project.urn("app")}`);
    expect(liveIds(emulator)).not.toContain(before[0]);
    expect(whole(project)).toEqual(exactly(["app"], emulator));
  }),
);

it.concurrent(
  "deletes an auth config that the engine replaces after diff has said that it stays",
  inProject(async (world) => {
    const { project, emulator } = world;
    const tools = { toolAccessConfig: { toolsAvailableForExecution: ["GITHUB_LIST_COMMITS"] } };
    const app = { ...github, ...tools, name: "Ours", options: { replaceOnChanges: ["#initerror"] } };
    project.declare({ app });
    emulator.failNext({ kind: "status", status: 400, method: "PATCH" });
    await expect(project.succeed("up")).rejects.toThrow("Could not update auth config");
    const before = liveIds(emulator);
    await up(world, { app });
    expect(liveIds(emulator)).not.toContain(before[0]);
    expect(whole(project)).toEqual(exactly(["app"], emulator));
  }),
);

type Asked = "--replace" | "a taint";
type Age = "young" | "old";
type Setting = "0" | "1" | undefined;

/** The end of an auto-named auth config, which looks like one that a killed run left, unless the user tells. */
const outcomes: Array<[Age, Setting, "stays" | "is replaced" | "is refused"]> = [
  ["young", undefined, "stays"],
  ["young", "1", "stays"],
  ["young", "0", "is replaced"],
  ["old", undefined, "is refused"],
  ["old", "1", "stays"],
  ["old", "0", "is replaced"],
];
const sample = ["--replace old", "a taint old 0"];
const asked = (["--replace", "a taint"] as Asked[])
  .flatMap((how) => outcomes.map(([age, setting, outcome]) => [how, age, setting, outcome] as const))
  .filter(([how, age, setting]) => isFull || sample.includes([how, age, setting].filter(Boolean).join(" ")));

it.concurrent.each(asked)(
  "by %s of a %s one with COMPOSIO_TAKE_OVER=%s, it %s",
  inProject(async (world: World, how, age, setting, outcome) => {
    const { project, emulator } = world;
    await up(world, { app: github });
    const before = liveIds(emulator);
    if (age === "old") world.passMinutes(25 * 60);
    if (how === "a taint") await project.pulumi("state", "taint", project.urn("app"), "--yes", "--stack", "dev");
    const args = how === "--replace" ? `up --replace ${project.urn("app")}` : "up";
    const { ok, output } = await project.see(args, setting && { COMPOSIO_TAKE_OVER: setting });

    const isRefused = outcome === "is refused";
    expect([ok, output]).toEqual([!isRefused, isRefused ? expect.stringContaining("made 25 hours ago") : output]);
    expect([liveIds(emulator).includes(`${before[0]}`), whole(project)]).toEqual([
      outcome !== "is replaced",
      exactly(["app"], emulator),
    ]);
  }),
);

itWhenFull(
  "leaves an auth config after a killed replacement that no later create looks for; doctor names it",
  inProject(async (world) => {
    const { project, emulator } = world;
    await up(world, { app: github });
    const before = liveIds(emulator);
    emulator.failNext({ kind: "slow", delayMs: 1_000, method: "POST", path: "/auth_configs" });
    const when = () => emulator.requests.some(({ fault }) => fault === "slow");
    const args = ["up", "--replace", project.urn("app")];
    await project.kill({ signal: "SIGKILL", isProviderKilled: true, args, when, env: { COMPOSIO_TAKE_OVER: "0" } });
    await project.succeed("up");
    const [left] = liveIds(emulator).filter((id) => !before.includes(id));
    expect([liveIds(emulator).length, project.entries().map(({ id }) => id)]).toEqual([2, before]);
    expect(await project.cli("doctor --stack dev")).toContain(`${left} "app-`);
  }),
);
