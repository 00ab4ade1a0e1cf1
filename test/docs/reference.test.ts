/** The reference that typedoc makes of the doc comments: it can be built, and nothing that it lists lacks its comment. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { inFullRun } from "../support/in-full-run";

const repository = path.join(__dirname, "../..");

// typedoc takes some ten seconds.
inFullRun(
  "can be built, and has a comment on everything exported",
  () => {
    const typedoc = path.join(repository, "node_modules/.bin/typedoc");
    const args = ["--options", ".config/typedoc.json", "--emit", "none", "--logLevel", "Warn"];
    const { status, stdout, stderr } = spawnSync(typedoc, args, {
      cwd: repository,
      encoding: "utf8",
      timeout: 100_000,
    });
    expect([status, `${stdout}${stderr}`]).toEqual([0, ""]);
  },
  120_000,
);

it("has a page for each entry that a program or an application imports", () => {
  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(repository, file), "utf8"));
  const sources = Object.entries<{ default?: string }>(read("package.json").exports)
    // The provider's entry is the engine's alone.
    .filter(([entry]) => !["./package.json", "./provider"].includes(entry))
    .map(([, { default: built = "" }]) => built.replace("./dist/", "../src/").replace(/\.js$/, ".ts"));
  expect([...read(".config/typedoc.json").entryPoints].sort()).toEqual(sources.sort());
});
