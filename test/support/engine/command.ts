/** Child processes with a time limit, killed together with everything that they started. */
import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import * as path from "node:path";
import { keepPrinted } from "./printed";

export interface CommandOptions {
  cwd?: string;
  /** The whole environment of the child; nothing is inherited. */
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
}

export interface CommandResult {
  /** The exit code, or -1 if a signal ended the process. */
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  child: ChildProcess;
  /** Settles when the process has ended; rejects when it could not start or took longer than `timeoutMs`. */
  result: Promise<CommandResult>;
}

export function startCommand(command: string, args: string[], options: CommandOptions): RunningCommand {
  const { cwd, env, timeoutMs } = options;
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    options.onStdout?.(text);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    options.onStderr?.(text);
  });

  const result = new Promise<CommandResult>((resolve, reject) => {
    const timer = setTimeout(() => {
      killAll(processTree(child));
      reject(new CommandTimeout(`${command} ${args.join(" ")}`, timeoutMs, stdout + stderr));
    }, timeoutMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      keepPrinted(`${path.basename(command)} ${args.join(" ")} # ended with ${code ?? signal}`, stdout + stderr);
      resolve({ code: code ?? -1, stdout, stderr });
    });
  });
  return { child, result };
}

export function runCommand(command: string, args: string[], options: CommandOptions): Promise<CommandResult> {
  return startCommand(command, args, options).result;
}

export class CommandTimeout extends Error {
  constructor(command: string, timeoutMs: number, output: string) {
    super(`"${command}" did not end within ${timeoutMs / 1000} s and was killed. Its output so far:\n${output}`);
  }
}

/** A process and all its descendants, from the process table: the engine gives every plugin a process group of its own. */
export function processTree(child: ChildProcess): number[] {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return [];
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [child.pid];
  for (const parent of tree) {
    for (const [pid, ppid] of rows) {
      if (ppid === parent && pid !== undefined) tree.push(pid);
    }
  }
  return tree;
}

export function killAll(pids: Iterable<number>): void {
  signalAll(pids, "SIGKILL");
}

export function signalAll(pids: Iterable<number>, signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}
