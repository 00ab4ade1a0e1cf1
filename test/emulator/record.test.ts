/** Holds the promise of the record: all that the emulator knows of a field stands in its row. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RECORD } from "../../src/emulator/auth-config-record";
import { create, send, withEmulator } from "../support/emulator";

const folder = join(__dirname, "../../src/emulator");

const filesThatName = (field: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(
      (file) => file.endsWith(".ts") && new RegExp(`\\b${field}\\b`).test(readFileSync(join(folder, file), "utf8")),
    )
    .sort();

describe("the record of an auth config", () => {
  it("is the only place of the name of a field without other uses", () => {
    expect(filesThatName("is_enabled_for_tool_router")).toEqual(["assumptions.ts", "auth-config-record.ts"]);
    expect(filesThatName("shared_connection_fields")).toEqual(["answers.ts", "auth-config-record.ts"]);
  });

  it(
    "is stored as it is, and an item shows it unless it was deleted",
    withEmulator(async (emulator) => {
      const { body } = await send(emulator, `GET /auth_configs/${await create(emulator, "github")}`);
      const fields = Object.keys(RECORD).sort();
      expect(Object.keys(emulator.authConfigs()[0] ?? {}).sort()).toEqual(fields);
      expect(Object.keys(body as object)).toEqual(
        expect.arrayContaining(fields.filter((field) => field !== "deleted")),
      );
    }),
  );
});
