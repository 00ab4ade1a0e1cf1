/**
 * The versions that the package is said to work with: the engine's tests under each Node, SDK and engine, and an installation
 * by each package manager. `npm run versions` prints tables of Markdown, and writes them into results.md when nothing was left out.
 * All that it needs is installed once, outside the checkout.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { installPackage, removeInstalledPackage } from "../../support/install";
import { ensureEngine } from "./engine";
import { installAndUp, managers } from "./managers";
import { ensureNode } from "./nodes";
import type { SuiteResult } from "./suite";
import { copyWithSdk, runSuite } from "./suite";

const all = {
  node: ["20.18.3", "22.23.3", "24.21.0", "26.10.0"],
  sdk: ["3.248.0", "3.270.0"],
  engine: ["3.248.0", "3.274.1"],
  manager: Object.keys(managers),
};
/** Yarn's first version refuses later SDKs on Node 20, and pnpm needs 22. */
const nodeOfManagers = "24.21.0";

type Options = typeof all & { tests: string };

const say = (line: string) => process.stderr.write(`${line}\n`);

async function versions(options: Options): Promise<void> {
  const { tests, ...chosen } = options;
  const failures: string[] = [];
  const tables = [
    `${new Date().toISOString().slice(0, 10)}, ${process.platform} ${process.arch}. Tests: \`${tests}\`.`,
    await suites(options, failures),
    await installations(options, failures),
    ...failures.map((failure) => `- ${failure}`),
  ];
  const page = `${tables.filter(Boolean).join("\n\n")}\n`;
  console.log(page);
  if (JSON.stringify(chosen) === JSON.stringify(all)) fs.writeFileSync(path.join(__dirname, "results.md"), page);
  if (failures.length > 0) process.exitCode = 1;
}

async function suites({ node, sdk, engine, tests }: Options, failures: string[]): Promise<string> {
  const columns = sdk.flatMap((sdkVersion) => engine.map((engineVersion) => ({ sdkVersion, engineVersion })));
  if (columns.length * node.length === 0) return "";
  const rows = new Map(node.map((version) => [version, [] as string[]]));
  for (const { sdkVersion, engineVersion } of columns) {
    say(`a copy of the last commit with SDK ${sdkVersion}`);
    const checkout = await copyWithSdk(sdkVersion);
    const engineFolder = await ensureEngine({ version: engineVersion, log: say });
    for (const version of node) {
      const name = `Node ${version}, SDK ${sdkVersion}, engine ${engineVersion}`;
      const result = await runSuite({ checkout, node: await ensureNode(version), engine: engineFolder, tests });
      say(`${name}: ${cell(result)} in ${result.seconds} s`);
      rows.get(version)?.push(cell(result));
      failures.push(...result.failed.map((test) => `${name}: ${test}`));
    }
  }
  const head = columns.map(({ sdkVersion, engineVersion }) => `SDK ${sdkVersion}, engine ${engineVersion}`);
  return table(
    ["Node", ...head],
    [...rows].map(([version, cells]) => [version, ...cells]),
  );
}

const cell = ({ passed, failed }: SuiteResult): string =>
  failed.length === 0 ? `${passed} passed` : `${failed.length} of ${passed + failed.length} failed`;

async function installations({ manager, engine, sdk }: Options, failures: string[]): Promise<string> {
  if (manager.length === 0) return "";
  const [sdkVersion = "", engineVersion = ""] = [sdk.at(-1), engine.at(-1)];
  const node = await ensureNode(nodeOfManagers);
  const engineFolder = await ensureEngine({ version: engineVersion, log: say });
  process.env.PULUMI_COMPOSIO_TEST_ENGINE = engineFolder;
  const { tarball } = await installPackage();
  const rows: string[][] = [];
  for (const name of manager) {
    const failure = await installAndUp({ name, tarball, sdk: sdkVersion, node, engine: engineFolder });
    say(`${name}: ${failure ?? "works"}`);
    rows.push([`${name} ${managers[name]?.version ?? ""}`.trim(), failure === undefined ? "works" : "fails"]);
    if (failure !== undefined) failures.push(`${name}: ${failure}`);
  }
  removeInstalledPackage();
  return table([`Installed by, on Node ${nodeOfManagers}`, "install, up, preview, destroy"], rows);
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const list = (text: string) => text.split(",").filter(Boolean);

new Command("versions")
  .description("Runs the engine's tests over versions of Node, SDK and engine, and installs by every package manager.")
  .option("--node <versions>", "such as 22.23.3,24.21.0; empty for none", list, all.node)
  .option("--sdk <versions>", "of @pulumi/pulumi", list, all.sdk)
  .option("--engine <versions>", "of pulumi", list, all.engine)
  .option(
    "--manager <names>",
    `separated by semicolons: ${all.manager.join("; ")}`,
    (text) => text.split(/; ?/).filter(Boolean),
    all.manager,
  )
  .option("--tests <pattern>", "which of the engine's tests", "test/engine/(environments|changes|keys)")
  .action(versions)
  .parseAsync()
  .catch((error: Error) => {
    say(`versions: ${error.message}`);
    process.exitCode = 1;
  });
