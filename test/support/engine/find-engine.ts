/**
 * Finds a Pulumi engine for the tests and the demo, and makes one if there is none.
 * `tsx test/support/engine/find-engine.ts` prints the folder of the one that it found.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandTimeout, runCommand } from "./command";

/** The version that is installed or built; older ones on the PATH serve down to the minimum (import files need it). */
export const engineVersion = "3.274.1";
const minimumVersion = "3.254.0";
const minimumGoVersion = "1.26.6";

export interface Engine {
  /** The folder that holds `pulumi`. */
  directory: string;
  command: string;
  version: string;
  origin: "environment" | "path" | "cache" | "installer" | "go";
}

interface FindOptions {
  /** Is told what takes long. */
  log?: (line: string) => void;
}

/** Set by the first search, so that its child processes and test workers search no more. */
const directoryVariable = "PULUMI_COMPOSIO_TEST_ENGINE";

let found: Promise<Engine> | undefined;

export function findEngine({ log = () => {} }: FindOptions = {}): Promise<Engine> {
  found ??= find(log);
  return found;
}

async function find(log: (line: string) => void): Promise<Engine> {
  const engine = findReady() ?? (await makeInCache(log));
  if (path.dirname(engine.directory) === cachedEngine()) addHosts(engine.directory);
  process.env[directoryVariable] = engine.directory;
  return engine;
}

function findReady(): Engine | undefined {
  const given = process.env[directoryVariable];
  if (given !== undefined) return engineIn(given, "environment");

  for (const directory of (process.env.PATH ?? "").split(path.delimiter)) {
    const engine = engineIn(directory, "path");
    if (engine && isAtLeast(engine.version, minimumVersion)) return engine;
  }
  return engineIn(path.join(cachedEngine(), "bin"), "cache");
}

function engineIn(directory: string, origin: Engine["origin"]): Engine | undefined {
  const command = path.join(directory, process.platform === "win32" ? "pulumi.exe" : "pulumi");
  if (directory === "" || !fs.existsSync(command)) return undefined;

  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { stdout } = spawnSync(command, ["version"], { encoding: "utf8", timeout: 20_000, env });
  const version = /^v?(\d+\.\d+\.\d+)/.exec(stdout ?? "")?.[1];
  return version === undefined ? undefined : { directory, command, version, origin };
}

/** Lies outside the checkout, so that a second checkout does not build again. */
export function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "pulumi-composio");
}

function cachedEngine(): string {
  return path.join(cacheFolder(), `engine-${engineVersion}-optimized`);
}

/** Two checkouts may come here at once: the second waits for the first, then takes what it left. */
async function makeInCache(log: (line: string) => void): Promise<Engine> {
  fs.mkdirSync(cacheFolder(), { recursive: true });
  const lock = await acquireLock(`${cachedEngine()}.lock`, log);
  try {
    const engine = findReady();
    if (engine) return engine;

    return (await make("installer", install, log)) ?? (await make("go", build, log)) ?? failToFind();
  } finally {
    lock.release();
  }
}

function failToFind(): never {
  throw new Error(
    `No Pulumi engine could be found or made: install the Pulumi CLI >= ${minimumVersion}, or Go >= ${minimumGoVersion} and let this build one.`,
  );
}

/** Fills a temporary folder and renames it, so that no half-made engine is ever found. */
async function make(
  origin: "installer" | "go",
  fill: (folder: string, log: (line: string) => void) => Promise<void>,
  log: (line: string) => void,
): Promise<Engine | undefined> {
  const folder = fs.mkdtempSync(path.join(cacheFolder(), "making-"));
  try {
    await fill(folder, log);
    if (!engineIn(path.join(folder, "bin"), origin)) throw new Error("it left no working pulumi");
    fs.rmSync(cachedEngine(), { recursive: true, force: true });
    fs.renameSync(folder, cachedEngine());
    return engineIn(path.join(cachedEngine(), "bin"), origin);
  } catch (error) {
    log(`Pulumi engine: ${error instanceof Error ? error.message : error}`);
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The Automation API's own installer, in a child process: what it downloads with can only be stopped from outside. */
async function install(folder: string, log: (line: string) => void): Promise<void> {
  log(`Pulumi engine: installing ${engineVersion} (given up after 20 s)`);
  const script = `
    const { PulumiCommand } = require("@pulumi/pulumi/automation");
    const { SemVer } = require(require.resolve("semver", { paths: [require.resolve("@pulumi/pulumi/package.json")] }));
    PulumiCommand.install({ root: process.argv[1], version: new SemVer("${engineVersion}") }).catch((error) => {
      console.error(error.message);
      process.exitCode = 1;
    });`;
  const { code, stderr } = await runCommand(process.execPath, ["-e", script, folder], {
    cwd: __dirname,
    env: process.env,
    timeoutMs: 20_000,
  }).catch((error: unknown) => {
    if (error instanceof CommandTimeout) throw new Error("not installed within 20 s");
    throw error;
  });
  if (code !== 0) throw new Error(`not installed: ${stderr.trim().split("\n").pop()}`);
}

/**
 * Optimized, as the released one: that takes a minute more on 2 cores, once, and a tenth less CPU time in every run of the tests.
 * `go install …@version` refuses this module, since it replaces others; a module that names it as a tool does not.
 */
async function build(folder: string, log: (line: string) => void): Promise<void> {
  const startedAt = Date.now();
  const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const go = (args: string[]) => runGo(args, folder, log);

  const goVersion = (await go(["env", "GOVERSION"]).catch(() => "")).replace(/^go/, "");
  if (goVersion === "") throw new Error("not built: there is no Go here");
  if (!isAtLeast(goVersion, minimumGoVersion))
    throw new Error(`not built: Go is ${goVersion}, needs ${minimumGoVersion}`);

  log(
    `Pulumi engine: building ${engineVersion} with Go ${goVersion}, once, in ${cacheFolder()}; this takes 3 to 5 minutes`,
  );
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion}`;
  await go(["mod", "init", "pulumi-engine"]);
  await go(["get", "-tool", `github.com/pulumi/pulumi/pkg/v3/cmd/pulumi@v${engineVersion}`]);
  await go([...buildArguments({ definitions: version, optimized: true }), "tool"]);
  log(`Pulumi engine: built in ${elapsed()}`);
}

/** Into `bin`. `definitions` are the linker's. Without optimization a build takes two thirds of the time. */
export const buildArguments = ({ definitions = "", optimized = false } = {}): string[] => [
  "build",
  "-trimpath",
  ...["-tags", "osusergo,grpcnotrace"],
  ...(optimized ? [] : ["-gcflags", "all=-N -l -dwarf=false"]),
  ...["-ldflags", `-s -w ${definitions}`],
  ...["-o", "bin/"],
];

/** Runs go and gives its output. Throws with the end of its complaint. */
export async function runGo(args: string[], folder: string, log: (line: string) => void): Promise<string> {
  const startedAt = Date.now();
  const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const progress = setInterval(() => log(`Pulumi engine: go ${args[0]} … ${elapsed()}`), 10_000);
  try {
    const { code, stdout, stderr } = await runCommand("go", args, {
      cwd: folder,
      env: { ...process.env, GOWORK: "off", GOFLAGS: "" },
      timeoutMs: 20 * 60_000,
    });
    if (code !== 0) throw new Error(`go ${args[0]} failed after ${elapsed()}: ${stderr.trim().slice(-1000)}`);
    return stdout.trim();
  } finally {
    clearInterval(progress);
  }
}

/**
 * An installed CLI has the host of dynamic providers and that of Node programs beside it; one that was built has neither.
 * The first is part of the SDK, for the second there is a stand-in here. What is compiled is never overwritten.
 */
function addHosts(directory: string): void {
  const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
  const hosts = [
    path.join(sdk, "pulumi-resource-pulumi-nodejs"),
    path.join(__dirname, "language-host/pulumi-language-nodejs"),
  ];
  for (const source of hosts) {
    const target = path.join(directory, path.basename(source));
    const wanted = fs.readFileSync(source);
    const present = fs.existsSync(target) ? fs.readFileSync(target) : undefined;
    if (present?.equals(wanted) || (present && present.subarray(0, 2).toString() !== "#!")) continue;

    const half = `${target}.${process.pid}`;
    fs.writeFileSync(half, wanted, { mode: 0o755 });
    fs.renameSync(half, target);
  }
}

function isAtLeast(version: string, minimum: string): boolean {
  return version.localeCompare(minimum, "en", { numeric: true }) >= 0;
}

/**
 * A lock file that its holder touches every few seconds; one that nobody has touched for a minute is taken over.
 * If two take it over at the same moment, both build, each in a folder of its own, and the later rename wins.
 */
export async function acquireLock(file: string, log: (line: string) => void): Promise<{ release: () => void }> {
  for (let waits = 0; ; waits++) {
    try {
      fs.writeFileSync(file, "", { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const touchedAt = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - touchedAt > 60_000) fs.rmSync(file, { force: true });
    if (waits % 10 === 0) log(`Pulumi engine: another process is making one, waiting for it (${waits} s)`);
    await sleep(1000);
  }
  const touching = setInterval(() => fs.utimesSync(file, new Date(), new Date()), 5_000);
  return {
    release: () => {
      clearInterval(touching);
      fs.rmSync(file, { force: true });
    },
  };
}

if (require.main === module) {
  findEngine({ log: (line) => console.error(line) })
    .then((engine) => console.log(engine.directory))
    .catch((error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
}
