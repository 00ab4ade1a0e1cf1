/** The tables of `docs/emulator.md`, made of the emulator's own code and of the comments beside its switches and faults. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { ANSWERS } from "../../src/emulator/answers";
import { assumptions } from "../../src/emulator/assumptions";
import { faultKinds } from "../../src/emulator/fault-effects";
import { operations } from "../../src/emulator/operations";

const emulator = path.join(__dirname, "../../src/emulator");

/** By the name that stands in the marker of each. */
export const emulatorTables = (): Record<string, string> => ({
  operations: table(
    ["Method", "Path, below `/api/v3.1` and `/api/v3`"],
    operations.map(([method, route]) => [method, `\`${route}\``]),
  ),
  assumptions: table(
    ["", "Nobody knows", "The emulator", "Switches"],
    Object.entries(assumptions).map(([number, { unknown, emulator: choice, answers }]) => [
      number,
      unknown,
      choice,
      answers.map((name) => `\`${name}\``).join(", "),
    ]),
  ),
  switches: table(
    ["Switch", "Answers, the default first", "Meaning"],
    Object.entries(ANSWERS).map(([name, { values }]) => [
      `\`${name}\``,
      values.map((value) => `\`${JSON.stringify(value)}\``).join(", "),
      commentsIn("answers.ts").get(name) ?? "",
    ]),
  ),
  faults: table(
    ["Kind", "Effect"],
    faultKinds.map((kind) => [`\`${kind}\``, commentsIn("faults.ts").get(kind) ?? ""]),
  ),
});

const MARKED = /(<!-- made by npm run tables: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The page with every marked table made anew. */
export function withTables(page: string): string {
  const tables = emulatorTables();
  return page.replace(MARKED, (_, begin: string, name: string, end: string) => `${begin}\n${tables[name]}\n\n${end}`);
}

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The doc comment before each property or each string of a union. */
function commentsIn(file: string): Map<string, string> {
  const text = fs.readFileSync(path.join(emulator, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const comments = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    const name = ts.isPropertyAssignment(node) ? node.name.getText() : ts.isLiteralTypeNode(node) ? node.getText() : "";
    const [comment] = (name && ts.getLeadingCommentRanges(text, beginOf(node))) || [];
    if (comment) comments.set(name.replaceAll('"', ""), plain(text.slice(comment.pos, comment.end)));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return comments;
}

/** In a union the comment stands before the bar, and so behind the string before. */
function beginOf(node: ts.Node): number {
  if (!ts.isUnionTypeNode(node.parent)) return node.getFullStart();
  const index = node.parent.types.indexOf(node as ts.TypeNode);
  return node.parent.types[index - 1]?.end ?? node.parent.getFullStart();
}

const plain = (comment: string): string =>
  comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .replace(/\n\s*\*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
