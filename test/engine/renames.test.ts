/** A resource that has another name in the program, while accounts are connected through its auth config. */
import { AuthConfig } from "pulumi-composio";
import { isPlugin } from "../support/door";
import { emulatedStack } from "../support/emulated-stack";

let names: string[];
let options: object;

const world = emulatedStack(async () => {
  for (const name of names) new AuthConfig(name, { toolkit: "github" }, options);
});

it("is named as a possibility by the preview, and aliases put it right", async () => {
  [names, options] = [["github"], {}];
  await world.stack.up();
  const { id = "" } = world.stack.resource("github");
  world.emulator.connectAccount(id, { userId: "user_1" });

  names = ["gh"];
  const preview = await world.stack.preview();
  const warnings = preview.diagnostics.filter(({ severity }) => severity === "warning");
  const foretold =
    `This is a new auth config, but ${id}, made for the resource "github" of this stack, is for the same toolkit, and 1 account is connected through it and stays with it. ` +
    'If this is a rename, give the new name the option aliases: [{ name: "github" }]. If both stay in the program, all is well.';
  expect([preview.ok, preview.changes, warnings.map(({ message }) => message.trim())]).toEqual([
    true,
    { create: 1, delete: 1, same: 1 },
    // A plugin is not told which resources the program declares later.
    isPlugin ? [] : [foretold],
  ]);
  const refused = await world.stack.up();
  expect([refused.ok, refused.output]).toEqual([
    false,
    expect.stringContaining(
      'If its resource only has another name in the program now, give that the option aliases: [{ name: "github" }]. If not: disconnect them',
    ),
  ]);

  // The one that was made is nobody's by now: the program takes the old one back under the new name.
  names = ["gh2"];
  options = { aliases: [{ name: "github" }] };
  const renamed = await world.stack.up();
  expect([renamed.ok ? "ok" : renamed.output, world.stack.resource("gh2").id]).toEqual(["ok", id]);
}, 180_000);

it("is not suspected if a second resource of the same toolkit joins the first, whichever is checked first", async () => {
  [names, options] = [["github"], {}];
  await world.stack.up();
  world.emulator.connectAccount(world.stack.resource("github").id ?? "", { userId: "user_1" });
  for (const order of [
    ["github", "second"],
    ["third", "github", "second"],
  ]) {
    names = order;
    const up = await world.stack.up();
    expect([up.ok, up.diagnostics.filter(({ severity }) => severity === "warning")]).toEqual([true, []]);
  }
}, 120_000);
