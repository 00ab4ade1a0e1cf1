/** Findings about this machine and the project's folder: Node, this package, the Pulumi CLI and its SDK. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Finding } from "./finding";
import { pulumi } from "./pulumi-command";

const MINIMUM_NODE = "20.18.1";
/** The first whose import files carry inputs and outputs. */
const MINIMUM_PULUMI = "3.254.0";
/** The first whose SDK takes inputs from a refresh. */
const MINIMUM_SDK = "3.216.0";

export async function machineFindings(version: string, cwd = "."): Promise<Finding[]> {
  return [nodeFinding(process.versions.node), packageFinding(version, cwd), await pulumiFinding(), sdkFinding(cwd)];
}

const nodeFinding = (version: string): Finding =>
  isAtLeast(version, MINIMUM_NODE)
    ? { check: "node", level: "ok", message: `Node ${version}` }
    : { check: "node", level: "problem", message: `Node is ${version}, and must be ${MINIMUM_NODE} or newer.` };

/** The engine finds the provider from the project's folder, wherever this command was started from. */
function packageFinding(version: string, cwd: string): Finding {
  const isProject = ["Pulumi.yaml", "Pulumi.yml"].some((file) => existsSync(join(cwd, file)));
  if (!isProject || resolvedFrom(cwd, "pulumi-composio/provider")) {
    return { check: "package", level: "ok", message: `pulumi-composio ${version}` };
  }
  const message = "This project has no pulumi-composio installed, so the engine can't load the provider.";
  return { check: "package", level: "problem", message, mend: ["npm install pulumi-composio"] };
}

async function pulumiFinding(): Promise<Finding> {
  try {
    const version = (await pulumi(["version"])).trim().replace(/^v/, "");
    if (isAtLeast(version, MINIMUM_PULUMI)) return { check: "pulumi", level: "ok", message: `Pulumi CLI ${version}` };
    const message = `The Pulumi CLI is ${version}; \`pulumi-composio import\` needs ${MINIMUM_PULUMI} or newer.`;
    return { check: "pulumi", level: "note", message };
  } catch (error) {
    return { check: "pulumi", level: "problem", message: (error as Error).message };
  }
}

function sdkFinding(cwd: string): Finding {
  const file = resolvedFrom(cwd, "@pulumi/pulumi/package.json");
  if (!file) {
    const message = "No @pulumi/pulumi is installed here. Start this in the project's folder, or give it with --cwd.";
    return { check: "sdk", level: "note", message };
  }
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  if (isAtLeast(version, MINIMUM_SDK)) return { check: "sdk", level: "ok", message: `@pulumi/pulumi ${version}` };
  const message = `@pulumi/pulumi is ${version}, and must be ${MINIMUM_SDK} or newer.`;
  return { check: "sdk", level: "problem", message, mend: ["npm install @pulumi/pulumi@latest"] };
}

function resolvedFrom(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(resolve(folder), "_")).resolve(name);
  } catch {
    return undefined;
  }
}

const isAtLeast = (version: string, minimum: string): boolean =>
  version.localeCompare(minimum, "en", { numeric: true }) >= 0;
