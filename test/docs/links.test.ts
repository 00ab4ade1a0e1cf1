/** Every link of every document leads somewhere, to a heading too. */
import * as fs from "node:fs";
import * as path from "node:path";
import { anchorsOf, documents, linksOf, pages, read, repository } from "./documents";

it.each(documents)("%s leads to files and headings that are there", (document) => {
  const lost = linksOf(read(document)).filter((link) => {
    if (/^https?:/.test(link)) return !URL.canParse(link);
    const [target = "", anchor] = link.split("#");
    const file = target === "" ? document : path.posix.join(path.posix.dirname(document), target);
    if (!fs.existsSync(path.join(repository, file))) return true;
    return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
  });
  expect(lost).toEqual([]);
});

it("lets a reader of the README reach every page and every example", () => {
  const reached = new Set<string>();
  const visit = (document: string): void => {
    for (const link of linksOf(read(document))) {
      const [target = ""] = link.split("#");
      const file = path.posix.join(path.posix.dirname(document), target);
      if (/^https?:/.test(link) || reached.has(file)) continue;
      reached.add(file);
      if (file.endsWith(".md")) visit(file);
    }
  };
  visit("README.md");
  const examples = fs
    .readdirSync(path.join(repository, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `examples/${name}`);
  expect([...pages, ...examples].filter((file) => !reached.has(file))).toEqual([]);
});

it("tells in examples/README.md of each example which to copy", () => {
  const folders = fs
    .readdirSync(path.join(repository, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory());
  expect(linksOf(read("examples/README.md")).sort()).toEqual(folders.map(({ name }) => name).sort());
});
