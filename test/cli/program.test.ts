import { withEmulator } from "../emulator/emulator";
import { failure, ok, projectOf, runCli } from "./cli";

describe("pulumi-composio", () => {
  it("prints its version", async () => {
    const { version } = require("../../package.json") as { version: string };
    expect(await runCli(["--version"])).toEqual(ok(`${version}\n`));
  });

  it.each([
    ["an unknown command", ["lst"], "unknown command 'lst'. Did you mean list?"],
    ["an unknown flag", ["list", "--toolkt", "github"], "unknown option '--toolkt'. Did you mean --toolkit?"],
    ["a flag without its value", ["list", "--toolkit"], "option '--toolkit <slug>' argument missing"],
    ["an argument that is missing", ["fields"], "missing required argument 'toolkit'"],
    ["one argument too many", ["list", "github"], "too many arguments for 'list'. Expected 0 arguments but got 1."],
  ])("refuses %s in one line", async (_what, args, message) => {
    expect(await runCli(args)).toEqual(failure(message));
  });

  it.each([["list"], ["fields"], ["emulate"]])("has help with an example for %s", async (command) => {
    const { code, stdout, stderr } = await runCli([command, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Usage: pulumi-composio ${command} `);
    expect(stdout).toContain(`\nExample:\n  $ npx pulumi-composio ${command} `);
  });

  it(
    "shows no colours where NO_COLOR is set",
    withEmulator(
      async (emulator) => {
        const env = { ...projectOf(emulator), FORCE_COLOR: "1" };
        expect((await runCli(["list"], { env })).stdout).toContain("\u001b[");
        expect((await runCli(["list"], { env: { ...env, NO_COLOR: "1" } })).stdout).not.toContain("\u001b[");
      },
      { authConfigs: [{ toolkit: "github" }] },
    ),
  );
});
