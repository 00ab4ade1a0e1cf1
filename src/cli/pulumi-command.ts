/** The Pulumi CLI as a child process: it knows the stacks, their backend and their secrets, and we need not. */
import { spawn } from "node:child_process";

export interface PulumiOptions {
  /** The project's folder. Default: the current one. */
  cwd?: string | undefined;
  /** Whether its output goes to the user, and its questions too. Default: the output is the result. */
  isInteractive?: boolean;
}

/** Returns the output of the CLI. If the CLI fails, throws with its complaint. */
export function pulumi(args: readonly string[], { cwd, isInteractive = false }: PulumiOptions = {}): Promise<string> {
  const shown = `pulumi ${args.join(" ")}`;
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, {
      cwd,
      stdio: isInteractive ? "inherit" : ["ignore", "pipe", "pipe"],
      env: { PULUMI_SKIP_UPDATE_CHECK: "true", ...process.env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", (cause: NodeJS.ErrnoException) => reject(notStarted(cause, cwd)));
    child.once("close", (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`\`${shown}\` failed${complaint(stderr) || `, with exit code ${code}`}.`));
    });
  });
}

/** A folder that is missing and a program that is missing are one error to Node. */
function notStarted(cause: NodeJS.ErrnoException, cwd: string | undefined): Error {
  const reason =
    cause.code === "ENOENT"
      ? `there is no \`pulumi\` on the PATH${cwd ? `, or no folder ${cwd}` : ""}. Install the Pulumi CLI`
      : cause.message;
  return new Error(`Could not start the Pulumi CLI: ${reason}.`, { cause });
}

const complaint = (stderr: string): string => {
  const [line] = stderr
    .split("\n")
    .map((text) => text.replace(/^error: /, "").trim())
    .filter((text) => text !== "" && !text.startsWith("warning:"));
  return line ? `: ${line.replace(/\.$/, "")}` : "";
};
