/**
 * An auth config with the mark of a stack or a resource that has another name or another place since. The new bearer of
 * the old name must not take it unseen: not at all after a day, not if the moved one was brought up first, and
 * otherwise with a warning at preview and at `up`.
 *
 * Some schedules have no right end, since a provider does not see the state, let alone another one. Their tests assert
 * what the user sees: a takeover right after the move, without the documented `up` of the moved one first. After
 * `pulumi state rename`, two resources of one state then hold the auth config: a failed `up` names both, an `up` of one
 * of them alone and two providers do not, and doctor always does.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { openBackend } from "../../support/engine/stack";
import type { Declared, World } from "./project";
import { inProject, liveIds, Project } from "./project";

jest.setTimeout(600_000);

const isFull = process.env.TEST_FULL === "1";
/** For those that differ from others in one step alone. */
const itWhenFull = isFull ? it.concurrent : it.skip;

interface Moved {
  /** Holds what was made before the move. */
  held: Project;
  /** The program of the holder. */
  ofHeld: Declared;
  /** Bears the old name, and has its program declared already. */
  heir: Project;
}

type Move = (world: World, app: Declared[string]) => Promise<Moved>;

const run = async (project: Project, ...args: string[]) => {
  const { code, stdout, stderr } = await project.pulumi(...args, "--non-interactive");
  if (code !== 0) throw new Error(stdout + stderr);
};

const moves: Record<string, Move> = {
  "pulumi stack rename": async ({ project, backend, emulator }, app) => {
    await run(project, "stack", "rename", "prod", "--stack", "dev");
    backend.init(project.folder, "dev");
    const held = new Project(backend, emulator, "prod", project.folder);
    return { held, ofHeld: { app }, heir: project };
  },
  "pulumi state move": async ({ project, backend, emulator }, app) => {
    backend.init(project.folder, "prod");
    const held = new Project(backend, emulator, "prod", project.folder);
    await run(project, "state", "move", "--source", "dev", "--dest", "prod", "--yes", project.urn("app"));
    return { held, ofHeld: { app }, heir: project };
  },
  "separate states under one path, as of two machines": async ({ project, backend, emulator }, app) => {
    // The one of the first machine is out of the way while the second one runs.
    const held = new Elsewhere(backend, emulator, "dev", project.folder);
    await held.swap();
    backend.init(project.folder, "dev");
    return { held, ofHeld: { app }, heir: project };
  },
};

/** A project whose state lies beside the backend's folder, unless it is at work. */
class Elsewhere extends Project {
  async swap(): Promise<void> {
    const { folder } = this.backend;
    const [here, beside, between] = ["state", "state-of-the-other-machine", "state-between"].map((name) =>
      path.join(folder, name),
    ) as [string, string, string];
    fs.renameSync(here, between);
    if (fs.existsSync(beside)) fs.renameSync(beside, here);
    else fs.mkdirSync(here);
    fs.renameSync(between, beside);
  }

  override async see(args: string, env?: Record<string, string>) {
    await this.swap();
    return super.see(args, env).finally(() => this.swap());
  }
}

const idOf = (project: Project): string | undefined => project.entries().map(({ id }) => id)[0];
const names: Array<[string, Declared[string]]> = [
  ["an auto-name", { toolkit: "github" }],
  ["a name of the user's own", { toolkit: "github", name: "GitHub" }],
];
const auto = names[0]?.[1] as Declared[string];

async function moved(world: World, move: Move, app: Declared[string]): Promise<Moved & { id: string }> {
  const { project, emulator } = world;
  project.declare({ app });
  await project.succeed("up");
  const [id = ""] = liveIds(emulator);
  return { ...(await move(world, app)), id };
}

const WARNING =
  "carries the mark of this resource, as a killed run leaves it: `pulumi up` takes it over. If this stack was renamed or moved, stop here";

const all = Object.entries(moves);
const few = all.slice(0, isFull ? undefined : 1);

it.concurrent.each(few)(
  "is refused a day after %s, at preview and at up, unless the user says which",
  inProject(async (world, _name, move) => {
    const { id, heir } = await moved(world, move, auto);
    world.passMinutes(25 * 60);
    for (const operation of ["preview", "up"]) {
      const { ok, output } = await heir.see(operation);
      expect([ok, output]).toEqual([
        false,
        expect.stringContaining(
          `${id} carries the mark of this resource and was made 25 hours ago, so another stack may hold it`,
        ),
      ]);
    }
    expect([liveIds(world.emulator), heir.entries()]).toEqual([[id], []]);

    await heir.succeed("up", { COMPOSIO_TAKE_OVER: "0" });
    await heir.succeed("destroy");
    expect(liveIds(world.emulator)).toEqual([id]);
  }),
);

const renames = all.filter(([name]) => name.startsWith("pulumi "));

it.concurrent.each(renames.slice(isFull ? 0 : 1))(
  "is left alone at once after %s if the moved one was brought up first",
  inProject(async (world, _name, move) => {
    const { id, held, heir, ofHeld } = await moved(world, move, auto);
    held.declare(ofHeld);
    await held.succeed("up");
    const { ok, output } = await heir.see("up");
    expect([ok, output]).toEqual([true, expect.not.stringContaining("carries the mark")]);
    expect([idOf(held), idOf(heir) === id, liveIds(world.emulator)]).toEqual([id, false, [id, `${idOf(heir)}`].sort()]);
    await heir.succeed("destroy");
    expect(liveIds(world.emulator)).toEqual([id]);
  }),
);

it.concurrent.each(few)(
  "is taken over at once after %s if the moved one was not brought up; preview and up warn, and name it",
  inProject(async (world, _name, move) => {
    const { id, heir } = await moved(world, move, auto);
    const preview = await heir.see("preview");
    expect([preview.ok, preview.output]).toEqual([true, expect.stringContaining(`warning: ${id}, named`)]);
    expect([preview.output, heir.entries()]).toEqual([expect.stringContaining(WARNING), []]);
    const up = await heir.see("up");
    expect([up.ok, up.output]).toEqual([true, expect.stringContaining(`warning: ${id}, named`)]);
    expect([liveIds(world.emulator), idOf(heir)]).toEqual([[id], id]);
  }),
);

it.concurrent.each(few)(
  "is refused at preview at once after %s if accounts are connected",
  inProject(async (world, _name, move) => {
    const { id, heir } = await moved(world, move, auto);
    world.emulator.connectAccount(id);
    const { ok, output } = await heir.see("preview");
    expect([ok, output]).toEqual([false, expect.stringContaining("and 1 account is connected through it, for life")]);
  }),
);

itWhenFull.each(all)(
  "with a name of the user's own is left alone at once after %s",
  inProject(async (world, _name, move) => {
    const { id, heir } = await moved(world, move, { toolkit: "github", name: "GitHub" });
    const { ok, output } = await heir.see("up");
    expect([ok, output]).toEqual([true, expect.not.stringContaining("carries the mark")]);
    expect([liveIds(world.emulator).length, idOf(heir) === id]).toEqual([2, false]);
    await heir.succeed("destroy");
    expect(liveIds(world.emulator)).toEqual([id]);
  }),
);

describe("after pulumi state rename, and a new resource under the old name", () => {
  const renamed = async ({ project, emulator }: World, order: "first" | "last", app = auto) => {
    project.declare({ app });
    await project.succeed("up");
    const [id = ""] = liveIds(emulator);
    await run(project, "state", "rename", project.urn("app"), "renamed", "--yes", "--stack", "dev");
    // Only a dependency fixes the order in which the engine hears of them.
    const inOrder = order === "first" ? ["app", "renamed"] : ["renamed", "app"];
    project.declare(
      Object.fromEntries(inOrder.map((name, index) => [name, { ...app, after: inOrder.slice(0, index) }])),
    );
    return id;
  };
  const held = (project: Project) =>
    Object.fromEntries(project.entries().map(({ urn, id }) => [urn.split("::").pop(), id]));

  it.concurrent(
    "fails at preview if the new one is registered first, and makes one as the message says",
    inProject(async (world) => {
      const { project, emulator } = world;
      const id = await renamed(world, "first");
      const preview = await project.see("preview");
      expect([preview.ok, preview.output]).toEqual([
        false,
        expect.stringContaining(
          `Auth config ${id} is held by the resource "renamed", but it carries the mark of "app", which is new and would take it over.`,
        ),
      ]);
      await project.succeed("up", { COMPOSIO_TAKE_OVER: "0" });
      expect(held(project)).toEqual({ renamed: id, app: liveIds(emulator).find((one) => one !== id) });
      await project.succeed("up --expect-no-changes");
    }),
  );

  itWhenFull.each(["first", "last"] as const)(
    "gives each resource its own auth config with a name of the user's own, or if the new one is registered %s",
    inProject(async (world, order) => {
      const { project, emulator } = world;
      const id = await renamed(world, order, order === "first" ? { toolkit: "github", name: "GitHub" } : auto);
      await project.succeed("up");
      expect(held(project)).toEqual({ renamed: id, app: liveIds(emulator).find((one) => one !== id) });
    }),
  );

  /** Without a preview, and the new one is registered first: both hold the auth config then, as the failed run says. */
  const heldByBoth = async (world: World) => {
    const { project } = world;
    const id = await renamed(world, "first");
    const { ok, output } = await project.see("up");
    expect([ok, output, held(project)]).toEqual([
      false,
      expect.stringContaining(
        `Auth config ${id} is held by the resource "renamed", and was taken over by "app" in this run.`,
      ),
      { app: id, renamed: id },
    ]);
    return id;
  };
  const doctorsLine = (id: string) => `"app" and "renamed" of stack dev hold one auth config, ${id}`;

  itWhenFull(
    "fails without a preview if the new one is registered first; that up and each later one name both holders",
    inProject(async (world) => {
      const { project, emulator } = world;
      const id = await heldByBoth(world);
      expect(await project.cli("doctor --stack dev")).toContain(doctorsLine(id));
      const orders: Array<[string[], Record<string, string>]> = [
        [["app", "renamed"], {}],
        [["renamed", "app"], {}],
        [["renamed", "app"], { PULUMI_PARALLEL_DIFF: "true" }],
      ];
      for (const [order, env] of orders) {
        project.declare(Object.fromEntries(order.map((name) => [name, auto])));
        const { ok, output } = await project.see("up", env);
        expect([ok, output]).toEqual([false, expect.stringMatching(/is held by the resource "\w+", by "\w+" too/)]);
      }
      // The second of these has given the renamed one its name, so doctor leaves it to that one.
      await run(project, "state", "delete", project.urn("app"), "--yes", "--stack", "dev");
      await project.succeed("up");
      expect(held(project)).toEqual({ renamed: id, app: liveIds(emulator).find((one) => one !== id) });
      await project.succeed("up --expect-no-changes");
    }),
  );

  itWhenFull(
    "says nothing in an up of one of two holders alone; a refresh warns, and doctor names both",
    inProject(async (world) => {
      const { project } = world;
      const id = await heldByBoth(world);
      const alone = await project.see(`up --target ${project.urn("renamed")}`);
      expect([alone.ok, alone.output]).toEqual([true, expect.not.stringContaining(id)]);
      const refresh = await project.see("refresh");
      expect([refresh.ok, refresh.output]).toEqual([
        true,
        expect.stringMatching(new RegExp(`warning: ${id} had the name "app-[0-9a-f]{16}" when this stack saw it last`)),
      ]);
      expect(await project.cli("doctor --stack dev")).toContain(doctorsLine(id));
    }),
  );

  itWhenFull(
    "takes it over from a resource behind another provider; preview and up warn, and doctor names both holders",
    inProject(async (world) => {
      const { project } = world;
      project.declare({ app: { ...auto, through: "one" } });
      await project.succeed("up");
      const id = `${idOf(project)}`;
      await run(project, "state", "rename", project.urn("app"), "renamed", "--yes", "--stack", "dev");
      project.declare({ app: { ...auto, through: "two" }, renamed: { ...auto, through: "one", after: ["app"] } });
      for (const operation of ["preview", "up"]) {
        const { ok, output } = await project.see(operation);
        expect([ok, output]).toEqual([true, expect.stringContaining(WARNING)]);
      }
      expect(held(project)).toEqual({ app: id, renamed: id });
      expect(await project.cli("doctor --stack dev")).toContain(doctorsLine(id));
    }),
  );
});

itWhenFull(
  "an export and import to another backend keeps the marks; the old place warns, and COMPOSIO_TAKE_OVER=0 separates the two",
  inProject(async (world) => {
    const { project, emulator } = world;
    project.declare({ app: auto });
    await project.succeed("up");
    const [id] = liveIds(emulator);
    const elsewhere = await openBackend();
    const file = path.join(world.backend.folder, "export.json");
    await run(project, "stack", "export", "--stack", "dev", "--file", file);
    const held = new Project(elsewhere, emulator);
    held.init();
    await run(held, "stack", "import", "--stack", "dev", "--file", file);
    held.declare({ app: auto });
    await held.succeed("up --expect-no-changes");

    await run(project, "stack", "rm", "dev", "--force", "--yes");
    world.backend.init(project.folder, "dev");
    const preview = await project.see("preview");
    expect([preview.ok, preview.output]).toEqual([true, expect.stringContaining(WARNING)]);
    await project.succeed("up", { COMPOSIO_TAKE_OVER: "0" });
    await project.succeed("destroy");
    expect([liveIds(emulator), idOf(held)]).toEqual([[id], id]);
    await elsewhere.close();
  }),
);
