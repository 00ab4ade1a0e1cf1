import * as fs from "node:fs";
import * as path from "node:path";
import { runCommand } from "../support/engine/command";
import type { InstalledPackage } from "../support/install";
import { folderBelow, installPackage, npm } from "../support/install";

jest.setTimeout(120_000);

let installed: InstalledPackage;
let installedPackage: string;
beforeAll(async () => {
  installed = await installPackage();
  installedPackage = path.join(installed.folder, "node_modules/pulumi-composio");
});

const program = `
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, AuthConfigArgs, composioCallbackUrl, Provider, sessionConfig } from "pulumi-composio";
import { Failed, stacks, Step } from "pulumi-composio/automation";
import { createClient } from "pulumi-composio/client";
import { startEmulator } from "pulumi-composio/emulator";
import { providers } from "pulumi-composio/provider";

const args: AuthConfigArgs = { toolkit: "github" };
const github = new AuthConfig("github", args);
const notion = new AuthConfig("notion", {
  toolkit: pulumi.output("notion"),
  authScheme: "OAUTH2",
  credentials: { client_id: "id", client_secret: pulumi.secret("s3cr3t") },
}, { protect: true });

/** With exactOptionalPropertyTypes undefined is no absence: what an option leaves out must compile all the same. */
export function optional(given: { [Name in keyof AuthConfigArgs]?: AuthConfigArgs[Name] | undefined }, key?: string) {
  const one: AuthConfigArgs = {
    toolkit: "github",
    type: given.type,
    authScheme: given.authScheme,
    name: given.name,
    credentials: { client_id: key },
    scopes: given.scopes,
    userScopes: given.userScopes,
    toolAccessConfig: { toolsForConnectedAccountCreation: undefined, toolsAvailableForExecution: undefined },
    proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: key },
    sharedConnectionFields: { region: key },
    isEnabledForToolRouter: given.isEnabledForToolRouter,
    enabled: given.enabled,
    forceDestroy: given.forceDestroy,
    adopt: given.adopt,
    validate: given.validate,
    revokeOnDelete: given.revokeOnDelete,
  };
  return [new AuthConfig("optional", one), new Provider("eu", { apiKey: "ak_1", baseUrl: key })];
}

export const id: pulumi.Output<string> = github.id;
export const session = sessionConfig([github, notion]);
export const byToolkit = sessionConfig({ github, notion: "ac_1" });
export const githubId: pulumi.Output<string> = session.apply((value) => value.authConfigs["github"]!);
export const callback: string = composioCallbackUrl;

export async function rest(): Promise<string> {
  const emulator = await startEmulator();
  const url: string = emulator.url;
  await emulator.close();
  const customers = stacks({ project: "p", program: "./customer.js", isDead: ({ host }) => host === "gone" || undefined });
  const progress = (step: Step) => console.log(step.state === "resource" ? step.resource : step.state);
  const { outputs } = await customers.up("acme", { env: { A: "b" }, progress, signal: new AbortController().signal });
  const { takenOver } = await customers.destroy("acme").catch((error) => ({ takenOver: [(error as Failed).message] }));
  await customers.close();
  console.log(outputs.session?.value, takenOver.join(), customers.health().locked.map(({ host }) => host));
  return url + typeof createClient + Object.keys(providers).join();
}
`;

const strictest = { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, target: "es2022" };

describe("the types of the installed package", () => {
  it.each([
    { module: "commonjs", moduleResolution: "node10", type: "commonjs" },
    { module: "node16", moduleResolution: "node16", type: "commonjs" },
    { module: "node16", moduleResolution: "node16", type: "module" },
    { module: "esnext", moduleResolution: "bundler", type: "module" },
  ])("compile in a $type program under moduleResolution $moduleResolution", ({ type, ...options }) => {
    expect(compile("typescript", type, { ...options, ...strictest })).toEqual([]);
  });

  describe("with the TypeScript 3.8 that Pulumi uses for a program without its own", () => {
    const options = { module: "commonjs", moduleResolution: "node", target: "es2020" };
    const vendored = () =>
      path.join(installed.folder, "node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js");

    it("compile", () => {
      expect(compile(vendored(), "commonjs", options)).toEqual([]);
    });

    it("refuse a program that is wrong", () => {
      const wrong = `import { AuthConfig } from "pulumi-composio"; new AuthConfig("github", { name: 1 });`;
      expect(compile(vendored(), "commonjs", options, wrong)).not.toEqual([]);
    });
  });

  it("compile with TypeScript 7, which has a compiler of its own and no API", async () => {
    const folder = folderBelow(installed);
    // Not in this repository: two TypeScripts both claim `tsc`.
    await npm(folder, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, "typescript@7.0.2");
    fs.writeFileSync(path.join(folder, "program.ts"), program);
    const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--module", "node16", "--types", ""];
    const tsc = path.join(folder, "node_modules/typescript/bin/tsc");
    const { code, stdout } = await runCommand(process.execPath, [tsc, ...options, "--skipLibCheck", "program.ts"], {
      cwd: folder,
      env: process.env,
      timeoutMs: 60_000,
    });
    expect([code, stdout]).toEqual([0, ""]);
  });

  it("mention no package but Pulumi's SDK", () => {
    const entries = [
      "index.d.ts",
      "provider/index.d.ts",
      "client/index.d.ts",
      "emulator/index.d.ts",
      "session.d.ts",
      "automation/index.d.ts",
    ];
    const declarations = reachableFrom(entries.map((entry) => path.join(installedPackage, "dist", entry)));
    const specifiers = [...declarations.values()].flat().filter((specifier) => !/^\.|^node:/.test(specifier));
    const packages = specifiers.map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0]);
    expect([...new Set(packages)]).toEqual(["@pulumi/pulumi"]);
  });
});

/** That TypeScript's errors in the program and in our package. The declarations of other packages do not count. */
function compile(typescript: string, type: string, compilerOptions: object, text = program): string[] {
  const folder = folderBelow(installed);
  const file = path.join(folder, "program.ts");
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type }));
  fs.writeFileSync(file, text);

  const ts: typeof import("typescript") = require(typescript);
  const json = {
    noEmit: true,
    skipLibCheck: false,
    esModuleInterop: true,
    types: [],
    strict: true,
    ...compilerOptions,
  };
  const { options, errors } = ts.convertCompilerOptionsFromJson(json, folder);
  const diagnostics = [...errors, ...ts.getPreEmitDiagnostics(ts.createProgram([file], options))];
  return diagnostics
    .map((diagnostic) => ({
      file: path.relative(installed.folder, diagnostic.file?.fileName ?? folder),
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, " "),
    }))
    .filter(({ file }) => file.startsWith("program-") || file.startsWith("node_modules/pulumi-composio"))
    .map(({ file, message }) => `${path.basename(file)}: ${message}`);
}

/** Every declaration file that those reach, with what it imports. */
function reachableFrom(entries: string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const queue = [...entries];
  for (const file of queue) {
    if (found.has(file)) continue;
    const specifiers = importsOf(fs.readFileSync(file, "utf8"));
    found.set(file, specifiers);
    for (const specifier of specifiers.filter((candidate) => candidate.startsWith("."))) {
      const target = path.join(path.dirname(file), specifier);
      queue.push([`${target}.d.ts`, `${target}/index.d.ts`].find((candidate) => fs.existsSync(candidate)) ?? target);
    }
  }
  return found;
}

function importsOf(declaration: string): string[] {
  const pattern = /(?:\bfrom|\bimport|\bimport\(|\brequire\(|<reference (?:types|path)=)\s*["']([^"']+)["']/g;
  const withoutComments = declaration.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/[^/].*/gm, "");
  return [...withoutComments.matchAll(pattern)].flatMap(([, specifier]) => specifier ?? []);
}
