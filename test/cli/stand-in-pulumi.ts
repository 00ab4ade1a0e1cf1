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
else if (first === "config") {
  const file = __dirname + "/" + stack + ".config.json";
  const config = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  const shown = ([key, { value, secret }]) => [key, secret && !process.argv.includes("--show-secrets") ? { secret } : { value, secret }];
  console.log(JSON.stringify(Object.fromEntries(Object.entries(config).map(shown))));
} else if (second === "ls") {
  const files = fs.readdirSync(__dirname).filter((file) => /^\\w+\\.json$/.test(file));
  console.log(JSON.stringify(files.map((file) => ({ name: "${organization}/shop/" + file.replace(".json", "") }))));
} else if (second === "--show-name") console.log("${organization}/shop/" + stack);
else if (first === "stack" && second === "export" && fs.existsSync(__dirname + "/" + stack + ".json")) process.stdout.write(fs.readFileSync(__dirname + "/" + stack + ".json"));
else { console.error("error: no stack named '" + stack + "' found"); process.exitCode = 6; }
`;

/** A key of a stack's config. */
interface Configured {
  value: string;
  secret?: boolean;
}

/** `stacks`: the resources of each; `configs`: what `pulumi config` tells of them. */
export function standInPulumi(
  stacks: Record<string, object[]>,
  configs: Record<string, Record<string, Configured>> = {},
): StandIn {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "composio-pulumi-"));
  fs.writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
  for (const [stack, resources] of Object.entries(stacks)) {
    fs.writeFileSync(path.join(folder, `${stack}.json`), JSON.stringify({ version: 3, deployment: { resources } }));
  }
  for (const [stack, config] of Object.entries(configs)) {
    fs.writeFileSync(path.join(folder, `${stack}.config.json`), JSON.stringify(config));
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
