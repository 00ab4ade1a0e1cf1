/**
 * How the Automation API runs the CLI here. Its own way kills the CLI with the service: the library that spawns it ends its children
 * on SIGTERM, and a CLI whose output has no reader any more dies at its next line. So the CLI gets a process group of its own and
 * prints into files: it outlives the service and finishes what it has begun.
 */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { signal, treeOf } from "./processes";
import type { WorkFolder } from "./work-folder";
import { FOLDER_VARIABLE, homeOf, noteEngine } from "./work-folder";

/** The CLI has ended with an error. */
export class CommandFailed extends Error {
  constructor(
    readonly args: readonly string[],
    readonly errorOutput: string,
  ) {
    super(`pulumi ${args[0]} failed`);
  }
}

/** The operation was stopped, so that no more commands are run. */
export class Stopped extends Error {}

/** These end in order when they are interrupted; any other command is short, and would leave its lock. */
const ENGINE_RUNS: ReadonlySet<string | undefined> = new Set(["up", "destroy", "refresh"]);

/** After the second word to end, the CLI ends at once; then everything that it started is killed. */
const LAST_WORD_MS = 2_000;

/** Asked for once: it runs `pulumi version`. */
let found: Promise<PulumiCommand> | undefined;

const findPulumi = (): Promise<PulumiCommand> => {
  found ??= PulumiCommand.get().catch((error) => {
    found = undefined;
    throw error;
  });
  return found;
};

/** The commands of one operation, one after the other, until it is stopped. */
export class Commands {
  #isStopped = false;
  #running: { pid: number; isEngine: boolean } | undefined;
  /** The processes of a run that is ended by force. */
  #left: number[] = [];
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly folder: WorkFolder,
    private readonly graceMs: number,
  ) {}

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** For the Automation API, whose class has a private constructor, and a `run` that it does not declare. */
  async forAutomation(): Promise<PulumiCommand> {
    const pulumi = await findPulumi();
    const run = this.run.bind(this);
    return { command: pulumi.command, version: pulumi.version, run } as unknown as PulumiCommand;
  }

  /** The running command ends when what it has begun is done, or after the grace period; no other one begins. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#interrupt();
    this.#timers.push(setTimeout(() => this.#end(), this.graceMs));
  }

  /** A provider outlives an engine that ended at the second word: what it has sent is for the next call to find. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    signal(this.#left, "SIGKILL");
  }

  #interrupt(): void {
    if (this.#running?.isEngine) signal([this.#running.pid], "SIGINT");
  }

  /** The tree is read before its root ends: what has lost its parent is not found any more. */
  #end(): void {
    if (this.#running === undefined) return;
    this.#left = treeOf(this.#running.pid);
    this.#interrupt();
    this.#timers.push(setTimeout(() => signal(this.#left, "SIGKILL"), LAST_WORD_MS));
  }

  /** The output of the CLI, if it succeeds. */
  async run(args: string[], cwd: string, env: { readonly [name: string]: string }): Promise<object> {
    const { command } = await findPulumi();
    // Nobody reads the summary, for which the CLI would derive the key of the stack's secrets once more.
    if (args[0] === "stack" && args[1] === "history") return { stdout: "[]", stderr: "", code: 0 };
    // A stopped operation may still write down what it leaves.
    if (this.#isStopped && args[1] !== "tag") throw new Stopped();
    const files = ["output", "errors"].map((name) => path.join(this.folder.path, name)) as [string, string];
    const [output, errors] = files.map((file) => fs.openSync(file, "w", 0o600)) as [number, number];
    let code: number | null;
    try {
      code = await this.#spawn(command, args, cwd, environmentOf(command, env, this.folder), [output, errors]);
    } finally {
      fs.closeSync(output);
      fs.closeSync(errors);
    }
    const [stdout, stderr] = files.map((file) => fs.readFileSync(file, "utf8")) as [string, string];
    // Another process has just made it.
    const isThere = args[0] === "stack" && args[1] === "select" && /\bstack .* already exists/.test(stderr);
    if (code !== 0 && !isThere) throw this.#isStopped ? new Stopped() : new CommandFailed(args, stderr);
    return { stdout, stderr, code: 0 };
  }

  #spawn(
    command: string,
    args: string[],
    cwd: string,
    env: NodeJS.ProcessEnv,
    files: [number, number],
  ): Promise<number | null> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, [...args, "--non-interactive"], {
        cwd,
        env,
        stdio: ["ignore", ...files],
        detached: true,
      });
      if (child.pid !== undefined) {
        this.#running = { pid: child.pid, isEngine: ENGINE_RUNS.has(args[0]) };
        noteEngine(this.folder, child.pid);
      }
      child.once("error", reject);
      child.once("exit", (code) => {
        this.#running = undefined;
        resolve(code);
      });
    });
  }
}

/** The plugins beside the CLI come before any other on the PATH, as the Automation API has it. */
function environmentOf(
  command: string,
  env: { readonly [name: string]: string },
  folder: WorkFolder,
): NodeJS.ProcessEnv {
  const inherited = { ...process.env, ...env };
  const beside = path.isAbsolute(command) ? path.dirname(command) + path.delimiter : "";
  return {
    ...inherited,
    PATH: `${beside}${inherited.PATH ?? ""}`,
    PULUMI_AUTOMATION_API: "true",
    PULUMI_HOME: homeOf(folder),
    // A new work folder has no settings of the stack, so its state must say who encrypts its secrets. The CLI would take
    // a passphrase otherwise, and derive a second key from it.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    [FOLDER_VARIABLE]: folder.path,
  };
}
