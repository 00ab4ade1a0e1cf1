/** The tables of documents against the code: what they say is there, and what is there they say. */
import * as fs from "node:fs";
import * as path from "node:path";
import { createProgram } from "../../src/cli/program";
import { holdsSecrets } from "../../src/input-names";
import { ROWS } from "../../src/model/rows";
import { withTables } from "../support/emulator-tables";
import { settingsIn, tableBelow } from "../support/markdown";
import { documents, read, repository } from "./documents";

const cells = (row: string[]) => row.map((cell) => cell.replaceAll("`", ""));
const words = { replaces: "replaces", updates: "updates", local: "state only" };

describe("the table of inputs", () => {
  const [header, ...rows] = tableBelow(read("docs/inputs.md"), "## Inputs");
  const byInput = new Map(rows.map((row) => [cells(row)[0], row]));

  it("has a row for each input, in the order of the code", () => {
    expect(header).toEqual(["Input", "Meaning", "Default", "A change", "Secret"]);
    expect(rows.map((row) => row[0])).toEqual(ROWS.map(({ name }) => `\`${name}\``));
  });

  it.each(ROWS)("says of $name what a change does, and whether it is a secret", ({ name, change: kind }) => {
    const [, meaning, otherwise, change, secret] = byInput.get(name) ?? [];
    expect([meaning, otherwise]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    expect(change?.split(/[;:]/)[0]).toBe(words[kind]);
    expect(secret !== "no").toBe(holdsSecrets(name));
  });

  it("has a short form in the README that says the same", () => {
    const changes = Object.fromEntries(ROWS.map(({ name, change }) => [name as string, words[change]]));
    const [, ...short] = tableBelow(read("README.md"), "## Inputs");
    const wrong = cells(short.map(([name = "", , change = ""]) => `${name.split(" ")[0]}: ${change}`)).filter(
      (row) => !Object.entries(changes).some(([name, change]) => row === `${name}: ${change}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the table of settings", () => {
  const [header, ...rows] = tableBelow(read("docs/configuration.md"), "## Settings");
  const told = settingsIn(rows.map(([, environment, config]) => `${environment} ${config}`).join("\n"));

  it("has every setting of the code, and none that is not there", () => {
    expect(header).toEqual(["Setting", "Environment", "Stack config", "Default"]);
    const source = fs
      .readdirSync(path.join(repository, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith("emulator"))
      .map((file) => fs.readFileSync(path.join(repository, "src", file), "utf8"));
    // The emulator names the API's own tools alike. A session's own variable, and what an explicit provider is given in code, and the
    // module of the plugin's type.
    const elsewhere = [
      "COMPOSIO_SESSION",
      "composio:providerApiKey",
      "composio:providerBaseUrl",
      "composio:providerName",
      "composio:index",
    ];
    expect(told).toEqual(settingsIn(source.join("\n")).filter((setting) => !elsewhere.includes(setting)));
  });

  it("is all that other documents name", () => {
    const named = settingsIn(
      documents
        .filter((file) => file !== "src/README.md")
        .map(read)
        .join("\n"),
    );
    const known = [...told, "COMPOSIO_SESSION", "composio:index"];
    expect(named.filter((setting) => !known.includes(setting))).toEqual([]);
  });
});

describe("the command line", () => {
  const { commands } = createProgram();
  const [, ...rows] = tableBelow(read("docs/command-line.md"), "## Commands");

  it("has every command and option on its page", () => {
    expect(rows.map((row) => /^`(\w+)/.exec(row[0] ?? "")?.[1]).sort()).toEqual(
      commands.map((each) => each.name()).sort(),
    );
  });

  it("has every command and option that a document names", () => {
    const named = [
      ...documents.flatMap((document) =>
        [...read(document).matchAll(/npx pulumi-composio(?:@\S+)? ([a-z]+)([^\n`#)]*)/g)].map(([, name, rest]) => [
          name,
          rest,
        ]),
      ),
      ...rows.map(([first = ""]) => [/^`(\w+)/.exec(first)?.[1], first]),
    ];
    const unknown = named.flatMap(([name, rest = ""]) => {
      const command = commands.find((each) => each.name() === name);
      const options = [...rest.matchAll(/(?<![\w-])--?[a-zA-Z][\w-]*/g)].map(([option]) => option);
      const known = command?.options.flatMap(({ short, long }) => [short, long]) ?? [];
      return command
        ? options.filter((option) => !known.includes(option)).map((option) => `${name} ${option}`)
        : [name];
    });
    expect(named.length).toBeGreaterThan(20);
    expect(unknown).toEqual([]);
  });
});

it("has the emulator's tables as `npm run tables` makes them of the code", () => {
  const page = read("docs/emulator.md");
  expect(page.match(/<!-- made by npm run tables/g)).toHaveLength(4);
  expect(page).toBe(withTables(page));
});

it.each([
  ["docs/large-stacks.md", "test/tools/bench/results/table.md"],
  ["docs/versions.md", "test/tools/versions/results.md"],
])("%s quotes the measurements as %s has them", (page, results) => {
  expect(read(page)).toContain(read(results).trim());
});
