/**
 * The order of the test files. In a clean clone jest does not know how long each takes, and goes by its size: a long one that comes last has one
 * core to itself. Here those that take longest begin.
 */
const fs = require("node:fs");
const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Those that took over 30 seconds in `.ci/run`, the longest first. */
const LONGEST = [
  "package/examples",
  "emulator/verify/answers",
  "random/provider",
  "automation/unfinished",
  "automation/ends",
  "engine/cli/import",
  "automation/app-lifecycle",
  "engine/faults/table",
  "automation/life",
  "package/tarball",
  "engine/drift",
  "engine/misuse",
  "engine/kill/held-twice",
  "engine/kill/moved-stacks",
  "engine/kill/recognition",
  "engine/identity",
  "engine/kill/signals",
  "engine/temporary-names",
].map((name) => path.join(__dirname, `../test/${name}.test.ts`));

for (const file of LONGEST) if (!fs.existsSync(file)) throw new Error(`${__filename}: ${file} does not exist`);

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const rank = new Map(LONGEST.map((file, index) => [file, index]));
    const rankOf = ({ path: file }) => rank.get(file) ?? LONGEST.length;
    // What has no rank stays in jest's own order.
    return [...(await super.sort(tests))].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
