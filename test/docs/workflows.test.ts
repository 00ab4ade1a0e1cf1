/** The workflows of this repository and of the example: `actionlint` finds nothing in them. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { inFullRun } from "../support/in-full-run";
import { repository } from "./documents";

const ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";

const folders = [".github/workflows", "examples/github-actions/.github/workflows"];
const files = folders.flatMap((folder) =>
  fs.readdirSync(path.join(repository, folder)).map((name) => path.join(folder, name)),
);

const isGoThere = spawnSync("go", ["version"]).status === 0;

// Go builds it from its module, once.
(isGoThere ? inFullRun : it.skip)(
  "have no mistake that actionlint finds, if Go is there",
  () => {
    // Neither is everywhere.
    const without = ["-shellcheck=", "-pyflakes="];
    const { status, stdout, stderr } = spawnSync("go", ["run", ACTIONLINT, ...without, ...files], {
      cwd: repository,
      encoding: "utf8",
      timeout: 240_000,
    });
    expect([status, stdout, status === 0 ? "" : stderr]).toEqual([0, "", ""]);
  },
  250_000,
);

it("call .ci/run, and publish with a statement of provenance", () => {
  const read = (name: string) => fs.readFileSync(path.join(repository, ".github/workflows", name), "utf8");
  expect(read("ci.yml")).toContain("- run: .ci/run\n");
  expect(read("release.yml")).toMatch(/- run: \.ci\/run\n\s+- run: npm publish --provenance/);
});
