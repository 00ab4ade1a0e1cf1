/** `npm run demo`, `bench` and `versions` load what tests begin with, and have no test runner around them. */
import { spawnSync } from "node:child_process";
import * as path from "node:path";

const repository = path.join(__dirname, "../..");

it("loads the engine's drivers outside of a test runner", () => {
  const program = 'require("./test/support/engine/stack"); require("./test/support/engine/cli");';
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "-e", program], {
    cwd: repository,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect([status, stderr]).toEqual([0, ""]);
}, 70_000);
