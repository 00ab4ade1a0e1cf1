/** Writes the tables of `docs/emulator.md` anew, from the code. Run by `npm run tables`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { withTables } from "../../support/emulator-tables";

const page = path.join(__dirname, "../../../docs/emulator.md");
fs.writeFileSync(page, withTables(fs.readFileSync(page, "utf8")));
