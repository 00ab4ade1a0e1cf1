/** Jest's global setup of the tests that run the engine: they use the built package, and one engine for all workers. */
import * as fs from "node:fs";
import * as path from "node:path";
import { findEngine } from "./find-engine";

export default async function setUp(): Promise<void> {
  const entry = path.join(__dirname, "../../../dist/index.js");
  if (!fs.existsSync(entry)) throw new Error("The package is not built, and these tests run it: npm run build");

  // Workers and their children find it through process.env.
  await findEngine({ log: (line) => process.stderr.write(`${line}\n`) });
}
