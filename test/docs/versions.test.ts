/** The versions that documents ask for are those that the package asks for. */
import * as fs from "node:fs";
import * as path from "node:path";
import { documents, read, repository } from "./documents";

/** The oldest Node that a text asks for: `Node 20.18.1, …`, `Node.js 20.18.1 or later`, `| Node | 20.18.1 or later`. */
const oldestNodes = (text: string): string[] =>
  [...text.matchAll(/\bNode(?:\.js)?(?: \|)? (\d[\d.]*\d)(?= or later|, a Pulumi CLI)/g)].map(
    ([, version = ""]) => version,
  );

it("names one oldest Node everywhere, that of package.json", () => {
  const launchers = fs
    .readdirSync(path.join(repository, "src/native/build"))
    .filter((name) => name.startsWith("pulumi-resource-composio"))
    .map((name) => `src/native/build/${name}`);
  const files = [...documents, ...launchers];
  const named = files.flatMap((file) => oldestNodes(read(file)).map((version) => `${file}: ${version}`));
  const { engines } = JSON.parse(read("package.json"));
  const expected = engines.node.replace(">=", "");
  expect(named.filter((line) => !line.endsWith(`: ${expected}`))).toEqual([]);
  expect([...new Set(named.map((line) => line.split(":")[0]))]).toEqual([
    "README.md",
    "CONTRIBUTING.md",
    "docs/other-languages.md",
    "docs/versions.md",
    ...launchers,
  ]);
  expect(read("src/cli/machine-findings.ts")).toContain(`MINIMUM_NODE = "${expected}"`);
});
