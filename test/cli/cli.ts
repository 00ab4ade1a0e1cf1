/** The built command as a user runs it: a process of its own, against an emulator in the test's process. */
import * as path from "node:path";
import type { CommandResult, RunningCommand } from "../support/engine/command";
import { runCommand, startCommand } from "../support/engine/command";

// A process starts for every claim, and the client is patient if nobody answers at an address.
jest.setTimeout(30_000);

export const bin = path.join(__dirname, "../../dist/cli/index.js");

export interface CliOptions {
  /** Beside what a process needs to run at all; `undefined` leaves a variable out. */
  env?: Record<string, string | undefined>;
  cwd?: string;
  timeoutMs?: number;
  onStdout?: (text: string) => void;
}

/** Whose project the command sees. */
export const projectOf = ({ url, apiKey }: { url: string; apiKey: string }) => ({
  COMPOSIO_BASE_URL: url,
  COMPOSIO_API_KEY: apiKey,
});

export const runCli = (args: string[], options: CliOptions = {}): Promise<CommandResult> =>
  runCommand(process.execPath, [bin, ...args], withDefaults(options));

export const startCli = (args: string[], options: CliOptions = {}): RunningCommand =>
  startCommand(process.execPath, [bin, ...args], withDefaults(options));

const withDefaults = ({ env, timeoutMs = 20_000, ...rest }: CliOptions) => ({
  ...rest,
  timeoutMs,
  env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
});

/** Text as it is held in a test: indented there, without the first line break. */
export function text(strings: TemplateStringsArray, ...values: unknown[]): string {
  const whole = String.raw({ raw: strings.raw }, ...values)
    .replace(/^\n/, "")
    .replaceAll("\\`", "`");
  const indent = /^ */.exec(whole)?.[0] ?? "";
  return whole.replace(new RegExp(`^${indent}`, "gm"), "").replace(/ *$/, "");
}

export const ok = (stdout: string): CommandResult => ({ code: 0, stdout, stderr: "" });

export const failure = (message: string): CommandResult => ({ code: 1, stdout: "", stderr: `error: ${message}\n` });
