/** Holds the code against the import table of src/README.md. */
import * as fs from "node:fs";
import * as path from "node:path";

const source = path.join(__dirname, "../../src");

interface Import {
  file: string;
  /** As written. */
  target: string;
  /** Erased by the compiler. */
  isTypeOnly: boolean;
}

const files = fs
  .readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split(path.sep).join("/"))
  .sort();

const imports: Import[] = files.flatMap((file) => {
  const text = fs.readFileSync(path.join(source, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const declared = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;"]*?from\s+"([^"]+)"/gms)].map(
    ([, type, target]) => ({
      file,
      target: target ?? "",
      isTypeOnly: type !== undefined,
    }),
  );
  const required = [...text.matchAll(/(?:require|import)\("([^"]+)"\)/g)].map(([, target]) => ({
    file,
    target: target ?? "",
    isTypeOnly: false,
  }));
  return [...declared, ...required];
});

const partOf = (file: string) => file.split("/")[0]?.replace(/\.ts$/, "") ?? "";

const resolved = ({ file, target }: Import): string => {
  const joined = path.posix.join(path.posix.dirname(file), target);
  return [`${joined}.ts`, `${joined}/index.ts`].find((candidate) => files.includes(candidate)) ?? joined;
};

/** The rows of the table: part, our parts, packages. */
const [, section = ""] = fs.readFileSync(path.join(source, "README.md"), "utf8").split(/^## Who imports whom$/m);
const rows = (section.split(/^## /m)[0] ?? "").matchAll(/^\| `([\w-]+)` +\|([^|]*)\|([^|]*)\|$/gm);
const table = new Map(
  [...rows].map(([, part = "", ours = "", packages = ""]) => [part, { ours: list(ours), packages: list(packages) }]),
);

function list(cell: string): string[] {
  return cell
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean)
    .sort();
}

const distinct = (names: string[]) => [...new Set(names)].sort();

it("has a row for every part", () => {
  expect([...table.keys()].sort()).toEqual(distinct(files.map(partOf)));
});

it.each(distinct(files.map(partOf)))("%s imports the parts and packages of its row, and no others", (part) => {
  const own = imports.filter(({ file }) => partOf(file) === part);
  const ours = own.filter(({ target }) => target.startsWith(".")).map((each) => partOf(resolved(each)));
  const packages = own
    .filter(({ target, isTypeOnly }) => !isTypeOnly && !target.startsWith(".") && !target.startsWith("node:"))
    .map(({ target }) =>
      target
        .split("/")
        .slice(0, target.startsWith("@") ? 2 : 1)
        .join("/"),
    );
  expect({ ours: distinct(ours.filter((other) => other !== part)), packages: distinct(packages) }).toEqual(
    table.get(part),
  );
});

it("has one door to undici", () => {
  const doors = imports
    .filter(({ target, isTypeOnly }) => /^undici(\/|$)/.test(target) && !isTypeOnly)
    .map(({ file }) => file);
  expect(doors).toEqual(["client/exchange.ts"]);
});

it("imports zod as a namespace into the provider's bundle, so that esbuild leaves the unused parts out", () => {
  const named = files
    .filter((file) => ["api", "model", "provider"].includes(partOf(file)))
    .filter((file) => /^import \{.*from "zod"/m.test(fs.readFileSync(path.join(source, file), "utf8")));
  expect(named).toEqual([]);
});

it("has no cycles, not even of types", () => {
  const edges = new Map(
    files.map((file) => [
      file,
      imports.filter((each) => each.file === file && each.target.startsWith(".")).map(resolved),
    ]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
    if (trail.includes(file) || done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(distinct(cycles)).toEqual([]);
});

describe("the tests", () => {
  const tests = path.join(__dirname, "..");
  const page = fs.readFileSync(path.join(tests, "README.md"), "utf8");
  const folders = fs
    .readdirSync(tests, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

  it("stand in folders that test/README.md explains", () => {
    const explained = [...page.matchAll(/`(\w+)\/`/g)].map(([, name = ""]) => name);
    expect(folders.filter((name) => !explained.includes(name))).toEqual([]);
  });

  it.each(["README.md", "CONTRIBUTING.md", "src/README.md"])("that %s names are there", (document) => {
    const repository = path.join(tests, "..");
    const named = fs.readFileSync(path.join(repository, document), "utf8").matchAll(/`(test\/[\w./-]+)`/g);
    const missing = [...named]
      .map(([, file = ""]) => file)
      .filter((file) => !fs.existsSync(path.join(repository, file)));
    expect(missing).toEqual([]);
  });

  it("of a piece stand in a folder of src", () => {
    const mirrored = fs.readdirSync(path.join(tests, "unit"), { withFileTypes: true });
    const parts = mirrored.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(parts.filter((name) => !fs.statSync(path.join(source, name)).isDirectory())).toEqual([]);
  });

  it("run: each folder that proves something is in a project of Jest", () => {
    const { jest: settings } = require("../../package.json") as { jest: { projects: { roots: string[] }[] } };
    const run = settings.projects.flatMap(({ roots }) => roots.map((root) => root.replace("<rootDir>/test/", "")));
    expect(run.sort()).toEqual(folders.filter((name) => !["support", "tools"].includes(name)));
  });
});
