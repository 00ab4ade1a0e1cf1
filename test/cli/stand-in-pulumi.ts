/** A `pulumi` for tests that need stacks and no engine: it prints the exports that it was given. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { AUTH_CONFIG_TYPE } from "../../src/provider-text";

export interface StandIn {
  /** The project's folder. */
  folder: string;
  /** For the environment of whoever is to find it, and nothing else that is called `pulumi`. */
  env: { PATH: string; PULUMI_BACKEND_URL: string };
  close: () => void;
}

export const organization = "acme";
export const backend = "https://api.pulumi.example";

const script = `#!${process.execPath}
const fs = require("node:fs");
const [first, second, ...rest] = process.argv.slice(2);
const stack = rest.at(-1);
if (first === "version") console.log("v3.274.1");
else if (second === "--show-name") console.log("${organization}/shop/" + stack);
else if (first === "stack" && second === "export" && fs.existsSync(__dirname + "/" + stack + ".json")) process.stdout.write(fs.readFileSync(__dirname + "/" + stack + ".json"));
else { console.error("error: no stack named '" + stack + "' found"); process.exitCode = 6; }
`;

/** `stacks`: the resources of each. */
export function standInPulumi(stacks: Record<string, object[]>): StandIn {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-pulumi-"));
  fs.writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
  for (const [stack, resources] of Object.entries(stacks)) {
    fs.writeFileSync(path.join(folder, `${stack}.json`), JSON.stringify({ version: 3, deployment: { resources } }));
  }
  return {
    folder,
    env: { PATH: folder, PULUMI_BACKEND_URL: backend },
    close: () => fs.rmSync(folder, { recursive: true }),
  };
}

export const urnOf = (stack: string, name: string, parent = "") =>
  `urn:pulumi:${stack}::shop::${parent}${AUTH_CONFIG_TYPE}::${name}`;

/** A resource as a state has it. */
export const authConfigOf = (stack: string, name: string, id: string, inputs: object, parent?: string) => ({
  urn: urnOf(stack, name, parent),
  type: AUTH_CONFIG_TYPE,
  id,
  custom: true,
  inputs: { type: "use_composio_managed_auth", enabled: true, ...inputs },
  outputs: {},
});

export const secret = (ciphertext: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext,
});
