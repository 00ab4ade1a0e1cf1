import { faultKinds } from "../../src/emulator/fault-effects";
import { withEmulator } from "../support/emulator";
import { failure, ok, projectOf, runCli, text } from "./cli";

describe("pulumi-composio", () => {
  it("prints its version", async () => {
    const { version } = require("../../package.json") as { version: string };
    expect(await runCli(["--version"])).toEqual(ok(`${version}\n`));
  });

  it("prints its commands", async () => {
    expect(await runCli(["--help"])).toEqual(
      ok(text`
        Usage: pulumi-composio [options] [command]

        Composio auth configs as Pulumi resources: what is there, and what to write.

        Options:
          -V, --version                         print the version
          -h, --help                            print help

        Commands:
          list [options]                        list the auth configs of the project,
                                                disabled ones too
          fields [options] <toolkit> [scheme]   show which fields an auth config of a
                                                toolkit takes, and the code to paste
          scopes [options] <toolkit> [tool...]  show which scopes tools of a toolkit
                                                need, and the code to paste
          import [options] [id...]              bring auth configs that exist into a
                                                stack: an import file, and the program
                                                that declares them
          doctor [options]                      look for what is wrong: here, on the way
                                                to the API, in the project; exit code 1
                                                if there is something
          diff [options]                        show the auth configs of two stacks side
                                                by side: what differs, never a secret
          plugin                                the plugin for Python, YAML and every
                                                other Pulumi language
          emulate [options]                     run a local Composio API, in memory,
                                                until ^C
          verify [options]                      hold what is assumed of the API against
                                                a project that serves nobody; exit code
                                                3 if something differs, 1 if it could
                                                not run
          help [command]                        print help for a command

        Environment:
          COMPOSIO_API_KEY             the project's key (ak_…)
          COMPOSIO_BASE_URL            another address than https://backend.composio.dev
          NO_COLOR                     no colours
      `),
    );
    expect(await runCli([])).toMatchObject({ code: 1, stdout: "" });
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

  const commands = ["list", "fields", "scopes", "import", "doctor", "diff", "emulate", "verify"];
  it.each(commands)("has help with an example for %s", async (command) => {
    const { code, stdout, stderr } = await runCli([command, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Usage: pulumi-composio ${command} `);
    expect(stdout).toContain(`\nExample:\n  $ npx pulumi-composio ${command} `);
  });

  it("names every kind of fault in the help that explains faults", async () => {
    const { stdout } = await runCli(["emulate", "--help"]);
    const kinds = [...stdout.matchAll(/^ {2}(?:not processed|processed|later) +(.*)$/gm)].flatMap(([, line = ""]) =>
      line.split(", "),
    );
    expect(kinds.sort()).toEqual([...faultKinds].sort());
  });

  it(
    "shows no colours if NO_COLOR is set",
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
