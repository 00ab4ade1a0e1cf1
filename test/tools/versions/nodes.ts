/** Other versions of Node, from packages that hold nothing else. */
import * as fs from "node:fs";
import * as path from "node:path";
import { runCommand } from "../../support/engine/command";
import { cacheFolder } from "./cache";

/** The folder of a `node` of that version. */
export async function ensureNode(version: string): Promise<string> {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = cacheFolder(`node-${version}`);
  const directory = path.join(folder, "node_modules", name, "bin");
  if (!fs.existsSync(directory)) await install(folder, [`${name}@${version}`]);
  return directory;
}

/** Without scripts and links: a `.bin/node` would take over every script of that folder. */
export async function install(folder: string, packages: string[]): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const options = ["--prefix", folder, "--no-bin-links", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { code, stderr } = await runCommand("npm", ["install", ...options, ...packages], {
    cwd: folder,
    env: process.env,
    timeoutMs: 300_000,
  });
  if (code !== 0) throw new Error(`npm install ${packages.join(" ")}: ${stderr.trim().slice(-500)}`);
}

/** The environment with these folders first on the PATH. */
export function withPath(...directories: string[]): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [...directories, process.env.PATH ?? ""].join(path.delimiter) };
}
