/** The package as a user gets it: packed, and installed into a project beside Pulumi's SDK. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runCommand } from "./engine/command";

const repository = path.join(__dirname, "../..");

/** Set by the first installation, so that test workers install no more. */
const folderVariable = "PULUMI_COMPOSIO_TEST_INSTALLED";

export interface InstalledPackage {
  /** A project with the package, @pulumi/pulumi and @pulumi/policy in its node_modules, and no TypeScript of its own. */
  folder: string;
  tarball: string;
}

/** Takes a few seconds, once a run. */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = process.env[folderVariable] ?? (await install(repository));
  process.env[folderVariable] = folder;
  return installedIn(folder);
}

/** Another working copy of the package, built, in a project of its own that whoever asks removes. */
export const installBuild = async (workingCopy: string): Promise<InstalledPackage> =>
  installedIn(await install(workingCopy));

const installedIn = (folder: string): InstalledPackage => ({
  folder,
  tarball: path.join(folder, "pulumi-composio.tgz"),
});

export function removeInstalledPackage(): void {
  const folder = process.env[folderVariable];
  if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
  delete process.env[folderVariable];
}

/** A folder below the installed project, in which a program finds the packages; filled from `source` if one is given. */
export function folderBelow(installed: InstalledPackage, source?: string): string {
  const folder = fs.mkdtempSync(path.join(installed.folder, "program-"));
  if (source !== undefined) fs.cpSync(source, folder, { recursive: true });
  return folder;
}

async function install(workingCopy: string): Promise<string> {
  if (!fs.existsSync(path.join(workingCopy, "dist/index.js"))) {
    throw new Error(`The package in ${workingCopy} is not built, and it is to be installed: npm run build`);
  }
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "composio-package-")));
  const tarball = await pack(workingCopy, folder);
  const sdk = ["pulumi", "policy"].map((name) => `@pulumi/${name}@${require(`@pulumi/${name}/package.json`).version}`);
  fs.writeFileSync(path.join(folder, "package.json"), `{ "name": "a-users-project", "private": true }`);
  await npm(folder, "install", "--prefer-offline", "--no-audit", "--no-fund", tarball, ...sdk);
  return folder;
}

async function pack(workingCopy: string, folder: string): Promise<string> {
  await npm(workingCopy, "pack", "--ignore-scripts", "--pack-destination", folder);
  const packed = fs.readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (packed === undefined) throw new Error("npm pack left no tarball");
  const tarball = path.join(folder, "pulumi-composio.tgz");
  fs.renameSync(path.join(folder, packed), tarball);
  return tarball;
}

export async function npm(cwd: string, ...args: string[]): Promise<void> {
  // The npm that runs these tests hands its own settings down, a prefix among them.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_local_prefix/i.test(name)),
  );
  const { code, stderr } = await runCommand("npm", args, { cwd, env, timeoutMs: 180_000 });
  if (code !== 0) throw new Error(`npm ${args[0]} ended with ${code}: ${stderr}`);
}
