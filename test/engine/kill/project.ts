/** A project folder under the real CLI whose runs can be killed, and what is left of them afterwards. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import pLimit from "p-limit";
import type { Emulator, EmulatorOptions } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";
import type { PassingClock } from "../../support/clocks";
import { passingClock } from "../../support/clocks";
import { AUTH_CONFIG_TYPE, isPlugin } from "../../support/door";
import type { PulumiOptions } from "../../support/engine/cli";
import { runPulumi, spawnPulumi } from "../../support/engine/cli";
import type { CommandResult } from "../../support/engine/command";
import { runCommand } from "../../support/engine/command";
import type { Backend, State, StateResource } from "../../support/engine/stack";
import { openBackend } from "../../support/engine/stack";

const repository = path.join(__dirname, "../../..");
const unbuiltPlugin = path.join(repository, "test/support/plugin/unbuilt");

interface DeclaredAuthConfig {
  toolkit: string;
  name?: string;
  /** The logical names that it depends on. */
  after?: string[];
  /** The logical name of an explicit provider, of the same key and address as the default one. */
  through?: string;
  [arg: string]: unknown;
}

/** Read by the program at each run: the args of each auth config by logical name, in the order of their registration. */
export type Declared = Record<string, DeclaredAuthConfig>;

const program = `
const { readFileSync } = require("node:fs");
const { AuthConfig, Provider } = require("pulumi-composio");
const { COMPOSIO_API_KEY: apiKey, COMPOSIO_BASE_URL: baseUrl } = process.env;
const made = {};
const providers = {};
const providerOf = (name) => name && (providers[name] ??= new Provider(name, { apiKey, baseUrl }));
for (const [name, { after = [], through, options = {}, ...args }] of Object.entries(JSON.parse(readFileSync("declared.json", "utf8")))) {
  const dependsOn = after.map((other) => made[other]);
  made[name] = new AuthConfig(name, args, { ...options, provider: providerOf(through), dependsOn });
}`;

/** The engine's calls to a provider process, and their outcomes. */
export interface Call {
  pid: number;
  method: "check" | "diff" | "create" | "read" | "update" | "delete";
  /** Empty for check and create. */
  id: string;
  /** The logical name. */
  resource: string;
  /** The mark in the state that the call was about: the two entries of an id that is held twice differ in it. */
  owner?: string;
  phase: "begins" | "ends" | "fails";
  /** The id that a create ended with. */
  made?: string;
  message?: string;
}

export interface World {
  emulator: Emulator;
  backend: Backend;
  /** Of the stack `dev`, which is there and empty. */
  project: Project;
  passMinutes: PassingClock["passMinutes"];
}

/** Tests that are run by `it.concurrent` come two at a time: for most of its time an engine keeps one core busy. */
const twoAtATime = pLimit(2);

/** Runs a test against an emulator, a backend and a project of its own. */
export const inProject =
  <Row extends readonly unknown[]>(test: (world: World, ...row: Row) => Promise<void>, options: EmulatorOptions = {}) =>
  (...row: Row): Promise<void> =>
    twoAtATime(async () => {
      const { clock, passMinutes } = passingClock();
      const [backend, emulator] = [await openBackend(), await startEmulator({ clock, ...options })];
      try {
        const project = new Project(backend, emulator);
        project.init();
        await test({ emulator, backend, project, passMinutes }, ...row);
      } finally {
        await backend.close();
        await emulator.close();
      }
    });

export interface Killing {
  signal: NodeJS.Signals;
  /** Send it again when the CLI says that it is cancelling, as somebody who does not want to wait. */
  isTwice?: boolean;
  args: string[];
  /** Kill the provider too, as when the machine dies. */
  isProviderKilled?: boolean;
  /** The moment to kill at. */
  when: () => boolean;
  /** The run may end before that moment. Default: that is an error, since nothing was killed. */
  mayEnd?: boolean;
  env?: Record<string, string>;
}

export class Project {
  readonly #witness: string;

  constructor(
    readonly backend: Backend,
    readonly emulator: Emulator,
    readonly stack = "dev",
    readonly folder = path.join(backend.folder, `project-${stack}`),
  ) {
    this.#witness = path.join(this.folder, "witness.ndjson");
    if (!fs.existsSync(this.folder)) this.#furnish();
    this.forgetCalls();
  }

  #furnish(): void {
    fs.mkdirSync(path.join(this.folder, "node_modules"), { recursive: true });
    fs.symlinkSync(path.join(repository, "node_modules/@pulumi"), path.join(this.folder, "node_modules/@pulumi"));
    furnishPackage(path.join(this.folder, "node_modules/pulumi-composio"));
    const runtime = "runtime: { name: nodejs, options: { typescript: false } }";
    fs.writeFileSync(path.join(this.folder, "Pulumi.yaml"), `name: shop\n${runtime}\nmain: index.js\n`);
    fs.writeFileSync(path.join(this.folder, "package.json"), `{ "name": "shop" }`);
    this.write(program);
  }

  /** Another program than that of `declare`. */
  write(code: string): void {
    fs.writeFileSync(path.join(this.folder, "index.js"), code);
  }

  declare(declared: Declared): void {
    fs.writeFileSync(path.join(this.folder, "declared.json"), JSON.stringify(declared));
  }

  pulumi(...args: string[]): Promise<CommandResult> {
    return runPulumi(args, this.#options());
  }

  /** An operation that must succeed; a line of arguments, such as `up --target <urn>`. */
  async succeed(args: string, env?: Record<string, string>): Promise<CommandResult> {
    const operation = this.#operation(args.split(" "));
    const result = await runPulumi(operation, this.#options(env));
    if (result.code !== 0) {
      throw new Error(`pulumi ${operation.join(" ")} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
    }
    return result;
  }

  /** The output that a user sees of an operation, and whether it succeeds. */
  async see(args: string, env?: Record<string, string>): Promise<{ ok: boolean; output: string }> {
    const operation = args.split(" ");
    const all =
      operation[0] === "preview"
        ? [...operation, "--non-interactive", "--stack", this.stack]
        : this.#operation(operation);
    const { code, stdout, stderr } = await runPulumi(all, this.#options(env));
    return { ok: code === 0, output: stdout + stderr };
  }

  /** The output of the package's command line, such as `doctor --stack dev`. */
  async cli(args: string): Promise<string> {
    const bin = path.join(repository, "dist/cli/index.js");
    const { cwd, env = {} } = this.#options();
    return (await runCommand(process.execPath, [bin, ...args.split(" ")], { cwd, env, timeoutMs: 60_000 })).stdout;
  }

  init(): void {
    this.backend.init(this.folder, this.stack);
  }

  /**
   * Starts an operation and kills its CLI at a moment. Returns when that has ended, and its provider, which may outlive it,
   * has nothing to do any more; then mends what a killed CLI leaves: its lock, and a file that it had begun.
   */
  async kill({ signal, isTwice, isProviderKilled, args, when, mayEnd, env }: Killing): Promise<CommandResult> {
    this.forgetCalls();
    let output = "";
    const keep = (text: string) => {
      output += text;
    };
    const options = { ...this.#options(env), onStdout: keep, onStderr: keep };
    const running = await spawnPulumi(this.#operation(args), options);
    try {
      let hasEnded = false;
      const ended = running.result.finally(() => {
        hasEnded = true;
      });
      await until(() => when() || hasEnded, "the moment to kill at");
      if (hasEnded && !mayEnd)
        throw new Error(`The run has ended, and the moment to kill it at has not come:\n${output}`);
      if (isProviderKilled) running.close();
      running.signal(signal);
      if (isTwice) {
        await until(() => output.includes("press ^C again") || hasEnded, "the CLI's word that it is cancelling");
        running.signal(signal);
      }
      const result = await ended;
      await until(() => !this.#isWorking(), "the end of what the provider does", 50);
      return result;
    } finally {
      running.close();
      await this.deleteEmptyAttributes();
      await this.pulumi("cancel", "--yes", "--stack", this.stack);
    }
  }

  /** The command of docs/killed-runs.md: a kill may have come between two steps of a write. */
  async deleteEmptyAttributes(): Promise<void> {
    const folder = path.join(this.backend.folder, "state/.pulumi");
    const { cwd, env = {} } = this.#options();
    await runCommand("find", [folder, "-name", "*.attrs", "-empty", "-delete"], { cwd, env, timeoutMs: 60_000 });
  }

  calls(): Call[] {
    const lines = fs.readFileSync(this.#witness, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line));
  }

  forgetCalls(): void {
    fs.writeFileSync(this.#witness, "");
  }

  /** Is a provider still at a call? One that was ended itself will never answer. */
  #isWorking(): boolean {
    const unanswered = new Map<number, number>();
    for (const { pid, phase } of this.calls()) {
      unanswered.set(pid, (unanswered.get(pid) ?? 0) + (phase === "begins" ? 1 : -1));
    }
    return [...unanswered].some(([pid, count]) => count > 0 && isRunning(pid));
  }

  urn(name: string): string {
    return `urn:pulumi:${this.stack}::shop::${AUTH_CONFIG_TYPE}::${name}`;
  }

  get stateFile(): string {
    return path.join(this.backend.folder, "state/.pulumi/stacks/shop", `${this.stack}.json`);
  }

  state(): State {
    return JSON.parse(fs.readFileSync(this.stateFile, "utf8")).checkpoint.latest ?? {};
  }

  /** The auth configs in the state. */
  entries(): StateResource[] {
    return (this.state().resources ?? []).filter(({ type }) => type === AUTH_CONFIG_TYPE);
  }

  #operation(args: string[]): string[] {
    return [...args, "--yes", "--skip-preview", "--non-interactive", "--stack", this.stack];
  }

  #options(env: Record<string, string> = {}): PulumiOptions {
    const { PATH = "", NODE_OPTIONS = "" } = this.backend.env;
    return {
      cwd: this.folder,
      env: {
        ...this.backend.env,
        PATH: isPlugin ? [unbuiltPlugin, PATH].join(path.delimiter) : PATH,
        COMPOSIO_API_KEY: this.emulator.apiKey,
        COMPOSIO_BASE_URL: this.emulator.url,
        NODE_OPTIONS: `${NODE_OPTIONS} --require ${path.join(__dirname, "witness.cjs")}`,
        KILL_TEST_WITNESS: this.#witness,
        ...env,
      },
    };
  }
}

/** The module that a program imports: the package, or the classes of the plugin in its form. */
function furnishPackage(folder: string): void {
  if (!isPlugin) {
    fs.symlinkSync(repository, folder);
    return;
  }
  const entryPoints = [path.join(repository, "test/support/plugin/native-package.ts")];
  const outfile = path.join(folder, "index.js");
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", external: ["@pulumi/pulumi"], logLevel: "error" });
}

/** A killed process may stay in the process table as a zombie. */
const isRunning = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout);

/** Looks again and again: what is waited for happens in other processes. */
export async function until(isReached: () => boolean, what: string, everyMs = 5): Promise<void> {
  for (const deadline = Date.now() + 60_000; !isReached(); await sleep(everyMs)) {
    if (Date.now() > deadline) throw new Error(`${what} has not come within 60 s`);
  }
}

/** The ids that exist in the API, of one project of it. */
export const liveIds = (emulator: Pick<Emulator, "authConfigs">): string[] =>
  emulator
    .authConfigs()
    .filter(({ deleted }) => !deleted)
    .map(({ id }) => id)
    .sort();

/** The auth configs in the stack and in the API, to be compared as a whole with the declared ones. */
export function whole(project: Project): object {
  const entries = project.entries();
  return {
    resources: entries.map(({ urn }) => urn.split("::").pop()).sort(),
    ids: entries.map(({ id }) => id).sort(),
    pending: project.state().pending_operations ?? [],
  };
}

/** One auth config for each name, in the state and in the API, and nothing else in either. */
export const exactly = (names: readonly string[], emulator: Emulator): object => ({
  resources: [...names].sort(),
  ids: liveIds(emulator),
  pending: [],
});
