/** The machine and the versions of the figures. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import type { Engine } from "../../support/engine/find-engine";
import type { Surroundings } from "./plan";

export function surroundings(engine: Engine, otherFolder?: string): Surroundings {
  const [cpu] = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${os.cpus().length} × ${cpu?.model.trim() ?? "unknown CPU"}, ${Math.round(os.totalmem() / 2 ** 30)} GB`,
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    engine: `${engine.version}, ${isOptimized(engine.command) ? "optimized" : "built without optimization"}`,
    pulumiSdk: require("@pulumi/pulumi/package.json").version,
    composioSdk: require("../../../package.json").devDependencies["@composio/core"],
    commit: commitOf(__dirname) ?? "of no repository",
    otherCommit: otherFolder === undefined ? undefined : (commitOf(otherFolder) ?? "of no repository"),
  };
}

function commitOf(folder: string): string | undefined {
  const git = spawnSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8", cwd: folder });
  return git.status === 0 ? git.stdout.trim() : undefined;
}

/** Go writes the flags that it built with into what it builds. */
function isOptimized(command: string): boolean {
  const text = fs.readFileSync(command);
  return !['"', ""].some((quote) => text.includes(`build\t-gcflags=${quote}all=-N`));
}
