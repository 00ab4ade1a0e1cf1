import { execFileSync, spawnSync } from "node:child_process";
import * as path from "node:path";
import type { InstalledPackage } from "../support/install";
import { installPackage } from "../support/install";

jest.setTimeout(60_000);

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
});

describe("the tarball", () => {
  it("holds the build, its sources, the plugin, the manifest, the README and the licence, and nothing else", () => {
    const files = execFileSync("tar", ["-tzf", installed.tarball], { encoding: "utf8" }).trim().split("\n");
    const built = /^package\/(dist\/.*\.(js|d\.ts)(\.map)?|src\/.*\.ts)$/;
    expect(files.filter((file) => !built.test(file)).sort()).toEqual([
      "package/LICENSE",
      "package/README.md",
      ...["LICENSES.txt", "pulumi-resource-composio", "pulumi-resource-composio.cmd"].map(
        (file) => `package/dist/plugin/${file}`,
      ),
      "package/package.json",
    ]);
    // Of the plugin only the one file that it is built into.
    expect(files.filter((file) => file.startsWith("package/dist/native"))).toEqual([]);
  });

  it("holds the source that each source map names", () => {
    const files = execFileSync("tar", ["-tzf", installed.tarball], { encoding: "utf8" }).trim().split("\n");
    const missing = files
      .filter((file) => file.endsWith(".map"))
      .flatMap((file) => {
        const map = execFileSync("tar", ["-xzOf", installed.tarball, file], { encoding: "utf8" });
        const { sources } = JSON.parse(map) as { sources: string[] };
        return sources.map((source) => path.posix.join(path.posix.dirname(file), source));
      })
      .filter((source) => !files.includes(source));
    expect(missing).toEqual([]);
  });

  it("passes publint", () => {
    expect(runTool("publint", installed.tarball, "--strict")).toContain("All good!");
  });

  it("has types that every module resolution finds", () => {
    expect(runTool("attw", installed.tarball, "--no-color", "--no-emoji")).toContain("No problems found");
  });
});

function runTool(name: string, ...args: string[]): string {
  const bin = path.join(__dirname, "../../node_modules/.bin", name);
  const { stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: "utf8", cwd: installed.folder });
  return stdout + stderr;
}
