/** The packed package, installed by every package manager, and one `up`, `preview` and `destroy` with what that left. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { startEmulator } from "pulumi-composio/emulator";
import { runCommand } from "../../support/engine/command";
import { openBackend } from "../../support/engine/stack";
import { cacheFolder } from "./cache";
import { install, withPath } from "./nodes";

const example = path.join(__dirname, "../../../examples/managed");

interface Manager {
  version: string;
  /** The package that holds it, and the file in it; none: the npm of the PATH. */
  package?: string;
  file?: string;
  args: string[];
  /** Of the program. Default: nodejs. */
  runtime?: "bun";
  /** Files that its project needs. */
  files?: Record<string, string>;
  /** Added to the environment of `pulumi`, given the project's folder. */
  env?: (folder: string) => Record<string, string>;
}

const bun = { version: "1.4.5", package: "bun", args: ["install"] };
const yarn4 = { version: "4.18.1", package: "@yarnpkg/cli-dist", file: "bin/yarn.js", args: ["install"] };

export const managers: Record<string, Manager> = {
  npm: { version: "", args: ["install", "--no-audit", "--no-fund"] },
  pnpm: {
    version: "12.21.0",
    package: "pnpm",
    file: "bin/pnpm.mjs",
    args: ["install"],
    // Else it ends with 1 over a build script that it has not run.
    files: { "pnpm-workspace.yaml": "allowBuilds:\n  protobufjs: false\n" },
  },
  "yarn 1": { version: "1.22.22", package: "yarn", file: "bin/yarn.js", args: ["install", "--non-interactive"] },
  "yarn 4, node_modules": { ...yarn4, files: { ".yarnrc.yml": "nodeLinker: node-modules\n", "yarn.lock": "" } },
  "yarn 4, PnP": {
    ...yarn4,
    files: { ".yarnrc.yml": "nodeLinker: pnp\n", "yarn.lock": "" },
    // The compiler inside of Pulumi's SDK looks for types in folders, and finds none in archives.
    env: (folder) => ({ NODE_OPTIONS: `--require ${folder}/.pnp.cjs`, PULUMI_NODEJS_TRANSPILE_ONLY: "true" }),
  },
  bun,
  // The program runs in bun, the provider in Node: the SDK starts that itself.
  "bun, as the runtime too": { ...bun, runtime: "bun" },
};

interface InstallAndUp {
  name: string;
  tarball: string;
  sdk: string;
  /** The folders of `node` and `pulumi`. */
  node: string;
  engine: string;
}

/** Undefined if all went well, else the failure. */
export async function installAndUp({ name, tarball, sdk, node, engine }: InstallAndUp): Promise<string | undefined> {
  const manager = managers[name] as Manager;
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "composio-manager-")));
  const emulator = await startEmulator();
  const backend = await openBackend({ asUsersRun: true });
  try {
    fs.cpSync(example, folder, { recursive: true });
    const dependencies = { "@pulumi/pulumi": sdk, "pulumi-composio": `file:${tarball}` };
    fs.writeFileSync(
      path.join(folder, "package.json"),
      JSON.stringify({ name: "a", private: true, main: "index.ts", dependencies }),
    );
    for (const [file, text] of Object.entries(manager.files ?? {})) fs.writeFileSync(path.join(folder, file), text);
    const env = { ...backend.env, ...withPath(...(await hostOf(manager, folder)), engine, node) };
    await must(folder, await commandOf(manager, node), env);

    const api = { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url };
    const pulumi = (...args: string[]) =>
      must(folder, [path.join(engine, "pulumi"), ...args, "--non-interactive"], {
        ...env,
        ...backend.env,
        PATH: env.PATH,
        ...api,
        ...manager.env?.(folder),
      });
    await pulumi("stack", "init", "dev");
    await pulumi("up", "--yes", "--skip-preview");
    const preview = await pulumi("preview");
    if (!preview.includes("2 unchanged")) return `the preview after up: ${preview}`;
    await pulumi("destroy", "--yes", "--skip-preview");
    const left = emulator.authConfigs().filter(({ deleted }) => !deleted).length;
    return left === 0 ? undefined : `${left} auth configs are left`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await backend.close();
    await emulator.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function commandOf({ version, package: name, file, args }: Manager, node: string): Promise<string[]> {
  if (name === undefined) return ["npm", ...args];
  const folder = cacheFolder(`${name.replace("/", "-")}-${version}`);
  if (!fs.existsSync(path.join(folder, "node_modules"))) await install(folder, [`${name}@${version}`]);
  // After an install without scripts, bun's binary is in the package of this platform.
  if (file === undefined)
    return [path.join(folder, `node_modules/@oven/bun-${process.platform}-${process.arch}/bin/bun`), ...args];
  return [path.join(node, "node"), path.join(folder, "node_modules", name, file), ...args];
}

/** Folders for the PATH that run programs in bun. */
async function hostOf({ runtime, ...manager }: Manager, folder: string): Promise<string[]> {
  if (runtime === undefined) return [];
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), `name: a\nruntime: ${runtime}\n`);
  const hosts = path.join(folder, "hosts");
  fs.mkdirSync(hosts);
  // The stand-in for the host of Node programs tells by its own name what to run.
  fs.copyFileSync(
    path.join(__dirname, "../../support/engine/language-host/pulumi-language-nodejs"),
    path.join(hosts, `pulumi-language-${runtime}`),
  );
  const [binary = ""] = await commandOf(manager, "");
  return [hosts, path.dirname(binary)];
}

async function must(cwd: string, [command = "", ...args]: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args, { cwd, env, timeoutMs: 300_000 });
  if (code !== 0)
    throw new Error(`${path.basename(command)} ${args.join(" ")}: ${(stdout + stderr).trim().slice(-1000)}`);
  return stdout;
}
