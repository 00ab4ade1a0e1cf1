/** Plain English, as far as a test can see it: see "How to write" in CONTRIBUTING.md. */
import * as fs from "node:fs";
import * as path from "node:path";
import { documents, read, repository } from "./documents";
import { testFiles, titlesOf } from "./titles";

// The tests look at every file of this repository, in a second or two of a free machine.
jest.setTimeout(60_000);

const sources = fs
  .readdirSync(path.join(repository, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `src/${file.split(path.sep).join("/")}`);

// These lines are the rules themselves.
const tests = testFiles.filter((file) => file !== "test/docs/words.test.ts");

/** The places in files that match, as `file: the text of the match`. */
const found = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) => [...read(file).matchAll(pattern)].map(([text]) => `${file}: ${text.trim()}`));

it("no comment begins with What", () => {
  expect(found([...sources, ...tests], /^\s*(\/\*\*?|\*|\/\/) What .*/gm)).toEqual([]);
});

it('"except" stands in place of "but for"', () => {
  expect(found([...sources, ...tests, ...documents], /.*\bbut for\b.*/g)).toEqual([]);
});

it('"if" stands in place of "where" for a condition', () => {
  const files = [...sources, ...tests, ...documents];
  const condition = /.*\b(throws|undefined|null|empty|absent|nothing|an error|refused|there is none) where\b.*/gi;
  expect([found(files, condition), found(files, /.*\bwhere (there|no|none|nobody|nothing)\b.*/gi)]).toEqual([[], []]);
});

it("no title of a test begins with What, or has where for a condition", () => {
  const titles = tests.flatMap((file) => titlesOf(file).map((title) => `${file}: ${title}`));
  // More than a thousand, or this test looks at the wrong calls.
  expect(titles.length).toBeGreaterThan(1000);
  // A place may follow: "says where to set the key".
  expect(titles.filter((title) => /: what\b|(?<!\b(says|say|tells) )\bwhere\b/i.test(title))).toEqual([]);
});
