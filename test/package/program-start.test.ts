/** The libraries that a program's process loads for its start, beside Node. */
import * as fs from "node:fs";
import * as path from "node:path";
import { runPulumi } from "../support/engine/cli";
import type { Backend } from "../support/engine/stack";
import { openBackend } from "../support/engine/stack";
import { folderBelow, installPackage } from "../support/install";

let backend: Backend;
beforeEach(async () => {
  backend = await openBackend({ asUsersRun: true });
});
afterEach(() => backend.close());

/** It uses most of the package that needs no network, and says which large libraries have been loaded. */
const program = (imports: string) => `
${imports}
const { AuthConfig, Provider, sessionConfig } = require("pulumi-composio");
const provider = new Provider("eu", { apiKey: "ak_none" });
exports.session = sessionConfig([new AuthConfig("github", { toolkit: "github", validate: "local" }, { provider })]);
const files = Object.keys(require.cache);
const loads = (name) => files.some((file) => file.includes("/node_modules/" + name + "/") || file.includes("/vendor/" + name));
console.log("loaded: " + ["typescript", "@npmcli/arborist", "undici", "zod"].filter(loads).join(" "));
`;

it.each([
  { imports: "", of: "this package alone", loaded: "" },
  { imports: 'require("@pulumi/pulumi/config");', of: "one module of Pulumi's SDK", loaded: "" },
  { imports: 'require("@pulumi/pulumi");', of: "all of Pulumi's SDK", loaded: "typescript @npmcli/arborist" },
])(
  "a program that imports $of",
  async ({ imports, loaded }) => {
    const cwd = folderBelow(await installPackage());
    fs.writeFileSync(
      path.join(cwd, "Pulumi.yaml"),
      "name: start\nruntime: { name: nodejs, options: { typescript: false } }\n",
    );
    fs.writeFileSync(path.join(cwd, "index.js"), program(imports));
    backend.init(cwd, "dev");
    const { code, stdout, stderr } = await runPulumi(["preview", "--non-interactive"], { cwd, env: backend.env });
    expect([code, /loaded: (.*)/.exec(stdout)?.[1]?.trim()]).toEqual([0, loaded]);
    expect(stderr).toBe("");
  },
  180_000,
);
