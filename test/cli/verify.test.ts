/** The command as a user runs it, and as it is killed. What its probes see: `test/emulator/verify/`. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { readAnswers } from "../../src/cli/emulator-seed";
import type { Answers, Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { isScratch } from "../../src/verify/marks";
import { passingClock } from "../support/clocks";
import { withEmulator } from "../support/emulator";
import { inFullRun } from "../support/in-full-run";
import { failure, projectOf, runCli, startCli } from "./cli";

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

async function verifyOf(answers: Partial<Answers>, args: string[]) {
  const emulator = await startEmulator({ answers });
  try {
    const result = await runCli(["verify", "--yes", ...args], { env: projectOf(emulator) });
    return { ...result, apiKey: emulator.apiKey, left: alive(emulator) };
  } finally {
    await emulator.close();
  }
}

describe("verify", () => {
  it("prints a table, exits with 0 if all holds, and leaves nothing", async () => {
    const { code, stdout, stderr, left } = await verifyOf({}, []);
    expect({ code, left }).toEqual({ code: 0, left: [] });
    expect(stdout).toMatch(/^ +ASSUMPTION +EXPECTED +SEEN +VERDICT\n/);
    expect(stdout).toMatch(/^1 +how a secret of your own reads back +first-four +first-four +holds$/m);
    expect(stdout).toMatch(/\nholds: \d+, differs: 0, could not tell: 0, not probed: 4\.\n$/);
    expect(stderr).toContain("at most twelve at a time");
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
      // `emulate --answers` and a test read it by these two: neither takes a mistake.
      expect(readAnswers(file)).toEqual(answers);
      await (await startEmulator({ answers: saved })).close();
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
          means: "What a killed run left of a resource with a long logical name may not be recognized.",
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

  it("needs a key", async () => {
    expect(await runCli(["verify", "--yes"])).toEqual(
      failure("No Composio API key is set. Set COMPOSIO_API_KEY to a key of a project that serves nobody."),
    );
  });
});

/** Runs it until it has sent so many requests, and then sends it the signal. */
async function interrupted(emulator: Emulator, signal: NodeJS.Signals, afterRequests: number) {
  const until = emulator.requests.length + afterRequests;
  const { child, result } = startCli(["verify", "--yes"], { env: projectOf(emulator) });
  const isOver = result.then(() => true);
  while (emulator.requests.length < until && !(await Promise.race([isOver, turn(false)])));
  child.kill(signal);
  return result;
}

/** Of some 420 requests: while it looks, makes its first ones, in the middle of each group of probes, and while it deletes. */
const MOMENTS = [2, 9, 14, 30, 75, 130, 190, 250, 320, 385];
const MIDDLE = 190;
const OTHERS = MOMENTS.filter((moment) => moment !== MIDDLE);

async function leavesNothing(signal: NodeJS.Signals, moment: number): Promise<void> {
  const { clock, passMinutes } = passingClock();
  const emulator = await startEmulator({ clock });
  try {
    const { code } = await interrupted(emulator, signal, moment);
    const left = alive(emulator);
    if (signal !== "SIGKILL") expect({ code, left }).toEqual({ code: 1, left: [] });
    passMinutes(16);
    const second = await runCli(["verify", "--yes"], { env: projectOf(emulator) });
    expect({ code: second.code, left: alive(emulator) }).toEqual({ code: 0, left: [] });
  } finally {
    await emulator.close();
  }
}

describe.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("verify that is ended by %s", (signal) => {
  it.each([MIDDLE])("after %d requests leaves nothing, at the latest after a second run", (moment) =>
    leavesNothing(signal, moment),
  );
  inFullRun.each(OTHERS)("after %d requests leaves nothing, at the latest after a second run", (moment) =>
    leavesNothing(signal, moment),
  );
});
