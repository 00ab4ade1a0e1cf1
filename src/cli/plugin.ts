/** `plugin install`: puts the plugin that belongs to this version of the package into Pulumi's plugin cache. */
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { print } from "./output";
import { pulumi } from "./pulumi-command";

export interface PluginInstallOptions {
  /** The project's folder. Default: the current one. */
  cwd?: string | undefined;
}

const LAUNCHER = "pulumi-resource-composio";

/** Where the build has put it. */
const FOLDER = join(__dirname, "../plugin");

export async function installPlugin(version: string, { cwd }: PluginInstallOptions): Promise<void> {
  if (!existsSync(join(FOLDER, LAUNCHER))) {
    throw new Error(
      `The package has no plugin in ${FOLDER}: it is not built. Install it from a registry, or run npm run build.`,
    );
  }
  const copy = mkdtempSync(join(tmpdir(), "pulumi-composio-"));
  try {
    cpSync(FOLDER, copy, { recursive: true });
    // Not every package manager keeps the mode of a file.
    chmodSync(join(copy, LAUNCHER), 0o755);
    await pulumi(["plugin", "install", "resource", "composio", version, "--file", copy, "--reinstall"], { cwd });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  print(`The plugin composio ${version} is installed.\n${nextStep(runtimeOf(cwd ?? "."), version)}`);
}

/** The next command to type, in the language of the project at hand. */
function nextStep(runtime: string | undefined, version: string): string {
  const add = `pulumi package add composio@${version}`;
  switch (runtime) {
    case undefined:
      return `In a Pulumi project of any language: ${add}`;
    case "yaml":
      return "In Pulumi.yaml, declare resources of the type composio:AuthConfig, and run: pulumi up";
    case "nodejs":
      return `A TypeScript program needs no plugin: import { AuthConfig } from "pulumi-composio". For the plugin's own SDK: ${add}`;
    case "python":
      return `Make the SDK: ${add}\nThen, in the program: import pulumi_composio as composio`;
    default:
      return `Make the SDK of this project's language (${runtime}): ${add}`;
  }
}

/** The runtime that the Pulumi.yaml of the folder names; undefined if there is none. */
function runtimeOf(folder: string): string | undefined {
  const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find(existsSync);
  if (file === undefined) return undefined;
  const { runtime } = (parse(readFileSync(file, "utf8")) ?? {}) as { runtime?: string | { name?: string } };
  return typeof runtime === "string" ? runtime : runtime?.name;
}
