/** The program of the first screen: as it stands there, it compiles and runs. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { emulatedBackend } from "../../support/emulated-stack";
import { firstBlock } from "../../support/markdown";

const repository = path.join(__dirname, "../../..");
const readme = fs.readFileSync(path.join(repository, "README.md"), "utf8");
const program = firstBlock(readme, "ts");

it("is 12 lines long", () => {
  expect(program.trimEnd().split("\n")).toHaveLength(12);
});

it("compiles in the strictest way", () => {
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: [],
  };
  // In the repository, whose own name resolves to what is built.
  const file = path.join(repository, "first-screen.ts");
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? program : readFile(name));
  host.getSourceFile = (name, languageVersion) =>
    name === file ? ts.createSourceFile(name, program, languageVersion) : getSourceFile(name, languageVersion);
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))).toEqual([]);
});

describe("on the engine", () => {
  const world = emulatedBackend();

  it("makes the auth configs and outputs of the block below it", async () => {
    const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const stack = await world.backend.stack("dev", {
      project: "session",
      config: { "session:notionClientId": "app-1" },
      secretConfig: { "session:notionClientSecret": "s3cr3t-4711" },
      env: world.access,
      program: async () => {
        const exports: Record<string, unknown> = {};
        new Function("require", "exports", outputText)(require, exports);
        return exports;
      },
    });
    const up = await stack.up();
    const printed = (text: string) =>
      text
        .split("\n")
        .map((line) => /^ *(\+.* created) \(/.exec(line)?.[1])
        .filter((line) => line !== undefined);
    const [, shown = ""] = readme.split("$ pulumi up --stack dev\n");
    const expected = printed(shown.split("```")[0] ?? "");
    expect([up.ok ? "ok" : up.output, expected.length]).toEqual(["ok", 4]);
    expect(printed(up.output).sort()).toEqual(expected.sort());

    const ids = Object.fromEntries(world.emulator.authConfigs().map(({ toolkit, id }) => [toolkit, id]));
    const { session } = await stack.outputs();
    expect(session?.value).toEqual({ authConfigs: ids });
    expect(Object.keys(ids).sort()).toEqual(["github", "notion", "perplexityai"]);
  }, 120_000);
});
