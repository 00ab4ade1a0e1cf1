/** The command as a user runs it, and as it is killed. What its probes see: `test/emulator/verify/`. */
import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Answers, Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { isScratch } from "../../src/verify/marks";
import { PROBES } from "../../src/verify/probes";
import { passingClock } from "../support/clocks";
import { withEmulator } from "../support/emulator";
import type { CommandResult } from "../support/engine/command";
import { inFullRun } from "../support/in-full-run";
import type { CliOptions } from "./cli";
import { failure, projectOf, runCli, startCli, TERMINAL } from "./cli";

const alive = (emulator: Emulator): string[] => [
  ...emulator
    .authConfigs()
    .filter((config) => !config.deleted && isScratch(config))
    .map(({ name }) => name),
  ...emulator
    .connectedAccounts()
    .filter(({ deleted }) => !deleted)
    .map(({ id }) => id),
];

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-verify-"));
  try {
    await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function withProject(use: (emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator();
  try {
    await use(emulator);
  } finally {
    await emulator.close();
  }
}

async function verifyOf(answers: Partial<Answers>, args: string[]) {
  const emulator = await startEmulator({ answers });
  try {
    const result = await runCli(["verify", "--yes", ...args], { env: projectOf(emulator) });
    return { ...result, apiKey: emulator.apiKey, left: alive(emulator), made: emulator.authConfigs().length };
  } finally {
    await emulator.close();
  }
}

/** Against the emulator as a command. */
async function verifyEmulated(emulateArgs: string[], args: string[]): Promise<CommandResult> {
  let hear: (address: string) => void = () => {};
  const address = new Promise<string>((resolve) => {
    hear = resolve;
  });
  const onStdout = (text: string) => {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
    if (url !== undefined) hear(url);
  };
  const { child, result } = startCli(["emulate", "--port", "0", ...emulateArgs], { onStdout });
  try {
    const url = await Promise.race([address, result.then(({ stderr }) => stderr)]);
    return await runCli(["verify", "--yes", ...args], { env: projectOf({ url, apiKey: "ak_emulator" }) });
  } finally {
    child.kill("SIGINT");
    await result;
  }
}

describe("verify", () => {
  it("prints a table, exits with 0 if all holds, and leaves nothing", async () => {
    const { code, stdout, stderr, left, made } = await verifyOf({}, []);
    expect({ code, left }).toEqual({ code: 0, left: [] });
    expect(stdout).toMatch(/^ +ASSUMPTION +EXPECTED +SEEN +VERDICT\n/);
    expect(stdout).toMatch(/^1 +how a secret of your own reads back +first-four +first-four +holds$/m);
    expect(stdout).toMatch(/\nholds: \d+, differs: 0, could not tell: 0, not probed: 1\.\n$/);
    expect(stderr).toContain("at most 12 exist at any moment");
    // The number that it names before it begins.
    const [, said] = /^It makes some (\d+) auth configs/m.exec(stderr) ?? [];
    expect(Math.abs(made - Number(said))).toBeLessThan(5);
  });

  it("prints the differences, exits with 3, and saves a file that `emulate --answers` takes", () =>
    withFolder(async (folder) => {
      const file = path.join(folder, "composio-answers.json");
      const answers = { ownSecrets: "redacted", pageLimit: 50 } as const;
      const { code, stdout } = await verifyOf(answers, ["--save", file]);
      expect(code).toBe(3);
      expect(stdout).toContain("how a secret of your own reads back: redacted\n  Drift of secrets can't be seen");
      const saved = JSON.parse(fs.readFileSync(file, "utf8"));
      expect(saved).toEqual(answers);
      // An emulator in a test takes the file, and refuses a mistake in it; the command that takes it answers as the file says.
      await (await startEmulator({ answers: saved })).close();
      const again = path.join(folder, "again.json");
      const { code: differs } = await verifyEmulated(["--answers", file], ["--save", again]);
      expect([differs, JSON.parse(fs.readFileSync(again, "utf8"))]).toEqual([3, answers]);
    }));

  it("prints JSON without secrets, ids and names", async () => {
    const { code, stdout, apiKey } = await verifyOf({ search: "start" }, ["--json"]);
    const report = JSON.parse(stdout);
    expect(code).toBe(3);
    expect(report).toEqual({
      version: expect.any(String),
      day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      left: 0,
      findings: expect.arrayContaining([
        {
          assumption: 23,
          answer: "search",
          question: "where search looks",
          expected: "anywhere",
          seen: "start",
          verdict: "differs",
          means: "What a killed run left is not recognized: the next pulumi up makes a second one.",
        },
      ]),
    });
    expect(stdout).not.toMatch(/ac_|ca_|pulumi-composio-verify-|made-up-|gmail/i);
    expect(stdout).not.toContain(apiKey);
  });

  it(
    "asks before it runs, and so refuses to run outside of a terminal without --yes",
    withEmulator(async (emulator) => {
      expect(await runCli(["verify"], { env: projectOf(emulator) })).toEqual(
        failure("verify makes and deletes auth configs, so it asks first. Outside of a terminal, say --yes."),
      );
      expect(emulator.requests).toEqual([]);
    }),
  );

  it("prints in a terminal which probe it is at, and takes that line away", () =>
    withProject(async (emulator) => {
      const env = { ...projectOf(emulator), ...TERMINAL };
      const { code, stderr } = await runCli(["verify", "--yes"], { env });
      const lines = stderr.split("\r\u001b[K");
      expect(code).toBe(0);
      expect(lines.slice(1)).toEqual([
        ...PROBES.map(({ question }, index) => `${index + 1}/${PROBES.length} ${question}`),
        ...["deleting what was made", ""],
      ]);
    }));

  it("names what it keeps to the user, and not in the report", () =>
    withProject(async (emulator) => {
      const { code, stdout, stderr } = await met({ emulator, args: ["--json"] }, MIDDLE, () => {
        const [{ id = "" } = {}] = emulator.authConfigs().filter(({ deleted }) => !deleted);
        emulator.connectAccount(id, { userId: "somebody" });
      });
      const [kept] = emulator.authConfigs().filter(({ deleted }) => !deleted);
      expect({ code, left: JSON.parse(stdout).left }).toEqual({ code: 1, left: 1 });
      expect(stderr.trim().split("\n").at(-1)).toBe(
        `Kept, since somebody else has connected an account to it: ${kept?.name} (${kept?.id}). Delete it by hand.`,
      );
      expect(stdout).not.toMatch(/ac_|pulumi-composio-verify-/);
    }));

  it("needs a key", async () => {
    expect(await runCli(["verify", "--yes"])).toEqual(
      failure("No Composio API key is set. Set COMPOSIO_API_KEY to a key of a project that serves nobody."),
    );
  });
});

/** Runs it until it has sent so many requests, and then does that to it. */
async function met(
  { args = [], ...options }: CliOptions & { emulator: Emulator; args?: string[] },
  afterRequests: number,
  meet: (child: ChildProcess) => void,
): Promise<CommandResult> {
  const { emulator } = options;
  const until = emulator.requests.length + afterRequests;
  const { child, result } = startCli(["verify", "--yes", ...args], { env: projectOf(emulator), ...options });
  const isOver = result.then(() => true);
  while (emulator.requests.length < until && !(await Promise.race([isOver, turn(false)])));
  meet(child);
  return result;
}

/** Of some 470 requests: while it looks, makes its first ones, in the middle of each group of probes, and while it deletes. */
const MOMENTS = [2, 9, 14, 30, 75, 130, 190, 250, 340, 455];
const MIDDLE = 190;
const OTHERS = MOMENTS.filter((moment) => moment !== MIDDLE);

async function leavesNothing(signal: NodeJS.Signals, moment: number): Promise<void> {
  const { clock, passMinutes } = passingClock();
  const emulator = await startEmulator({ clock });
  try {
    const { code } = await met({ emulator }, moment, (child) => child.kill(signal));
    const left = alive(emulator);
    if (signal !== "SIGKILL") expect({ code, left }).toEqual({ code: 1, left: [] });
    passMinutes(16);
    const second = await runCli(["verify", "--yes"], { env: projectOf(emulator) });
    expect({ code: second.code, left: alive(emulator) }).toEqual({ code: 0, left: [] });
  } finally {
    await emulator.close();
  }
}

it("leaves nothing if the terminal is closed", () => leavesNothing("SIGHUP", MIDDLE));

it("ends at once at a second ^C, even while it deletes", async () => {
  // Slow enough that it still deletes when the second one comes.
  const emulator = await startEmulator({ latencyMs: 100 });
  try {
    let child: ChildProcess | undefined;
    const onStderr = (text: string) => {
      if (text.includes("Stopping: what was made is deleted first.")) child?.kill("SIGINT");
    };
    const { code } = await met({ emulator, onStderr }, MOMENTS[3] ?? 0, (running) => {
      child = running;
      running.kill("SIGINT");
    });
    expect(code).toBe(130);
    expect(alive(emulator)).not.toEqual([]);
  } finally {
    await emulator.close();
  }
});

/** The output of `verify` if the user types these answers, each when a question waits for one. */
async function asked(emulator: Emulator, answers: string[]): Promise<CommandResult> {
  let printed = "";
  const left = [...answers];
  const { child, result } = startCli(["verify"], {
    ...{ env: { ...projectOf(emulator), ...TERMINAL }, hasInput: true },
    onStderr: (text) => {
      printed += text;
      if (!printed.includes("(y/N) ")) return;
      printed = "";
      child.stdin?.write(left.shift() ?? "");
    },
  });
  return result;
}

describe("the questions of verify", () => {
  it.each([
    ["no", ["n\r"], 0],
    ["nothing", ["\r"], 0],
    ["^C", ["\u0003"], 130],
  ])("are answered with %s: nothing is sent but what looks", async (_answer, answers, code) => {
    await withProject(async (emulator) => {
      const ended = await asked(emulator, answers);
      expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: "" });
      expect(ended.stderr).toContain("Go on? (y/N) ");
      expect(emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    });
  });

  it("are two if an earlier run has left something, and each is asked for itself", async () => {
    const authConfigs = [{ toolkit: "gmail", name: `pulumi-composio-verify-${"0".repeat(16)}` }];
    const { clock, passMinutes } = passingClock();
    const emulator = await startEmulator({ clock, authConfigs });
    passMinutes(16);
    try {
      const kept = await asked(emulator, ["n\r", "n\r"]);
      expect([kept.code, alive(emulator)]).toEqual([0, [authConfigs[0]?.name]]);
      const deleted = await asked(emulator, ["y\r", "n\r"]);
      expect([deleted.code, alive(emulator)]).toEqual([0, []]);
      expect(emulator.requests.filter(({ method }) => method === "POST")).toEqual([]);
    } finally {
      await emulator.close();
    }
  });

  it("are answered with yes: it goes on", async () => {
    await withProject(async (emulator) => {
      const { code, stdout } = await asked(emulator, ["y\r"]);
      expect([code, alive(emulator)]).toEqual([0, []]);
      expect(stdout).toMatch(/\nholds: \d+, differs: 0,/);
    });
  });
});

describe.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("verify that is ended by %s", (signal) => {
  it.each([MIDDLE])("after %d requests leaves nothing, at the latest after a second run", (moment) =>
    leavesNothing(signal, moment),
  );
  inFullRun.each(OTHERS)("after %d requests leaves nothing, at the latest after a second run", (moment) =>
    leavesNothing(signal, moment),
  );
});
