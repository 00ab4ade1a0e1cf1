/** The engine's tests in a copy of the last commit, with another SDK, under another Node and another engine. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { CommandTimeout, runCommand } from "../../support/engine/command";
import { cacheFolder } from "./cache";
import { withPath } from "./nodes";

const repository = path.join(__dirname, "../../..");

/** A built copy of the last commit, whose @pulumi/pulumi is of that version. */
export async function copyWithSdk(sdk: string): Promise<string> {
  const folder = cacheFolder(`checkout-sdk-${sdk}`);
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(folder)) {
    if (name !== "node_modules") fs.rmSync(path.join(folder, name), { recursive: true });
  }
  const archive = path.join(folder, "checkout.tar");
  await command(repository, "git", ["archive", "--output", archive, "HEAD"]);
  await command(folder, "tar", ["-xf", archive]);
  await installOnce(folder, sdk);
  await command(folder, "npm", ["run", "--silent", "build"]);
  return folder;
}

async function installOnce(folder: string, sdk: string): Promise<void> {
  const mark = path.join(folder, "node_modules/.installed");
  const wanted = createHash("sha256")
    .update(sdk)
    .update(fs.readFileSync(path.join(folder, "package-lock.json")))
    .digest("hex");
  if (fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === wanted) return;
  await command(folder, "npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"]);
  await command(folder, "npm", ["install", "--no-save", "--no-audit", "--no-fund", `@pulumi/pulumi@${sdk}`]);
  fs.writeFileSync(mark, wanted);
}

async function command(cwd: string, name: string, args: string[]): Promise<void> {
  const { code, stdout, stderr } = await runCommand(name, args, { cwd, env: process.env, timeoutMs: 600_000 });
  if (code !== 0) throw new Error(`${name} ${args[0]} in ${cwd}: ${(stdout + stderr).trim().slice(-1000)}`);
}

export interface SuiteResult {
  passed: number;
  /** The full names. */
  failed: string[];
  seconds: number;
}

interface SuiteOptions {
  checkout: string;
  /** The folders of `node` and `pulumi`. */
  node: string;
  engine: string;
  /** A regular expression on the files' paths, as jest takes it. */
  tests: string;
}

export async function runSuite({ checkout, node, engine, tests }: SuiteOptions): Promise<SuiteResult> {
  const startedAt = Date.now();
  const report = path.join(checkout, "node_modules/.suite.json");
  fs.rmSync(report, { force: true });
  const args = ["node_modules/jest/bin/jest.js", "--selectProjects", "engine", "--testPathPatterns", tests];
  const env = { ...withPath(engine, node), PULUMI_COMPOSIO_TEST_ENGINE: engine };
  const { stdout, stderr } = await runCommand(path.join(node, "node"), [...args, "--json", "--outputFile", report], {
    cwd: checkout,
    env,
    timeoutMs: 30 * 60_000,
  }).catch((error: Error) => {
    if (error instanceof CommandTimeout) return { stdout: "", stderr: error.message };
    throw error;
  });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  if (!fs.existsSync(report)) return { passed: 0, failed: [(stderr + stdout).trim().slice(-1000)], seconds };
  return { ...readReport(report), seconds };
}

interface Report {
  numPassedTests: number;
  testResults: { name: string; message: string; assertionResults: { status: string; fullName: string }[] }[];
}

function readReport(file: string): Pick<SuiteResult, "passed" | "failed"> {
  const report: Report = JSON.parse(fs.readFileSync(file, "utf8"));
  const failed = report.testResults.flatMap(({ name, message, assertionResults }) => {
    const names = assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
    // A file that could not be loaded has a message and no tests.
    return assertionResults.length === 0 && message ? [`${path.basename(name)}: ${message.slice(0, 500)}`] : names;
  });
  return { passed: report.numPassedTests, failed };
}
