/** The titles of this package's tests, and the names of the rows of their tables. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { read, repository } from "./documents";

/** `it`, `itOfDynamic`, `describe`, `inFullRun`, and what is made of them: `it.each`, `(isGoThere ? inFullRun : it.skip)`. */
const TESTS = /^\(?(\w+ \? )?(it|describe|inFullRun)(?![a-z])/;

/** The properties of a row that stand in a title, as in `refuses $what`. */
const NAMES = /^(what|whose|name|label)$/;

export const testFiles = fs
  .readdirSync(path.join(repository, "test"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.m?ts$/.test(file))
  .map((file) => `test/${file.split(path.sep).join("/")}`);

export function titlesOf(file: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && TESTS.test(node.expression.getText())) {
      const [first] = node.arguments;
      const parts = first === undefined ? [] : [first, ...(ts.isArrayLiteralExpression(first) ? rowNames(first) : [])];
      titles.push(...parts.filter(isText).map((part) => part.getText().slice(1, -1)));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
  return titles;
}

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

const rowNames = (table: ts.ArrayLiteralExpression): ts.Node[] =>
  table.elements.flatMap((row) => {
    if (ts.isArrayLiteralExpression(row)) return row.elements.slice(0, 1);
    if (!ts.isObjectLiteralExpression(row)) return [row];
    return row.properties
      .filter(ts.isPropertyAssignment)
      .filter(({ name }) => NAMES.test(name.getText()))
      .map(({ initializer }) => initializer);
  });
