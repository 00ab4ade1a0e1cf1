/** A workspace whose modules are not hoisted: the program depends on a package that depends on this one. */
import * as fs from "node:fs";
import * as path from "node:path";
import { runPulumi } from "../support/engine/cli";
import type { Backend } from "../support/engine/stack";
import { openBackend } from "../support/engine/stack";
import { installPackage } from "../support/install";

let backend: Backend;
beforeEach(async () => {
  backend = await openBackend({ asUsersRun: true });
});
afterEach(() => backend.close());

/** The program's folder: below it stand links alone, as pnpm makes them, and none to our package. */
async function workspace(): Promise<string> {
  const { folder } = await installPackage();
  const [store, program] = [path.join(backend.folder, "store"), path.join(backend.folder, "program")];
  const ours = path.join(folder, "node_modules/pulumi-composio");
  fs.cpSync(path.join(folder, "node_modules"), path.join(store, "node_modules"), {
    recursive: true,
    filter: (source) => source !== ours,
  });
  fs.cpSync(ours, path.join(store, "ours/node_modules/pulumi-composio"), { recursive: true });
  write(path.join(store, "inner/package.json"), JSON.stringify({ name: "inner", main: "index.js" }));
  write(path.join(store, "inner/index.js"), `module.exports = require("pulumi-composio");`);
  link(path.join(store, "ours/node_modules/pulumi-composio"), path.join(store, "inner/node_modules/pulumi-composio"));
  link(path.join(store, "inner"), path.join(program, "node_modules/inner"));
  link(path.join(store, "node_modules/@pulumi/pulumi"), path.join(program, "node_modules/@pulumi/pulumi"));
  write(path.join(program, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  write(path.join(program, "package.json"), JSON.stringify({ main: "index.js" }));
  write(path.join(program, "index.js"), `new (require("inner").AuthConfig)("github", { toolkit: "github" });`);
  return program;
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function link(target: string, place: string): void {
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.symlinkSync(target, place);
}

it("says what to add if the engine's process can't find the provider", async () => {
  const cwd = await workspace();
  const pulumi = (...args: string[]) => runPulumi([...args, "--non-interactive"], { cwd, env: backend.env });
  backend.init(cwd, "dev");
  const { code, stdout, stderr } = await pulumi("preview");
  expect([code === 0, stdout + stderr]).toEqual([
    false,
    expect.stringContaining("add it to the dependencies in the package.json of the program"),
  ]);
}, 180_000);
