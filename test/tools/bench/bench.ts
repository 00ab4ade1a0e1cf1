/**
 * Measures the cost of an auth config, against a provider that does nothing and against one written by hand. `npm run
 * bench` measures it all and writes the figures, the table and the chart into results/; options narrow it to a part,
 * which writes nothing. With `--against` another build runs beside this one, and a phase that got worse by more than 10
 * % is a failure.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { runCommand } from "../../support/engine/command";
import { findEngine } from "../../support/engine/find-engine";
import type { InstalledPackage } from "../../support/install";
import { installBuild, installPackage, removeInstalledPackage } from "../../support/install";
import { ensureEngine } from "../versions/engine";
import { chart } from "./chart";
import { changes, changesText } from "./compare";
import type { Build, Cell, Contestant, Mode, Results, Run } from "./plan";
import { contestants, modes, modeTitle, packaged, timesOf, titleOf } from "./plan";
import { describe, explanation, markdownTable, terminalTable } from "./report";
import { run } from "./run";
import { surroundings } from "./surroundings";

interface Options {
  n: number[];
  latency: number[];
  mode: Mode[];
  contestant: Contestant[];
  account: number[];
  against?: string;
  repeat: number;
  optimized?: boolean;
  save?: boolean;
}

const results = path.join(__dirname, "results");
const say = (line: string) => process.stderr.write(`${line}\n`);

async function bench(options: Options): Promise<void> {
  if (options.optimized) {
    process.env.PULUMI_COMPOSIO_TEST_ENGINE = await ensureEngine({ version: "3.274.1", optimized: true, log: say });
  }
  const engine = await findEngine({ log: say });
  const installed: Installed = { this: await install(options) };
  if (options.against !== undefined) installed.other = await installBuild(path.resolve(options.against));
  const measured: Results = { surroundings: surroundings(engine, options.against), runs: [] };
  say(describe(measured.surroundings));
  try {
    await measureAll(options, installed, measured.runs);
    console.log(`${terminalTable(measured)}\n${explanation(measured)}`);
    if (options.save || isWhole(options)) save(measured);
    if (installed.other !== undefined) judge(measured.runs);
  } finally {
    removeInstalledPackage();
    if (installed.other !== undefined) fs.rmSync(installed.other.folder, { recursive: true, force: true });
  }
}

type Installed = { this: InstalledPackage } & { [Name in Build]?: InstalledPackage };

function judge(runs: Run[]): void {
  const found = changes(runs);
  console.log(changesText(found));
  if (found.some(({ isWorse }) => isWorse)) process.exitCode = 1;
}

/** The contestants of a cell run one after the other, so that each comparison is of the same minutes of the machine. */
async function measureAll(options: Options, installed: Installed, runs: Run[]): Promise<void> {
  const cells: Cell[] = options.n.flatMap((n) =>
    options.latency.flatMap((latencyMs) =>
      options.mode.flatMap((mode) => options.account.map((account) => ({ n, latencyMs, mode, account }))),
    ),
  );
  const entrants = entrantsOf(options, installed);
  const total = cells.reduce((sum, cell) => sum + entrants.length * timesOf(cell, options.repeat), 0);
  for (const cell of cells) {
    for (let repeat = 0; repeat < timesOf(cell, options.repeat); repeat++) {
      for (const entrant of entrants) {
        say(`[${runs.length + 1}/${total}] ${describeCell(cell)}: ${titleOf(entrant)}`);
        const progress = (phase: string, { seconds }: { seconds: number }) => say(`  ${phase} ${seconds.toFixed(1)} s`);
        const done = await run({ cell, ...entrant, progress });
        if (done.failure !== null) say(`  failed: ${done.failure}`);
        runs.push(done);
      }
    }
  }
}

const describeCell = ({ n, latencyMs, mode, account }: Cell): string =>
  `N ${n} of ${n * account}, ${latencyMs} ms, ${modeTitle[mode]}`;

type Entrant = Pick<Run, "contestant" | "build"> & { installed: InstalledPackage };

/** The other build runs right after this one. */
function entrantsOf({ contestant: chosen }: Options, { this: own, other }: Installed): Entrant[] {
  return chosen.flatMap((contestant) => [
    { contestant, build: "this", installed: own },
    ...(other !== undefined && packaged.has(contestant)
      ? [{ contestant, build: "other" as const, installed: other }]
      : []),
  ]);
}

/** The package as a user has it, and the official SDK beside it for the contestant that uses it. */
async function install({ contestant }: Options): Promise<InstalledPackage> {
  say("installing the packed package, and the official SDK if a contestant uses it");
  const installed = await installPackage();
  if (!contestant.includes("handwritten")) return installed;

  const { devDependencies, overrides } = require("../../../package.json");
  const sdk = `@composio/core@${devDependencies["@composio/core"]}`;
  const project = path.join(installed.folder, "package.json");
  // npm heeds the overrides of the project alone, and this SDK asks for a client that the registry does not serve.
  fs.writeFileSync(project, JSON.stringify({ ...JSON.parse(fs.readFileSync(project, "utf8")), overrides }));
  const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", sdk];
  const { code, stderr } = await runCommand("npm", args, {
    cwd: installed.folder,
    env: process.env,
    timeoutMs: 180_000,
  });
  if (code !== 0) throw new Error(`npm install ${sdk}: ${stderr}`);
  return installed;
}

function isWhole({ n, latency, mode, contestant }: Options): boolean {
  return [n.length === 3, latency.length === 2, mode.length === 2, contestant.length === contestants.length].every(
    Boolean,
  );
}

function save(measured: Results): void {
  fs.mkdirSync(results, { recursive: true });
  fs.writeFileSync(path.join(results, "bench.json"), `${JSON.stringify(measured, null, 2)}\n`);
  fs.writeFileSync(path.join(results, "table.md"), markdownTable(measured));
  fs.writeFileSync(path.join(results, "chart.svg"), chart(measured));
  say(`written: ${results}`);
}

function numbers(text: string): number[] {
  return text.split(",").map((part) => {
    const number = Number(part);
    if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError(`must be whole numbers, such as 1,100`);
    return number;
  });
}

function factors(text: string): number[] {
  const all = numbers(text);
  if (all.includes(0)) throw new InvalidArgumentError("must be 1 or more");
  return all;
}

const oneOf = <Value extends string>(allowed: readonly Value[]) => {
  return (text: string): Value[] => {
    const wrong = text.split(",").find((part) => !(allowed as readonly string[]).includes(part));
    if (wrong !== undefined) throw new InvalidArgumentError(`must be of ${allowed.join(", ")}, but got: ${wrong}`);
    return allowed.filter((value) => text.split(",").includes(value));
  };
};

new Command("bench")
  .description("Measures pulumi-composio against a null provider and one written by hand.")
  .addOption(new Option("--n <numbers>", "auth configs in the stack").argParser(numbers).default([1, 100, 1000]))
  .addOption(new Option("--latency <ms>", "of every answer of the API").argParser(numbers).default([0, 50]))
  .addOption(new Option("--mode <modes>", "of the engine").argParser(oneOf(modes)).default([...modes]))
  .addOption(new Option("--contestant <names>", "who runs").argParser(oneOf(contestants)).default([...contestants]))
  .addOption(
    new Option("--account <factors>", "auth configs in the account, as multiples of N").argParser(factors).default([1]),
  )
  .addOption(new Option("--against <folder>", "a built working copy: compares, and fails if a phase got worse by 10 %"))
  .addOption(
    new Option("--repeat <times>", "takes medians; three times as often for N = 1").argParser(Number).default(1),
  )
  .option("--optimized", "with an optimized engine, built once (3 to 5 minutes)")
  .option("--save", "write the results of a part, too")
  .action(bench)
  .parseAsync()
  .catch((error: Error) => {
    say(`bench: ${error.message}`);
    process.exitCode = 1;
  });
