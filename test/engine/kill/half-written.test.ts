/** Beside each state a file backend keeps a file of attributes, which it does not write in one step. */
import * as fs from "node:fs";
import { exactly, inProject, whole } from "./project";

jest.setTimeout(180_000);

it(
  "loads a state again whose attributes were being written when the engine was killed, once they are deleted",
  inProject(async ({ project, backend, emulator }) => {
    project.declare({ app: { toolkit: "github" } });
    await project.succeed("up");
    const attributes = `${project.stateFile}.attrs`;
    const complete = fs.statSync(attributes).size;
    fs.truncateSync(attributes);
    const { ok, output } = await project.see("up");
    expect([complete > 0, ok, output.trim()]).toEqual([true, false, "error: failed to load checkpoint: EOF"]);

    expect(await project.cli("doctor --stack dev")).toContain(
      `failed to load checkpoint: EOF.\n         $ find ${backend.folder}/state/.pulumi -name '*.attrs' -empty -delete\n`,
    );

    await project.deleteEmptyAttributes();
    await project.succeed("up --expect-no-changes");
    expect(whole(project)).toEqual(exactly(["app"], emulator));
  }),
);
