/** CONTRIBUTING.md against the code: the walk that adds an input names the files that an input is in. */
import * as fs from "node:fs";
import * as path from "node:path";
import { tableBelow } from "../support/markdown";

const repository = path.join(__dirname, "../..");

it("names every file of src that an input like isEnabledForToolRouter is in", () => {
  const text = fs.readFileSync(path.join(repository, "CONTRIBUTING.md"), "utf8");
  const [, ...rows] = tableBelow(text, "## Add an input");
  const named = rows.map(([file = ""]) => /`([^`]+)`/.exec(file)?.[1] ?? "");
  const source = path.join(repository, "src");
  const holding = fs
    .readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) =>
      /isEnabledForToolRouter|is_enabled_for_tool_router/.test(fs.readFileSync(path.join(source, file), "utf8")),
    )
    .map((file) => `src/${file.split(path.sep).join("/")}`)
    // They only tell, or try, what nobody knows of the API.
    .filter((file) => file !== "src/emulator/assumptions.ts" && !file.startsWith("src/verify/"));
  expect([...named].sort()).toEqual(holding.sort());
  expect(holding.length).toBeLessThanOrEqual(8);
});
