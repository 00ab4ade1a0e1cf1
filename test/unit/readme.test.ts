/** README.md against the code: what it says is there, and what is there it says. */
import * as fs from "node:fs";
import * as path from "node:path";
import { createProgram } from "../../src/cli/program";
import { holdsSecrets } from "../../src/input-names";
import { ROWS } from "../../src/model/rows";
import { settingsIn, tableBelow } from "../support/markdown";

const repository = path.join(__dirname, "../..");
const readme = fs.readFileSync(path.join(repository, "README.md"), "utf8");
const cells = (row: string[]) => row.map((cell) => cell.replaceAll("`", ""));

describe("the table of inputs", () => {
  const [header, ...rows] = tableBelow(readme, "## Inputs");
  const byInput = new Map(rows.map((row) => [cells(row)[0], row]));

  it("has a row for each input, in the order of the code", () => {
    expect(header).toEqual(["Input", "Meaning", "Default", "A change", "Secret"]);
    expect(rows.map((row) => row[0])).toEqual(ROWS.map(({ name }) => `\`${name}\``));
  });

  it.each(ROWS)("says of $name what a change does, and whether it is a secret", ({ name, change: kind }) => {
    const [, meaning, otherwise, change, secret] = byInput.get(name) ?? [];
    const words = { replaces: "replaces", updates: "updates", local: "state only" };
    expect([meaning, otherwise]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    expect(change?.split(/[;:]/)[0]).toBe(words[kind]);
    expect(secret !== "no").toBe(holdsSecrets(name));
  });
});

describe("the table of settings", () => {
  const [header, ...rows] = tableBelow(readme, "## Key and address");
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
});

describe("the command line", () => {
  const { commands } = createProgram();
  const [, ...rows] = tableBelow(readme, "## The command line");

  it("is told of whole", () => {
    expect(rows.map((row) => /^`(\w+)/.exec(row[0] ?? "")?.[1]).sort()).toEqual(
      commands.map((each) => each.name()).sort(),
    );
  });

  it("has every command and option that is named", () => {
    const named = [
      ...[...readme.matchAll(/npx pulumi-composio ([a-z]+)([^\n`#]*)/g)].map(([, name, rest]) => [name, rest]),
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
    expect(unknown).toEqual([]);
  });
});

describe("links", () => {
  const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  const anchors = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replace(/\s/g, "-"),
  );

  it("lead somewhere", () => {
    const lost = targets
      .filter((target) => !/^https?:/.test(target))
      .filter((target) =>
        target.startsWith("#") ? !anchors.includes(target.slice(1)) : !fs.existsSync(path.join(repository, target)),
      );
    expect(lost).toEqual([]);
  });

  it("lead to every example", () => {
    const examples = fs.readdirSync(path.join(repository, "examples"), { withFileTypes: true });
    const folders = examples.filter((entry) => entry.isDirectory()).map(({ name }) => `examples/${name}`);
    const linked = (folder: string) => targets.some((target) => target === folder || target.startsWith(`${folder}/`));
    expect(folders.filter((folder) => !linked(folder))).toEqual([]);
  });
});

it.each(["npm ci && npm run demo", "npm ci && npm test"])("has %s on a line of its own", (command) => {
  expect(readme.split("\n").filter((line) => line === command)).toEqual([command]);
});

describe("what was measured", () => {
  it.each(["test/tools/bench/results/table.md", "test/tools/versions/results.md"])(
    "stands there as %s has it",
    (file) => {
      expect(readme).toContain(fs.readFileSync(path.join(repository, file), "utf8").trim());
    },
  );
});
