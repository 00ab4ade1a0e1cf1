/**
 * Every message that a document quotes is one that the code prints. A quotation stands in a first column that is headed
 * "Message", or in a block of `>`; `…` in it stands for what changes from case to case.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { documents, read, repository } from "./documents";

/** Every string in `src`, with strings that are added to each other made one; and the plugin's launcher, which is a shell's. */
function printedTexts(): string[] {
  const source = path.join(repository, "src");
  const launcher = fs.readFileSync(path.join(source, "native/build/pulumi-resource-composio"), "utf8");
  const texts = fs
    .readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const found: string[] = [];
      const text = fs.readFileSync(path.join(source, file), "utf8");
      const visit = (node: ts.Node): void => {
        const whole = textOf(node);
        if (whole !== undefined) found.push(whole);
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
      return found;
    });
  return [launcher, ...texts];
}

/** With NUL for each substitution; undefined if the node is no string. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [
      node.head.text,
      ...node.templateSpans.flatMap(({ expression, literal }) => [textOf(expression) ?? "\0", literal.text]),
    ].join("");
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined && right === undefined ? undefined : `${left ?? "\0"}${right ?? "\0"}`;
  }
  return undefined;
}

const quotations = documents.flatMap((document) => {
  const tables = [...read(document).matchAll(/^\| Message \|.*\n\|[-| ]+\n((?:\|.*\n)+)/gm)];
  const cells = tables.flatMap(([, rows = ""]) =>
    rows
      .trim()
      .split("\n")
      .map((row) => row.split(" | ")[0]?.slice(2) ?? ""),
  );
  const blocks = [...read(document).matchAll(/^(?:> .*\n)+/gm)].map(([block]) => block.replaceAll(/^> /gm, "").trim());
  return [...cells, ...blocks].map((quotation): [string, string] => [document, quotation]);
});

it("finds the quotations of a document that has some", () => {
  expect(quotations.filter(([document]) => document === "README.md")).toHaveLength(5);
  expect(quotations.filter(([document]) => document === "docs/failures.md").length).toBeGreaterThan(30);
});

/** Whole in one text; or up to a substitution or the end of a text, and then from the beginning of another that may follow there. */
function isPrinted(part: string, texts: readonly string[]): boolean {
  if (texts.some((text) => text.includes(part))) return true;
  const cuts = [...part.matchAll(/ (?=\S)/g)].map(({ index }) => index + 1);
  return cuts.some(
    (cut) =>
      texts.some((text) => text.includes(`${part.slice(0, cut)}\0`) || text.endsWith(part.slice(0, cut).trimEnd())) &&
      texts.some((text) => text.startsWith(part.slice(cut))),
  );
}

it("are printed by the code", () => {
  const texts = printedTexts();
  const parts = quotations.flatMap(([document, quotation]) =>
    quotation.split("…").map((part): [string, string] => [document, part.trim()]),
  );
  // One character between two substitutions says nothing.
  expect(parts.filter(([, part]) => part.length > 1 && !isPrinted(part, texts))).toEqual([]);
});
