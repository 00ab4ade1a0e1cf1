import { stripVTControlCharacters } from "node:util";
import type { Column } from "../../../src/cli/output";
import { fittedTable } from "../../../src/cli/output";
import { shellCommand } from "../../../src/cli/shell";

interface Row {
  id: string;
  name: string;
  owner: string;
}

const columns: Column<Row>[] = [
  { title: "ID", cell: ({ id }) => id },
  { title: "NAME", cell: ({ name }) => name, canShrink: true },
  { title: "OWNER", cell: ({ owner }) => owner, canGo: 1 },
];
const rows = [
  { id: "ac_1", name: "a name that is thirty letters!", owner: "managed" },
  { id: "ac_2", name: "本番環境のための設定です", owner: "own" },
];
const linesAt = (width?: number) =>
  // Without colours the lines are as wide as they look.
  stripVTControlCharacters(fittedTable(columns, rows, width)).split("\n");

describe("a table", () => {
  it("keeps its full width if nobody limits it, or if it fits", () => {
    const whole = [
      "ID    NAME                            OWNER",
      "ac_1  a name that is thirty letters!  managed",
      "ac_2  本番環境のための設定です        own",
    ];
    expect([linesAt(), linesAt(45)]).toEqual([whole, whole]);
  });

  it("has its long cells cut to fit, wide letters as two columns", () => {
    expect(linesAt(33)).toEqual([
      "ID    NAME                OWNER",
      "ac_1  a name that is th…  managed",
      "ac_2  本番環境のための…   own",
    ]);
  });

  it("leaves out a column before it makes names unreadable", () => {
    expect(linesAt(30)).toEqual(["ID    NAME", "ac_1  a name that is thirty l…", "ac_2  本番環境のための設定です"]);
  });
});

it("quotes a text only if a shell gives it a meaning", () => {
  expect(shellCommand(["pulumi", "up", "--stack", "acme/shop/dev", "a b", "it's", "", "$HOME", "x\ty'"])).toBe(
    "pulumi up --stack acme/shop/dev 'a b' 'it'\\''s' '' '$HOME' $'x\\u0009y\\''",
  );
});
