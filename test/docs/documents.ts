/** The documents that a reader is led to, with their text. */
import * as fs from "node:fs";
import * as path from "node:path";

export const repository = path.join(__dirname, "../..");

export const read = (file: string): string => fs.readFileSync(path.join(repository, file), "utf8");

export const pages = fs
  .readdirSync(path.join(repository, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`)
  .sort();

export const documents = [
  ...[
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "examples/README.md",
    "src/README.md",
    "test/README.md",
  ],
  ...pages,
];

/** As GitHub makes them of headings. */
export const anchorsOf = (document: string): string[] =>
  [...document.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}_\s-]/gu, "")
      .replace(/\s/g, "-"),
  );

/** The targets of all links and pictures, code left out. */
export const linksOf = (document: string): string[] =>
  [
    ...document
      .replace(/^```[\s\S]*?^```$/gm, "")
      .replace(/`[^`\n]*`/g, "code")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, target = ""]) => target);

export interface Snippet {
  document: string;
  language: string;
  code: string;
}

/** Every fenced block; the indentation of one in a list is taken off. */
export const snippetsOf = (file: string): Snippet[] =>
  [...read(file).matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(([, indent = "", language = "", code = ""]) => ({
    document: file,
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
