/**
 * The tools that programs in other languages need in tests, made once in the cache of the engine: Pulumi's host of YAML
 * programs, its generator of Python SDKs, and a Python with its SDK. The hosts of Python, Go, .NET and Java programs
 * can't be had as modules.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { runCommand } from "../engine/command";
import { acquireLock, buildArguments, cacheFolder, engineVersion, runGo } from "../engine/find-engine";

const yamlVersion = "1.25.0";
const pythonSdkVersion = "3.272.0";

const log = (line: string) => process.stderr.write(`${line}\n`);

/** The folder that holds `pulumi-language-yaml`. */
export async function yamlHost(): Promise<string> {
  const module = "github.com/pulumi/pulumi-yaml";
  const folder = await madeOnce(`language-yaml-${yamlVersion}`, "bin/pulumi-language-yaml", async (making) => {
    await runGo(["mod", "init", "language-yaml"], making, log);
    await runGo(["get", "-tool", `${module}/cmd/pulumi-language-yaml@v${yamlVersion}`], making, log);
    const version = `-X ${module}/pkg/version.Version=v${yamlVersion}`;
    await runGo([...buildArguments({ definitions: version }), "tool"], making, log);
  });
  return path.join(folder, "bin");
}

/** A command that takes a file with a schema and the folder for the SDK. */
export async function pythonSdkGenerator(): Promise<string> {
  const folder = await madeOnce(`sdk-generator-${engineVersion}`, "bin/sdk-generator", async (making) => {
    fs.copyFileSync(path.join(__dirname, "sdk-generator/main.go"), path.join(making, "main.go"));
    await runGo(["mod", "init", "sdk-generator"], making, log);
    await runGo(["get", `github.com/pulumi/pulumi/pkg/v3@v${engineVersion}`], making, log);
    await runGo(["mod", "tidy"], making, log);
    await runGo([...buildArguments(), "."], making, log);
  });
  return path.join(folder, "bin/sdk-generator");
}

/** A Python 3.11 or later; undefined if there is none. */
export async function findPython(): Promise<string | undefined> {
  for (const name of ["python3.11", "python3.12", "python3.13", "python3"]) {
    const test = "import sys, venv; sys.exit(sys.version_info < (3, 11))";
    const found = await runCommand(name, ["-c", test], { env: process.env, timeoutMs: 20_000 }).catch(() => undefined);
    if (found?.code === 0) return name;
  }
  return undefined;
}

/** The Python of a virtual environment with Pulumi's SDK. */
export async function pythonWithPulumi(python: string): Promise<string> {
  const folder = await madeOnce(`python-pulumi-${pythonSdkVersion}`, "ready", async (making) => {
    // Its scripts name the folder that it was made in, so only `python -m` may be used once it has moved.
    await run(python, ["-m", "venv", making], making);
    await run(
      path.join(making, "bin/python"),
      ["-m", "pip", "install", "-q", `pulumi==${pythonSdkVersion}`, "setuptools", "wheel"],
      making,
    );
    fs.writeFileSync(path.join(making, "ready"), "");
  });
  return path.join(folder, "bin/python");
}

async function run(command: string, args: string[], cwd: string): Promise<void> {
  const { code, stderr } = await runCommand(command, args, { cwd, env: process.env, timeoutMs: 10 * 60_000 });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}: ${stderr.trim().slice(-1000)}`);
}

/** Fills a temporary folder and renames it, so that nothing half-made is ever found. `proof` is there if it is whole. */
async function madeOnce(name: string, proof: string, fill: (making: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder(), name);
  const isThere = () => fs.existsSync(path.join(folder, proof));
  if (isThere()) return folder;
  fs.mkdirSync(cacheFolder(), { recursive: true });
  const lock = await acquireLock(`${folder}.lock`, log);
  const making = fs.mkdtempSync(path.join(cacheFolder(), "making-"));
  try {
    if (isThere()) return folder;
    log(`Making ${name}, once, in ${cacheFolder()}; this takes a minute or two`);
    await fill(making);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(making, folder);
    return folder;
  } finally {
    fs.rmSync(making, { recursive: true, force: true });
    lock.release();
  }
}
