/** Plain English, as far as a test can see it: see "How to write" in CONTRIBUTING.md. */
import * as fs from "node:fs";
import * as path from "node:path";
import { documents, read, repository } from "./documents";

const sources = fs
  .readdirSync(path.join(repository, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `src/${file.split(path.sep).join("/")}`);

/** The places in files that match, as `file: the text of the match`. */
const found = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) => [...read(file).matchAll(pattern)].map(([text]) => `${file}: ${text.trim()}`));

it("no comment begins with What", () => {
  expect(found(sources, /^\s*(\/\*\*|\*|\/\/) What .*/gm)).toEqual([]);
});

it('"except" stands in place of "but for"', () => {
  expect(found([...sources, ...documents], /.*\bbut for\b.*/g)).toEqual([]);
});

it('"if" stands in place of "where" for a condition', () => {
  const condition = /.*\b(throws|undefined|empty|absent|nothing|an error|refused) where\b.*/gi;
  expect(found([...sources, ...documents], condition)).toEqual([]);
});
