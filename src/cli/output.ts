/** The output of commands: tables, JSON, lines. Nothing that others have written reaches a terminal with its control characters. */
import Table from "cli-table3";
import picocolors from "picocolors";
import stringWidth from "string-width";
import { printable } from "../client/printable";

export const print = (text: string): void => printColoured(printableLines(text));

/** Every line of it printable. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");

/** Text that has colours of ours, and so must be printable in all its other parts. */
export const printColoured = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** JSON escapes some control characters by itself, and may escape any. */
export const printJson = (value: unknown): void =>
  printColoured(
    JSON.stringify(value, null, 2).replace(
      /[\x7f-\x9f\u2028\u2029\p{Bidi_Control}]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );

/** Columns two spaces apart, without a frame, so that a line can be copied or cut. A column with a width has no wider cells. */
export function table(
  head: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  widths: ReadonlyArray<number | null> = [],
): string {
  const frameless = Object.fromEntries(FRAME_PARTS.map((part) => [part, ""]));
  const drawn = new Table({
    chars: { ...frameless, middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    colWidths: [...widths],
    head: head.map((title) => picocolors.bold(printable(title))),
  });
  drawn.push(...rows.map((row) => row.map(printable)));
  return drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

export interface Column<Row> {
  title: string;
  cell: (row: Row, index: number) => string;
  /** Can its cells be cut? One column of a table can. */
  canShrink?: boolean;
  /** If the rows are too wide all the same, the column with the lowest number is left out first. */
  canGo?: number;
}

/** The least number of columns that a cell keeps when it is cut. */
const LEAST_WIDTH = 16;

/** A table whose rows are no wider than that: cells are cut, then columns left out. Undefined: as wide as they come. */
export function fittedTable<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: readonly Row[],
  width = Number.POSITIVE_INFINITY,
): string {
  const cellsOf = (column: Column<Row>) => rows.map((row, index) => printable(column.cell(row, index)));
  const widthOf = (column: Column<Row>) =>
    cellsOf(column).reduce((widest, text) => Math.max(widest, stringWidth(text)), column.title.length);
  const total = columns.reduce((sum, column) => sum + widthOf(column), 2 * (columns.length - 1));
  const shrinking = columns.find(({ canShrink }) => canShrink);
  const wide = shrinking ? widthOf(shrinking) : 0;
  const room = Math.min(wide, Math.max(wide - (total - width), LEAST_WIDTH));
  if (total - wide + room > width) {
    const [first] = columns.filter(({ canGo }) => canGo).sort((one, other) => (one.canGo ?? 0) - (other.canGo ?? 0));
    const fewer = columns.filter((column) => column !== first);
    if (first) return fittedTable(fewer, rows, width);
  }
  const all = columns.map(cellsOf);
  return table(
    columns.map(({ title }) => title),
    rows.map((_, index) => all.map((cells) => cells[index] ?? "")),
    columns.map((column) => (column === shrinking ? room : null)),
  );
}

const FRAME_PARTS = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
] as const;
