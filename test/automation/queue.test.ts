/** Turns, slots, the queue, deadlines and locks, around a CLI that runs no engine. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { CallOptions, Stacks, StacksOptions, Step } from "../../src/automation";
import { stacks } from "../../src/automation";
import { until } from "../engine/kill/project";

jest.setTimeout(60_000);

let folder: string;
const file = (name: string) => path.join(folder, name);
const before = { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR };

beforeAll(() => {
  // Found once in a process, so it is the same one for all tests.
  const bin = fs.mkdtempSync(path.join(os.tmpdir(), "fake-pulumi-"));
  fs.symlinkSync(path.join(__dirname, "fake-pulumi.cjs"), path.join(bin, "pulumi"));
  process.env.PATH = `${bin}${path.delimiter}${before.PATH}`;
});

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "queue-"));
  fs.writeFileSync(file("customer.js"), "");
  fs.writeFileSync(file("calls"), "");
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
afterAll(() => Object.assign(process.env, before));

const open = (options: Partial<StacksOptions> = {}): Stacks =>
  stacks({
    project: "p",
    program: file("customer.js"),
    workFolder: file("work"),
    env: { FAKE_PULUMI: folder, PULUMI_HOME: file("home") },
    ...options,
  });

const hold = (name: string) => fs.writeFileSync(file(`${name}.hold`), "");
const letGo = (name: string) => fs.rmSync(file(`${name}.hold`));
const calls = () => fs.readFileSync(file("calls"), "utf8").trim().split("\n");
const ups = () => calls().filter((call) => / up$/.test(call));
const workFolders = () =>
  fs.readdirSync(file("work"), { recursive: true, encoding: "utf8" }).filter((each) => /\//.test(each));

/** A call, its end as a value, and its steps. */
function watched<Result>(start: (options: CallOptions) => Promise<Result>, more: CallOptions = {}) {
  const steps: Step["state"][] = [];
  const end = start({ progress: ({ state }) => steps.push(state), ...more }).catch((error: Error) => error);
  return { steps, end };
}

const lockOf = (host: string, pid: number, since = new Date()) => `me@${host} (pid ${pid}) at ${since.toISOString()}`;

it("runs one stack's calls one after the other, and as many stacks at once as there are slots", async () => {
  const customers = open({ concurrency: 2 });
  for (const name of ["a", "b", "c"]) hold(name);
  const [first, second, other, third] = ["a", "a", "b", "c"].map((name) =>
    watched((options) => customers.up(name, options)),
  );
  await until(() => ups().length === 2, "two runs");
  expect(ups().sort()).toEqual(["a up", "b up"]);
  expect(customers.health()).toEqual({ running: 2, queued: 2, locked: [] });
  letGo("b");
  expect(await other?.end).toEqual({ outputs: { stack: { value: "b", secret: false } } });
  await until(() => ups().includes("c up"), "the third stack");
  letGo("c");
  await third?.end;
  expect(ups()).toHaveLength(3);
  letGo("a");
  expect([await first?.end, await second?.end]).toHaveLength(2);
  expect(ups().filter((call) => call === "a up")).toHaveLength(2);
  expect(second?.steps).toEqual(["queued", "started", "done"]);
  expect(customers.health()).toEqual({ running: 0, queued: 0, locked: [] });
  expect(workFolders()).toEqual([]);
});

it("refuses a call if the queue is full, and takes calls again when it is not", async () => {
  const customers = open({ concurrency: 1, queue: 1 });
  hold("a");
  const first = watched((options) => customers.up("a", options));
  await until(() => ups().length === 1, "the run");
  const second = watched((options) => customers.up("b", options));
  await expect(customers.up("c")).rejects.toMatchObject({ name: "QueueFull", queued: 1 });
  letGo("a");
  await Promise.all([first.end, second.end]);
  expect(await customers.up("c")).toEqual({ outputs: { stack: { value: "c", secret: false } } });
});

it("ends a waiting call at once, and never begins its work", async () => {
  const customers = open({ concurrency: 1 });
  hold("a");
  const first = watched((options) => customers.up("a", options));
  await until(() => ups().length === 1, "the run");
  const controller = new AbortController();
  const reason = new Error("the caller has gone");
  const waiting = watched((options) => customers.up("b", options), { signal: controller.signal });
  controller.abort(reason);
  expect(await waiting.end).toMatchObject({ name: "Aborted", reason });
  expect(customers.health()).toEqual({ running: 1, queued: 0, locked: [] });
  letGo("a");
  await first.end;
  expect(ups()).toEqual(["a up"]);
});

it("asks a run to end when its signal or its deadline comes, and kills it after the grace period", async () => {
  const customers = open({ concurrency: 3, timeoutMs: 3_000, graceMs: 100 });
  for (const name of ["a", "b", "c"]) hold(name);
  fs.writeFileSync(file("c.deaf"), "");
  const controller = new AbortController();
  const aborted = watched((options) => customers.up("a", options), { signal: controller.signal });
  const late = watched((options) => customers.up("b", options));
  const deaf = watched((options) => customers.up("c", options));
  await until(() => ups().length === 3, "three runs");
  controller.abort();
  expect(await aborted.end).toMatchObject({ name: "Aborted" });
  expect(await late.end).toMatchObject({ name: "TimedOut", timeoutMs: 3_000 });
  expect(await deaf.end).toMatchObject({ name: "TimedOut" });
  const signals = calls().filter((call) => /SIGINT/.test(call));
  expect(signals.sort()).toEqual(["a SIGINT", "b SIGINT", "c SIGINT", "c SIGINT"]);
  expect(workFolders()).toEqual([]);
});

it.each(["queued", "started", "done"] as const)(
  "rejects with the error of a callback that throws at %s",
  async (state) => {
    const customers = open();
    const thrown = new Error("the callback fails");
    const progress = (step: Step) => {
      if (step.state === state) throw thrown;
    };
    await expect(customers.up("a", { progress })).rejects.toBe(thrown);
    expect(customers.health()).toEqual({ running: 0, queued: 0, locked: [] });
  },
);

it("looks again at a state that another engine is writing", async () => {
  fs.writeFileSync(file("a.halfWritten"), "");
  expect(await open().up("a")).toEqual({ outputs: { stack: { value: "a", secret: false } } });
});

describe("a lock", () => {
  const since = new Date("2026-01-01T00:00:00Z");

  it("of another host is reported at once, with its owner, and listed until a call gets past it", async () => {
    const customers = open();
    fs.writeFileSync(file("a.lock"), lockOf("elsewhere", 7, since));
    const owner = { host: "elsewhere", pid: 7, user: "me", since };
    await expect(customers.up("a")).rejects.toMatchObject({ name: "Locked", ...owner });
    expect(customers.health().locked).toEqual([{ name: "a", ...owner }]);
    fs.rmSync(file("a.lock"));
    await customers.up("a");
    expect(customers.health().locked).toEqual([]);
  });

  it("of a process of this host that runs is kept", async () => {
    const customers = open();
    fs.writeFileSync(file("a.lock"), lockOf(os.hostname(), process.pid));
    await expect(customers.up("a")).rejects.toMatchObject({ name: "Locked", pid: process.pid });
  });

  it.each([
    { whose: "does not run", pid: 2 ** 22 + 1, at: new Date() },
    { whose: "began after it was taken", pid: process.pid, at: since },
  ])("of a process of this host that $whose is released", async ({ pid, at }) => {
    const customers = open();
    fs.writeFileSync(file("a.lock"), lockOf(os.hostname(), pid, at));
    const call = watched((options) => customers.up("a", options));
    expect(await call.end).toEqual({ outputs: { stack: { value: "a", secret: false } } });
    expect(call.steps).toEqual(["queued", "started", "unlocked", "done"]);
  });

  it.each([true, false])("is released or kept as isDead says: %s", async (isDead) => {
    const asked: object[] = [];
    const customers = open({
      isDead: async (owner) => {
        asked.push(owner);
        return isDead;
      },
    });
    fs.writeFileSync(file("a.lock"), lockOf(isDead ? "elsewhere" : os.hostname(), 2 ** 22 + 1, since));
    const end = await watched((options) => customers.up("a", options)).end;
    expect(end).toMatchObject(isDead ? { outputs: {} } : { name: "Locked" });
    expect(asked[0]).toEqual({ host: isDead ? "elsewhere" : os.hostname(), pid: 2 ** 22 + 1, user: "me", since });
  });

  it("of a stack that does not exist is reported, if the CLI can't release it and no folder holds it", async () => {
    const customers = open({
      env: { FAKE_PULUMI: folder, PULUMI_HOME: file("home"), PULUMI_BACKEND_URL: "s3://state" },
    });
    fs.writeFileSync(file("a.missing"), "");
    fs.writeFileSync(file("a.lock"), lockOf(os.hostname(), 2 ** 22 + 1, since));
    await expect(customers.up("a")).rejects.toMatchObject({ name: "Locked", pid: 2 ** 22 + 1, since });
    expect(calls()).toContain("a cancel");
    fs.rmSync(file("a.lock"));
    expect(await customers.up("a")).toEqual({ outputs: { stack: { value: "a", secret: false } } });
  });

  it("of a stack that does not exist is deleted from a folder, and one that another process has taken since is not", async () => {
    const env = { FAKE_PULUMI: folder, PULUMI_HOME: file("home"), PULUMI_BACKEND_URL: `file://${file("state")}` };
    const locks = file("state/.pulumi/locks/organization/p/a");
    fs.mkdirSync(locks, { recursive: true });
    const write = (name: string, pid: number) => {
      fs.writeFileSync(path.join(locks, `${name}.json`), JSON.stringify({ pid, hostname: os.hostname() }));
      fs.writeFileSync(path.join(locks, `${name}.json.attrs`), "{}");
    };
    write("gone", 2 ** 22 + 1);
    write("new", process.pid);
    fs.writeFileSync(file("a.missing"), "");
    fs.writeFileSync(file("a.lock"), lockOf(os.hostname(), 2 ** 22 + 1, since));
    // The stand-in goes on to report its lock.
    await expect(open({ env }).up("a")).rejects.toMatchObject({ name: "Locked" });
    expect(fs.readdirSync(locks).sort()).toEqual(["new.json", "new.json.attrs"]);
  });

  it("that the CLI refuses to release ends the call with what the CLI says", async () => {
    fs.writeFileSync(file("a.lock"), lockOf(os.hostname(), 2 ** 22 + 1, since));
    fs.writeFileSync(file("a.refused"), "");
    await expect(open().up("a")).rejects.toMatchObject({
      name: "Failed",
      message: 'Could not work on "a": access denied',
    });
  });

  it("is waited for outside the slots, if the caller wants that", async () => {
    const customers = open({ concurrency: 1, lockTimeoutMs: 30_000 });
    fs.writeFileSync(file("a.lock"), lockOf("elsewhere", 7));
    const waiting = watched((options) => customers.up("a", options));
    await until(() => waiting.steps.includes("locked"), "the wait");
    expect(await customers.up("b")).toEqual({ outputs: { stack: { value: "b", secret: false } } });
    fs.rmSync(file("a.lock"));
    expect(await waiting.end).toEqual({ outputs: { stack: { value: "a", secret: false } } });
    const { steps } = waiting;
    expect([steps.filter((state) => state === "locked").length, steps[0], steps.at(-1)]).toEqual([1, "queued", "done"]);
  });
});

describe("recover()", () => {
  const gone = 2 ** 22 + 1;

  /** As a service leaves it that was killed at work on the stack `a`. */
  async function leftFolder(customers: Stacks, service: { host?: string; pid?: number } = {}): Promise<string> {
    await customers.up("b");
    const [root = ""] = fs.readdirSync(file("work"));
    const left = path.join(file("work"), root, "a.left");
    fs.mkdirSync(left);
    const note = { host: os.hostname(), pid: gone, at: new Date().toISOString(), ...service };
    fs.writeFileSync(path.join(left, "service"), JSON.stringify(note));
    return left;
  }

  it("does nothing if no service was killed", async () => {
    const customers = open();
    await customers.up("a");
    expect(await customers.recover()).toEqual({ unlocked: [], takenOver: [], workFolders: 0, failed: [] });
  });

  it("releases the lock that a killed service left, and removes its work folder", async () => {
    const customers = open();
    await leftFolder(customers);
    const since = new Date("2026-01-01T00:00:00Z");
    fs.writeFileSync(file("a.lock"), lockOf(os.hostname(), gone, since));
    expect(await customers.recover()).toEqual({
      unlocked: [{ name: "a", host: os.hostname(), pid: gone, user: "me", since }],
      takenOver: [],
      workFolders: 1,
      failed: [],
    });
    expect([fs.existsSync(file("a.lock")), workFolders()]).toEqual([false, []]);
  });

  it("waits for an engine that outlived its service, and leaves other stacks alone meanwhile", async () => {
    const customers = open();
    const left = await leftFolder(customers);
    hold("engine");
    const wait = `const fs = require("fs"); setInterval(() => fs.existsSync(${JSON.stringify(file("engine.hold"))}) || process.exit(), 10)`;
    const engine = spawn(process.execPath, ["-e", wait], { env: { ...process.env, PULUMI_COMPOSIO_OPERATION: left } });
    const note = { host: os.hostname(), pid: engine.pid, at: new Date().toISOString() };
    fs.writeFileSync(path.join(left, "engine"), JSON.stringify(note));
    let isRecovered = false;
    const recovering = customers.recover().finally(() => {
      isRecovered = true;
    });
    expect(await customers.up("c")).toEqual({ outputs: { stack: { value: "c", secret: false } } });
    expect([isRecovered, calls().includes("a stack select")]).toEqual([false, false]);
    letGo("engine");
    expect(await recovering).toMatchObject({ workFolders: 1, failed: [] });
    expect(calls()).toContain("a stack select");
  });

  it.each([
    { whose: "runs", service: { pid: process.pid } },
    { whose: "is another host's", service: { host: "elsewhere" } },
  ])("leaves the folder of a service that $whose alone", async ({ service }) => {
    const customers = open();
    const left = await leftFolder(customers, service);
    expect(await customers.recover()).toEqual({ unlocked: [], takenOver: [], workFolders: 0, failed: [] });
    expect(fs.existsSync(left)).toBe(true);
  });

  it("tells of a stack that it could not recover, and keeps its folder for the next time", async () => {
    const customers = open();
    const left = await leftFolder(customers);
    fs.writeFileSync(file("a.lock"), lockOf("elsewhere", 7));
    const { failed, workFolders: removed } = await customers.recover();
    expect([failed, removed]).toMatchObject([[{ name: "a", error: { name: "Locked", host: "elsewhere" } }], 0]);
    expect(fs.existsSync(left)).toBe(true);
  });
});

it("refuses new calls once it closes, lets running calls end, and rejects waiting ones", async () => {
  const customers = open({ concurrency: 1 });
  hold("a");
  const first = watched((options) => customers.up("a", options));
  await until(() => ups().length === 1, "the run");
  const waiting = watched((options) => customers.up("b", options));
  let isClosed = false;
  const closing = customers.close().then(() => {
    isClosed = true;
  });
  expect(await waiting.end).toMatchObject({ name: "Closed" });
  await expect(customers.up("c")).rejects.toMatchObject({ name: "Closed" });
  expect(isClosed).toBe(false);
  letGo("a");
  await closing;
  expect(await first.end).toEqual({ outputs: { stack: { value: "a", secret: false } } });
});

it("ends running calls too if it is to close within a time", async () => {
  const customers = open();
  hold("a");
  const run = watched((options) => customers.up("a", options));
  await until(() => ups().length === 1, "the run");
  await customers.close({ timeoutMs: 10 });
  expect(await run.end).toMatchObject({ name: "Closed" });
});

it.each(["--help", "-h", "Acme", "organization/p/acme", "acme/..", "", "a".repeat(64), "a.b", "a_b", 7, undefined])(
  "refuses the name %p before anything runs",
  async (name) => {
    const customers = open();
    const given = name as string;
    for (const call of [customers.up(given), customers.destroy(given)]) {
      await expect(call).rejects.toMatchObject({ name: "InvalidName" });
    }
    expect(calls()).toEqual([""]);
  },
);

it.each([
  [{ concurrency: 0 }, "stacks: concurrency must be a whole number of at least 1, but got: 0"],
  [{ queue: 1.5 }, "stacks: queue must be a whole number of at least 0, but got: 1.5"],
  [{ timeoutMs: "10" }, 'stacks: timeoutMs must be a whole number of at least 1, but got: "10"'],
  [{ project: "a/b" }, 'stacks: project must be the name of a Pulumi project, but got: "a/b"'],
  [{ program: "/nowhere.js" }, 'stacks: program must be the path of a file that exists, but got: "/nowhere.js"'],
  [{ env: { TOKEN: 4720 } }, "stacks: env.TOKEN must be a string, but got: a value of type number"],
  [
    { secretsProvider: "a passphrase" },
    'stacks: secretsProvider must be as in "awskms://alias/customers", but got: "a passphrase"',
  ],
  [{ isDead: true }, "stacks: isDead must be a function, but got: a value of type boolean"],
])("refuses the options %j", (options, message) => {
  expect(() => open(options as Partial<StacksOptions>)).toThrow(new TypeError(message));
});

it("refuses an environment with values that are no strings, and does not print them", async () => {
  const customers = open();
  const env = { SECRET: 4720 } as unknown as Record<string, string>;
  await expect(customers.up("a", { env })).rejects.toThrow(
    'stack "a": env.SECRET must be a string, but got: a value of type number',
  );
});
