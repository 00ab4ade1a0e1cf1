/** The archives for those who serve the plugin: what is in them, and that generated SDKs will know the address. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const repository = path.join(__dirname, "../..");
const { version } = require("../../package.json") as { version: string };

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-archives-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const make = (...args: string[]) =>
  execFileSync(process.execPath, [require.resolve("tsx/cli"), "src/native/build/archives.ts", ...args], {
    cwd: repository,
    encoding: "utf8",
  });

it("there is one archive for each system, with the address in the schema", () => {
  const printed = make(folder, "--url", "https://plugins.example/composio").trim().split("\n");
  const systems = ["linux", "darwin", "windows"].flatMap((system) => [`${system}-amd64`, `${system}-arm64`]);
  const names = systems.map((system) => `pulumi-resource-composio-v${version}-${system}.tar.gz`);
  expect([printed, fs.readdirSync(folder).sort()]).toEqual([names, [...names].sort()]);

  const [archive = ""] = names;
  execFileSync("tar", ["-xzf", archive], { cwd: folder });
  const files = [
    "LICENSES.txt",
    "pulumi-resource-composio",
    "pulumi-resource-composio.cmd",
    "pulumi-resource-composio.js",
  ];
  expect(fs.readdirSync(folder).sort()).toEqual([...files, ...names].sort());
  expect(fs.statSync(path.join(folder, "pulumi-resource-composio")).mode & 0o111).toBe(0o111);
  const bundle = fs.readFileSync(path.join(folder, "pulumi-resource-composio.js"), "utf8");
  expect(bundle).toContain(`"pluginDownloadURL":"https://plugins.example/composio"`);
}, 60_000);
