/** The CLI is killed in the middle of an operation, and run again. */
import type { Fault } from "../../../src/emulator";
import type { Declared, Project } from "./project";
import { exactly, inProject, whole } from "./project";

// Those that wait for their turn count too.
jest.setTimeout(600_000);

const isFull = process.env.TEST_FULL === "1";

interface Middle {
  /** The auth configs before the run that is killed. Default: none. */
  before?: Declared;
  declared: Declared;
  args?: (project: Project) => string[];
  /** The request that is held, and whose arrival is the moment to kill at. */
  held: Pick<Fault, "method" | "path">;
  /** Beside that, for what has no request of its own. */
  isReached?: (project: Project) => boolean;
}

const github = { toolkit: "github" };
const notion = (secret: string) => ({
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: "app", client_secret: secret },
});

const middles: Record<string, Middle> = {
  "a create": {
    declared: { held: github, beside: notion("s3cr3t-1") },
    held: { method: "POST", path: "/auth_configs" },
  },
  "an update": {
    before: { held: notion("s3cr3t-1"), beside: github },
    declared: { held: notion("s3cr3t-2"), beside: github },
    held: { method: "PATCH", path: "/auth_configs/" },
  },
  "a delete": {
    before: { held: github, beside: notion("s3cr3t-1") },
    declared: { beside: notion("s3cr3t-1") },
    held: { method: "DELETE", path: "/auth_configs/" },
  },
  // Deletes begin when all creates have ended, so a held create keeps the engine between the two.
  "a replacement, after the takeover and before the delete": {
    before: { replaced: notion("s3cr3t-1") },
    declared: { replaced: notion("s3cr3t-1"), held: github },
    args: (project) => ["up", "--replace", project.urn("replaced")],
    held: { method: "POST", path: "/auth_configs" },
    isReached: (project) => project.calls().some(({ resource, phase }) => resource === "replaced" && phase === "ends"),
  },
};

const signals: Array<[string, NodeJS.Signals, boolean]> = [
  ["SIGINT", "SIGINT", false],
  ["SIGINT twice", "SIGINT", true],
  ["SIGTERM", "SIGTERM", false],
  ["SIGKILL", "SIGKILL", false],
];
const checkpoints: Array<[string, Record<string, string>]> = [
  ["with checkpoints", {}],
  ["without checkpoints", { PULUMI_SKIP_CHECKPOINTS: "true" }],
];

/** In short runs. A killed create with checkpoints, and a killed replacement, are in other files of this folder. */
const sample = [
  ["a create", "SIGKILL", 1],
  ["an update", "SIGTERM", 0],
  ["a delete", "SIGINT", 1],
  ["a delete", "SIGKILL", 0],
].map((row) => row.join());

const cases = Object.entries(middles).flatMap(([name, middle]) =>
  signals.flatMap(([how, signal, isTwice]) =>
    checkpoints.flatMap(([kind, env], index) =>
      isFull || sample.includes([name, how, index].join())
        ? [[how, name, kind, { ...middle, signal, isTwice, env }] as const]
        : [],
    ),
  ),
);

it.concurrent.each(cases)(
  "%s in the middle of %s, %s: the next run makes it whole",
  inProject(async ({ project, emulator, passMinutes }, _how, _name, _kind, killing) => {
    const { before, declared, args = () => ["up"], held, isReached = () => true, signal, isTwice, env } = killing;
    if (before) {
      project.declare(before);
      await project.succeed("up", env);
      // Of what was made within a minute, the provider never believes that it is gone.
      passMinutes(2);
    }
    project.declare(declared);
    emulator.failNext({ kind: "slow", delayMs: 1_500, ...held });
    const since = emulator.requests.length;
    const isHeld = () => emulator.requests.slice(since).some(({ fault }) => fault === "slow");
    const when = () => isHeld() && isReached(project);
    const killed = await project.kill({ signal, isTwice, args: args(project), env, when });
    expect(killed.code).not.toBe(0);

    await project.succeed("up", env);
    await project.succeed("refresh --clear-pending-creates --expect-no-changes", env);
    expect(whole(project)).toEqual(exactly(Object.keys(declared), emulator));
  }),
);
