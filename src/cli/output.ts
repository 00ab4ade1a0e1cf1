/** What commands print: tables, JSON, lines. Nothing from the API reaches a terminal with its control characters. */
import Table from "cli-table3";
import picocolors from "picocolors";

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Columns two spaces apart, without a frame, so that a line can be copied or cut. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const frameless = Object.fromEntries(FRAME_PARTS.map((part) => [part, ""]));
  const drawn = new Table({
    chars: { ...frameless, middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    head: head.map((title) => picocolors.bold(title)),
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

/** A name can hold anything, also what would move the cursor or turn the direction of writing. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
