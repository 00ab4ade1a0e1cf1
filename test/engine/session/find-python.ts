/** A Python that has Composio's SDK, in a virtual environment in the user's cache; made if there is none. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runCommand } from "../../support/engine/command";

export const composioVersion = "0.30.0";

/** The newest generated models. The SDK asks for 2.0.0rc19 exactly, and runs with this one too. */
const clientVersion = "2.0.0rc22";

const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "pulumi-composio");
const folder = path.join(cache, `python-composio-${composioVersion}-${clientVersion}`);
const python = path.join(folder, "bin/python");
const pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
/** Written last, so that a half-made environment is made again. */
const ready = path.join(folder, "ready");

/** Undefined, with a word about it, if there is no Python of at least 3.11 or no place to get the SDK from. */
export async function findPython(say: (line: string) => void): Promise<string | undefined> {
  if (fs.existsSync(ready)) return python;
  const isRecent = await run("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 11))"]);
  if (!isRecent.ok) {
    say("The Python SDK is not tested: there is no python3 of at least 3.11 here.");
    return undefined;
  }
  fs.mkdirSync(cache, { recursive: true });
  for (const step of [
    ["python3", "-m", "venv", "--clear", folder],
    [...pip, `composio==${composioVersion}`],
    [...pip, "--no-deps", `composio-client==${clientVersion}`],
  ]) {
    const [command = "", ...args] = step;
    const { ok, stderr } = await run(command, args);
    if (ok) continue;
    say(`The Python SDK is not tested: ${args.join(" ")} failed: ${stderr.trim().split("\n").pop()}`);
    return undefined;
  }
  fs.writeFileSync(ready, "");
  return python;
}

async function run(command: string, args: string[]): Promise<{ ok: boolean; stderr: string }> {
  try {
    const { code, stderr } = await runCommand(command, args, { env: process.env, timeoutMs: 180_000 });
    return { ok: code === 0, stderr };
  } catch (error) {
    return { ok: false, stderr: (error as Error).message };
  }
}
