import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { InstalledPackage } from "../support/install";
import { folderBelow, installPackage } from "../support/install";

jest.setTimeout(60_000);

const entries = [
  {
    entry: "pulumi-composio",
    names: [
      "AuthConfig",
      "Provider",
      "composioCallbackUrl",
      "getToolkit",
      "secretFromEnv",
      "sessionConfig",
      "toPython",
    ],
  },
  { entry: "pulumi-composio/provider", names: ["providers"] },
  { entry: "pulumi-composio/client", names: ["createClient"] },
  { entry: "pulumi-composio/emulator", names: ["startEmulator"] },
  {
    entry: "pulumi-composio/automation",
    names: ["stacks", "Aborted", "Closed", "Failed", "InvalidName", "Locked", "QueueFull", "TimedOut"],
  },
  { entry: "pulumi-composio/session", names: ["readSessionConfig", "toPython"] },
];

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage();
});

describe("an entry of the installed package", () => {
  it("is in the table of this test", () => {
    const manifest = JSON.parse(
      fs.readFileSync(path.join(installed.folder, "node_modules/pulumi-composio/package.json"), "utf8"),
    );
    const declared = Object.keys(manifest.exports).map((key) => path.posix.join("pulumi-composio", key));
    expect(declared.sort()).toEqual([...entries.map(({ entry }) => entry), "pulumi-composio/package.json"].sort());
  });

  it.each(entries)("$entry is required by a CommonJS program", ({ entry, names }) => {
    const program = `const { ${names} } = require("${entry}"); console.log([${names}].includes(undefined))`;
    expect(run("commonjs", program)).toBe("false\n");
  });

  it.each(entries)("$entry is imported by name from an ES module", ({ entry, names }) => {
    const program = `import { ${names} } from "${entry}"; console.log([${names}].includes(undefined))`;
    expect(run("module", program)).toBe("false\n");
  });

  it("tells its version through package.json", () => {
    expect(run("commonjs", `console.log(require("pulumi-composio/package.json").name)`)).toBe("pulumi-composio\n");
  });
});

describe("an entry, when it is loaded,", () => {
  it.each([
    {
      entry: "pulumi-composio",
      never: ["@npmcli/arborist", "undici", "zod", "hono", "@hono/node-server"],
    },
    { entry: "pulumi-composio/provider", never: ["@pulumi/pulumi", "hono", "@hono/node-server"] },
    { entry: "pulumi-composio/client", never: ["@pulumi/pulumi", "hono", "@hono/node-server"] },
    { entry: "pulumi-composio/emulator", never: ["@pulumi/pulumi", "undici"] },
    { entry: "pulumi-composio/automation", never: ["undici", "zod", "hono", "@hono/node-server"] },
    { entry: "pulumi-composio/session", never: ["@pulumi/pulumi", "undici", "zod", "hono", "@hono/node-server"] },
  ])("$entry leaves out $never", ({ entry, never }) => {
    const loaded = packagesLoadedBy(entry);
    expect(loaded).toContain("pulumi-composio");
    expect(loaded.filter((name) => never.includes(name))).toEqual([]);
  });
});

it("the provider starts from two files, and loads undici when it sends something", () => {
  const start = `require("pulumi-composio/provider").providers.AuthConfig()`;
  const files: string[] = JSON.parse(
    run("commonjs", `${start}; console.log(JSON.stringify(Object.keys(require.cache)))`),
  );
  const ours = files.filter((file) => file.includes("node_modules")).map((file) => file.split("node_modules/").pop());
  expect(ours.sort()).toEqual(["pulumi-composio/dist/provider/bundle.js", "pulumi-composio/dist/provider/index.js"]);
});

/** Under the name `undici`, bun has a module of its own. Its agent sends nothing. */
it("the client sends by undici's own files, though another module stands under that name", () => {
  const program = `
    const nodeModule = require("node:module");
    const load = nodeModule._load;
    nodeModule._load = (name, ...others) => (name === "undici" ? { Agent: class {} } : load(name, ...others));
    const { createClient } = require("pulumi-composio/client");
    const { startEmulator } = require("pulumi-composio/emulator");
    (async () => {
      const emulator = await startEmulator({ authConfigs: [{ toolkit: "github", name: "one" }] });
      const client = createClient({ apiKey: emulator.apiKey, baseUrl: emulator.url });
      console.log((await client.listAuthConfigs()).items.map(({ name }) => name));
      await client.close();
      await emulator.close();
    })();`;
  expect(run("commonjs", program)).toBe("[ 'one' ]\n");
});

function packagesLoadedBy(entry: string): string[] {
  const files: string[] = JSON.parse(
    run("commonjs", `require("${entry}"); console.log(JSON.stringify(Object.keys(require.cache)))`),
  );
  const names = files.map((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? "the program");
  return [...new Set(names)];
}

function run(type: "commonjs" | "module", program: string): string {
  const folder = folderBelow(installed);
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type }));
  fs.writeFileSync(path.join(folder, "program.js"), program);
  const { stdout, stderr } = spawnSync(process.execPath, ["program.js"], { cwd: folder, encoding: "utf8" });
  if (stderr !== "") throw new Error(stderr);
  return stdout;
}
