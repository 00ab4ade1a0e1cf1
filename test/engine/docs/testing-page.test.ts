/** The documents' claims about the Pulumi CLI: `docs/testing.md`'s test runs as a reader runs it, and commands and flags exist. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as ts from "typescript";
import { documents, read, snippetsOf } from "../../docs/documents";
import { runPulumi } from "../../support/engine/cli";
import { findEngine } from "../../support/engine/find-engine";
import { inFullRun } from "../../support/in-full-run";

const environment = { ...process.env };
let home: string;
beforeAll(async () => {
  const { directory } = await findEngine();
  home = fs.mkdtempSync(path.join(os.tmpdir(), "composio-home-"));
  // The reader has the CLI on the PATH.
  process.env.PATH = [directory, process.env.PATH].join(path.delimiter);
  process.env.PULUMI_HOME = home;
}, 60_000);
afterAll(() => {
  process.env = environment;
  fs.rmSync(home, { recursive: true, force: true });
});

describe("docs/testing.md", () => {
  const [program = ""] = snippetsOf("docs/testing.md")
    .map(({ code }) => code)
    .filter((code) => code.includes("@pulumi/pulumi/automation"));
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  new Function("require", "exports", outputText)(require, {});
});

// Readers of src/README.md know that the CLI has flags that its help leaves out.
const commands = documents
  .filter((document) => document !== "src/README.md")
  .flatMap((document) =>
    [...read(document).matchAll(/(?<!\bas |[\w/-])pulumi ([a-z]+(?: [a-z]+)?)((?: +[^\s`&#|]+)*)/g)].map(
      ([, words = "", rest = ""]) => ({ document, words, flags: rest.match(/--[a-z][a-z-]*/g) ?? [] }),
    ),
  );

// The CLI starts once for each command.
inFullRun(
  "names commands and flags that the CLI has",
  async () => {
    const helps = new Map<string, Promise<string>>();
    const helpOf = (words: string) => {
      const help =
        helps.get(words) ??
        runPulumi([...words.split(" "), "--help"], { cwd: home, env: process.env }).then(({ stdout }) => stdout);
      helps.set(words, help);
      return help;
    };
    const lost: string[] = [];
    for (const { document, words, flags } of commands) {
      const command = words
        .split(" ")
        .slice(0, /^(config|stack|state|plugin|package)\b/.test(words) ? 2 : 1)
        .join(" ");
      const help = await helpOf(command);
      const isAlias = new RegExp(`Aliases:\\n.*\\b${command.split(" ").at(-1)}\\b`).test(help);
      if (!help.includes(`pulumi ${command}`) && !isAlias) lost.push(`${document}: pulumi ${command}`);
      for (const flag of flags) if (!help.includes(flag)) lost.push(`${document}: pulumi ${command} ${flag}`);
    }
    expect(commands.length).toBeGreaterThan(30);
    expect(lost).toEqual([]);
  },
  120_000,
);
