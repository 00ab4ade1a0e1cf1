/** `plugin install` with a CLI that notes what it is asked to do. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { failure, ok, runCli } from "./cli";

const { version } = require("../../package.json") as { version: string };

/** A `pulumi` that prints its arguments, and the files of the folder that it is to install. */
const script = `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
const file = args[args.indexOf("--file") + 1];
fs.writeFileSync(__dirname + "/asked.json", JSON.stringify({ args: args.map((arg) => (arg === file ? "<folder>" : arg)), files: fs.readdirSync(file).sort(), mode: fs.statSync(file + "/pulumi-resource-composio").mode & 0o111 }));
`;

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-plugin-install-"));
  fs.writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const install = () => runCli(["plugin", "install", "-C", folder], { env: { PATH: folder } });

it("hands the plugin of this version to Pulumi, ready to run", async () => {
  expect(await install()).toEqual(
    ok(
      `The plugin composio ${version} is installed.\nIn a Pulumi project of any language: pulumi package add composio@${version}\n`,
    ),
  );
  expect(JSON.parse(fs.readFileSync(path.join(folder, "asked.json"), "utf8"))).toEqual({
    args: ["plugin", "install", "resource", "composio", version, "--file", "<folder>", "--reinstall"],
    files: ["LICENSES.txt", "pulumi-resource-composio", "pulumi-resource-composio.cmd", "pulumi-resource-composio.js"],
    mode: 0o111,
  });
});

it.each([
  ["runtime: yaml", "In Pulumi.yaml, declare resources of the type composio:AuthConfig, and run: pulumi up"],
  [
    "runtime: { name: python, options: {} }",
    `Make the SDK: pulumi package add composio@${version}\nThen, in the program: import pulumi_composio as composio`,
  ],
  ["runtime: go", `Make the SDK of this project's language (go): pulumi package add composio@${version}`],
  [
    "runtime: nodejs",
    `A TypeScript program needs no plugin: import { AuthConfig } from "pulumi-composio". For the plugin's own SDK: pulumi package add composio@${version}`,
  ],
])("prints the next command for %s", async (runtime, next) => {
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), `name: shop\n${runtime}\n`);
  expect(await install()).toEqual(ok(`The plugin composio ${version} is installed.\n${next}\n`));
});

it("says in one line that the Pulumi CLI is missing", async () => {
  fs.rmSync(path.join(folder, "pulumi"));
  expect(await install()).toEqual(
    failure(
      `Could not start the Pulumi CLI: there is no \`pulumi\` on the PATH, or no folder ${folder}. Install the Pulumi CLI.`,
    ),
  );
});
