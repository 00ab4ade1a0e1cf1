/** What commands print: tables, JSON, lines. Nothing that others have written reaches a terminal with its control characters. */
import Table from "cli-table3";
import picocolors from "picocolors";
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

/** Columns two spaces apart, without a frame, so that a line can be copied or cut. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const frameless = Object.fromEntries(FRAME_PARTS.map((part) => [part, ""]));
  const drawn = new Table({
    chars: { ...frameless, middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    head: head.map((title) => picocolors.bold(printable(title))),
  });
  drawn.push(...rows.map((row) => row.map(printable)));
  return drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const FRAME_PARTS = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
] as const;
