import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assumptions } from "../../src/emulator/assumptions";

const folder = join(__dirname, "../../src/emulator");

const marks = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/(?:\/\/|\*) Assumption (\d+):/g)])
  .map(([, number]) => Number(number));

describe("assumptions", () => {
  it("are all named in the code that makes them, and the code names no other", () => {
    expect([...new Set(marks)].sort((one, other) => one - other)).toEqual(Object.keys(assumptions).map(Number));
  });
});
