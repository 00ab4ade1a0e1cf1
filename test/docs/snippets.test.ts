/**
 * Every snippet of the documents runs. TypeScript compiles in the strictest way, and a program then runs under Pulumi's mocks with
 * the emulator behind its lookups; commands are known to the command line; Python runs with a stand-in for the SDK; YAML is
 * what it is said to be. A snippet that needs the engine runs in `test/engine/docs/`.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Emulator, EmulatorOptions } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import * as ts from "typescript";
import { parse } from "yaml";
import { documents, read, repository, snippetsOf } from "./documents";
import { completed } from "./given";

const snippets = documents.flatMap(snippetsOf);
/** Its YAML and Python need the plugin: `other-languages.test.ts` holds them against the examples, which run in `test/languages/`. */
const PLUGIN_PAGE = "docs/other-languages.md";

const ofLanguage = (wanted: string) =>
  snippets
    .filter(
      ({ document, language }) =>
        language === wanted && !(document === PLUGIN_PAGE && wanted !== "ts" && wanted !== "sh"),
    )
    .map(({ document, code }, index): [string, string] => [`${document}, ${index + 1}: ${titleOf(code)}`, code]);

const titleOf = (code: string): string =>
  code
    .split("\n")
    .find((line) => /\w/.test(line) && !/^import|^\/\//.test(line))
    ?.trim()
    .slice(0, 60) ?? "";

it("knows every language of a block", () => {
  expect([...new Set(snippets.map(({ language }) => language))].sort()).toEqual(["", "python", "sh", "ts", "yaml"]);
});

describe("TypeScript", () => {
  const programs = ofLanguage("ts");

  it("compiles in the strictest way", () => {
    const files = new Map(
      programs.map(([title, code], index) => [
        path.join(repository, `snippet-${index}.ts`),
        { title, code: completed(code) },
      ]),
    );
    const options: ts.CompilerOptions = {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      esModuleInterop: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      skipLibCheck: true,
      types: ["node"],
    };
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile } = host;
    host.fileExists = (name) => files.has(path.normalize(name)) || fileExists(name);
    host.readFile = (name) => {
      const snippet = files.get(path.normalize(name));
      // An ES module has no `export =`; Pulumi takes either.
      return snippet
        ? snippet.code.replace(/^export = /m, "export default ").replace(/\nexport \{\};\n$/, "\n")
        : readFile(name);
    };
    const found = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
    const lines = found.map(({ file, messageText }) => [
      file && files.get(path.normalize(file.fileName))?.title,
      ts.flattenDiagnosticMessageText(messageText, " "),
    ]);
    expect(lines).toEqual([]);
  }, 60_000);

  describe("runs", () => {
    let emulator: Emulator;
    const environment = { ...process.env };
    beforeAll(async () => {
      emulator = await startEmulator();
      process.env.COMPOSIO_API_KEY = emulator.apiKey;
      process.env.COMPOSIO_BASE_URL = emulator.url;
      process.env.COMPOSIO_SESSION = '{"authConfigs":{"github":"ac_000000000000"}}';
    });
    afterAll(async () => {
      process.env = environment;
      await emulator.close();
    });

    it.each(programs.filter(([, code]) => !needsEngine(code)))("%s", async (_title, code) => {
      await run(code);
    });
  });
});

/** Runs in `test/engine/docs/`; that of `stacks` runs as the example that it is taken from, in `test/automation/`. */
function needsEngine(code: string): boolean {
  return /pulumi\/automation"|composio\/automation"|\bstacks\(/.test(code);
}

async function run(code: string): Promise<void> {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({
      id: `ac_${name}`,
      state: { ...inputs, outputs: { session: { authConfigs: { github: "ac_theirs" } } } },
    }),
    call: ({ inputs }) => inputs,
  });
  const wanted = ["notionClientId", "notionClientSecret", "githubClientId", "githubClientSecret", "euKey"];
  const fields = ["notion-client_id", "notion-client_secret"];
  pulumi.runtime.setAllConfig(
    Object.fromEntries([
      ...[...wanted, ...fields].map((name) => [`project:${name}`, "value"]),
      ["project:customers", '{"acme":"app-1"}'],
      ["notionClientSecret:acme", "value"],
    ]),
  );
  const tests: (() => Promise<void>)[] = [];
  const started: Emulator[] = [];
  const modules: Record<string, object> = {
    // A file that an earlier command on the page has written.
    "node:fs": { ...fs, readFileSync: () => "{}" },
    "pulumi-composio/emulator": {
      startEmulator: async (options?: EmulatorOptions) => {
        const emulator = await startEmulator(options);
        started.push(emulator);
        return emulator;
      },
    },
  };
  const given = {
    require: (name: string) => modules[name] ?? require(name),
    it: (_title: string, test: () => Promise<void>) => tests.push(test),
    expect,
    composio: standIn(),
  };
  const { outputText } = ts.transpileModule(completed(code), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const loaded = { exports: {} as unknown };
  const body = outputText.replace(/^export \{\};$/m, "");
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const program = new AsyncFunction("module", "exports", ...Object.keys(given), body);
  await program(loaded, loaded.exports, ...Object.values(given));
  if (typeof loaded.exports === "function") loaded.exports = await loaded.exports();
  for (const test of tests) await test();
  for (const emulator of started) await emulator.close();
  // The lookups of a program end before the emulator does.
  await new Promise((resolve) => pulumi.output(loaded.exports as object).apply(resolve));
}

/** Instead of Composio's SDK, which is an ES module: what it is given is checked by `readSessionConfig` and by the compiler. */
function standIn(): unknown {
  const session = { session_id: "ts_1", sessionId: "ts_1" };
  return {
    create: async () => session,
    use: async () => session,
    getClient: () => ({ toolRouter: { session: { create: async () => session } } }),
  };
}

describe("Python", () => {
  const isThere = spawnSync("python3", ["--version"]).status === 0;

  (isThere ? it.each : it.skip.each)(ofLanguage("python"))("%s, if there is a Python", (_title, code) => {
    const before = [
      // Under other names, so that a snippet imports for itself.
      "import json as _json, types as _types",
      "composio = _types.SimpleNamespace(create=lambda **given: print(_json.dumps(given)))",
      "",
    ].join("\n");
    const session = code.includes("auth_configs=")
      ? { authConfigs: { github: "ac_1" } }
      : { auth_configs: { github: "ac_1" } };
    const { stdout, stderr } = spawnSync("python3", ["-c", before + code], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: process.env.HOME, COMPOSIO_SESSION: JSON.stringify(session) },
    });
    expect([JSON.parse(stdout || "null"), stderr]).toEqual([
      { user_id: "user_123", auth_configs: { github: "ac_1" } },
      "",
    ]);
  });
});

describe("YAML", () => {
  it.each(ofLanguage("yaml"))("%s starts an emulator", async (_title, code) => {
    const { faults, ...options } = parse(code);
    const emulator = await startEmulator(options);
    try {
      for (const fault of faults ?? []) emulator.failNext(fault);
      expect(emulator.authConfigs()).toHaveLength(options.authConfigs.length);
    } finally {
      await emulator.close();
    }
  });
});

describe("commands", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const lines = ofLanguage("sh").flatMap(([title, code]) =>
    code
      .trimEnd()
      .split("\n")
      .map((line): [string, string] => [title, line]),
  );

  it.each(ofLanguage("sh"))("%s is valid shell", (_title, code) => {
    const { status, stderr } = spawnSync("bash", ["-n", "-c", code], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("run scripts that are there", () => {
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/npm run (?:--silent )?([\w:]*\w)/g)].map(([, name = ""]) => name),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("begin with a program that a reader has", () => {
    const programs = lines
      .map(([, line]) => line.replace(/#.*/, "").trim())
      .filter(Boolean)
      .flatMap((line) => line.split("&&").map((part) => part.trim().split(" ")[0] ?? ""));
    expect([...new Set(programs)].sort()).toEqual([
      "cd",
      "export",
      "mkdir",
      "npm",
      "npx",
      "pulumi",
      "python3",
      "terraform",
    ]);
  });
});
