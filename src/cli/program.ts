/** Every command with its arguments, options and an example. What a command needs is loaded when it runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import type { DiffOptions } from "./diff";
import type { DoctorOptions } from "./doctor";
import type { EmulateOptions } from "./emulate";
import type { FieldsOptions } from "./fields";
import type { ImportOptions } from "./import-report";
import type { ListOptions } from "./list";
import type { PluginInstallOptions } from "./plugin";
import type { ScopesOptions } from "./scopes";

export function createProgram(): Command {
  const program = new Command("pulumi-composio")
    .description("Composio auth configs as Pulumi resources: what is there, and what to write.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .addHelpText("after", `\n${environmentHelp}`);
  for (const declare of [
    ...[declareList, declareFields, declareScopes, declareImport, declareDoctor],
    ...[declareDiff, declarePlugin, declareEmulate],
  ]) {
    declare(program);
  }
  return program;
}

const environmentHelp = `Environment:
  COMPOSIO_API_KEY             the project's key (ak_…)
  COMPOSIO_BASE_URL            another address than https://backend.composio.dev
  NO_COLOR                     no colours`;

const stackHelp = "with the key and the address in this stack's config, if the environment has none";

function declareList(program: Command): void {
  program
    .command("list")
    .description("list the auth configs of the project, disabled ones too")
    .option("--toolkit <slug>", "those of one toolkit")
    .option("--stack <name>", stackHelp)
    .option("-C, --cwd <folder>", "the project's folder")
    .option("--json", "print JSON")
    .addHelpText("after", example("pulumi-composio list --toolkit github"))
    .action((options: ListOptions) => (require("./list") as typeof import("./list")).list(options));
}

function declareFields(program: Command): void {
  program
    .command("fields")
    .description("show which fields an auth config of a toolkit takes, and the code to paste")
    .argument("<toolkit>", "the toolkit's slug, such as notion")
    .argument("[scheme]", "one auth scheme, such as OAUTH2 (default: all that the toolkit offers)")
    .option("--required", "required fields alone")
    .option("--stack <name>", stackHelp)
    .option("-C, --cwd <folder>", "the project's folder")
    .option("--json", "print JSON")
    .addHelpText("after", example("pulumi-composio fields notion OAUTH2 --required"))
    .action((toolkit: string, scheme: string | undefined, options: FieldsOptions) =>
      (require("./fields") as typeof import("./fields")).fields(toolkit, scheme, options),
    );
}

function declareScopes(program: Command): void {
  program
    .command("scopes")
    .description("show which scopes tools of a toolkit need, and the code to paste")
    .argument("<toolkit>", "the toolkit's slug, such as gmail")
    .argument("[tool...]", "slugs of its tools, such as GMAIL_SEND_EMAIL (default: all of them)")
    .option("--scheme <scheme>", "the auth scheme (default: OAUTH2)")
    .option("--include <scope>", "a scope that must be among them (repeatable)", collect, [])
    .option("--exclude <scope>", "a scope that must not be among them (repeatable)", collect, [])
    .option("--available <scope>", "a scope that your app can ask for: no others are shown (repeatable)", collect, [])
    .option("--grant <name=value>", "whom they are asked of, such as account_type=Workspace (repeatable)", collect, [])
    .option("--toolkit-version <version>", "a version of the toolkit (default: the newest)")
    .option("--stack <name>", stackHelp)
    .option("-C, --cwd <folder>", "the project's folder")
    .option("--json", "print JSON")
    .addHelpText("after", example("pulumi-composio scopes gmail GMAIL_SEND_EMAIL GMAIL_FETCH_EMAILS"))
    .action((toolkit: string, tools: string[], options: ScopesOptions) =>
      (require("./scopes") as typeof import("./scopes")).scopes(toolkit, tools, options),
    );
}

function declareImport(program: Command): void {
  program
    .command("import")
    .description("bring auth configs that exist into a stack: an import file, and the program that declares them")
    .argument("[id...]", "their ids (default: asks which, in a terminal)")
    .option("--toolkit <slug>", "those of one toolkit")
    .option("--all", "all of the project, except those that other stacks have made")
    .option("--of-other-stacks", "with --all or --toolkit: those too whose names carry the mark of another stack")
    .option("--from-terraform <file>", "those of a Terraform or OpenTofu state, under the names that they have there")
    .option("--out <file>", "the import file", "import.json")
    .option("--code <file>", "the program", "auth-configs.ts")
    .option("--force", "write over files that exist")
    .addOption(
      new Option(
        "--secrets <how>",
        "trust: the declared secrets count as those that are there; send: the first up sends them",
      )
        .choices(["trust", "send"])
        .default("trust"),
    )
    .option("--stack <name>", "import into this stack at once, by the Pulumi CLI")
    .option("--yes", "with --stack: without asking")
    .option("--no-protect", "without the protection against deletion that imported resources get")
    .option("--parent <urn>", "the component that they belong to")
    .option("--provider <urn>", "the provider that they are made with")
    .option("-C, --cwd <folder>", "the project's folder")
    .addHelpText("after", example("pulumi-composio import --all --stack dev --yes"))
    .action((ids: string[], options: ImportOptions) =>
      (require("./import") as typeof import("./import")).importAuthConfigs(ids, options),
    );
}

function declareEmulate(program: Command): void {
  program
    .command("emulate")
    .description("run a local Composio API, in memory, until ^C")
    .option("--port <number>", "the port to listen on; 0 is any free one", wholeNumber, 4010)
    .option("--api-key <key>", "the key that it accepts; not for a real one", "ak_emulator")
    .option("--seed <file>", "auth configs, toolkits and faults to start with, in JSON or YAML")
    .option("--answers <file>", "other answers to what nobody knows of the real API, in JSON or YAML")
    .option(
      "--fault <fault>",
      "a fault for the next request that it matches: a kind, or JSON (repeatable)",
      collect,
      [],
    )
    .option("--latency <ms>", "how long every answer takes", wholeNumber, 0)
    .option("--rate-limit <number>", "the requests per minute that the rate headers tell of", wholeNumber, 2000)
    .option("--json", "print a line of JSON when ready and for each request")
    .addHelpText("after", `\n${faultHelp}`)
    .addHelpText("after", example(`pulumi-composio emulate --port 4010 --fault '{"kind":"status","status":503}'`))
    .action((options: EmulateOptions) => (require("./emulate") as typeof import("./emulate")).emulate(options));
}

const faultHelp = `Kinds of faults, and what else a fault may say in JSON:
  not processed  status, reset-before, timeout-before, garbage-before, html, empty-404
  processed      status-after, reset-after, timeout-after, truncate, garbage, html-after, slow, stale
  later          late-commit
  for which      method, path, times (1), after (0: how many pass first)
  how            status, retryAfter, body, delayMs

A seed file has authConfigs, toolkits and faults, in the API's own words:
  authConfigs:
    - { toolkit: github, name: GitHub, connections: 2 }
  faults:
    - { kind: slow, delayMs: 500, times: 3 }`;

function declareDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "look for what is wrong: here, on the way to the API, in the project; exit code 1 if there is something",
    )
    .option("--stack <name>", "a stack of this folder too: what it has lost, left behind, or hands to sessions")
    .option("-C, --cwd <folder>", "the project's folder")
    .option("--json", "print JSON")
    .addHelpText("after", example("pulumi-composio doctor --stack dev"))
    .action((options: DoctorOptions) => (require("./doctor") as typeof import("./doctor")).doctor(options, version()));
}

function declareDiff(program: Command): void {
  program
    .command("diff")
    .description("show the auth configs of two stacks side by side: what differs, never a secret")
    .requiredOption("--from <stack>", "one stack")
    .requiredOption("--to <stack>", "the other")
    .option("--exit-code", "exit with 1 if something differs")
    .option("-C, --cwd <folder>", "the project's folder")
    .option("--json", "print JSON")
    .addHelpText("after", example("pulumi-composio diff --from dev --to prod"))
    .action((options: DiffOptions) => (require("./diff") as typeof import("./diff")).diff(options));
}

function declarePlugin(program: Command): void {
  program
    .command("plugin")
    .description("the plugin for Python, YAML and every other Pulumi language")
    .command("install")
    .description("put the plugin of this version into Pulumi's plugin cache, by the Pulumi CLI")
    .option("-C, --cwd <folder>", "the project's folder")
    .addHelpText("after", example("pulumi-composio plugin install"))
    .action((options: PluginInstallOptions) =>
      (require("./plugin") as typeof import("./plugin")).installPlugin(version(), options),
    );
}

const example = (line: string) => `\nExample:\n  $ npx ${line}`;

const collect = (value: string, before: string[]): string[] => [...before, value];

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** commander puts the nearest name on a line of its own. */
const oneLine = (text: string): string => `${text.trim().replace(/\n\((.*)\)$/, ". $1")}\n`;

function version(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { version: string };
  return version;
}
