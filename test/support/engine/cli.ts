/** The Pulumi CLI as a user runs it, in a project folder of its own. */
import type { CommandOptions, CommandResult } from "./command";
import { killAll, processTree, runCommand, startCommand } from "./command";
import { findEngine } from "./find-engine";

export interface PulumiOptions extends Partial<CommandOptions> {
  /** The project: a folder with a Pulumi.yaml, below a node_modules that has its packages. */
  cwd: string;
  /** The whole environment: `{ ...backend.env, COMPOSIO_BASE_URL: … }`. */
  env: NodeJS.ProcessEnv;
}

export async function runPulumi(args: string[], options: PulumiOptions): Promise<CommandResult> {
  const { command } = await findEngine();
  return runCommand(command, args, { timeoutMs: 90_000, ...options });
}

export interface RunningPulumi {
  result: Promise<CommandResult>;
  /** Sends it to the CLI alone, as a user or a build server does. */
  signal: (signal: NodeJS.Signals) => void;
  /** Kills what is left, providers that have outlived a killed CLI included. */
  close: () => void;
}

export async function spawnPulumi(args: string[], options: PulumiOptions): Promise<RunningPulumi> {
  const { command } = await findEngine();
  const { child, result } = startCommand(command, args, { timeoutMs: 90_000, ...options });
  const started = new Set<number>();
  const rememberTree = () => {
    for (const pid of processTree(child)) started.add(pid);
  };
  return {
    result,
    signal: (signal) => {
      rememberTree();
      child.kill(signal);
    },
    close: () => {
      rememberTree();
      killAll(started);
    },
  };
}
