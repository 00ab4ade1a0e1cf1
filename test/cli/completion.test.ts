import { spawnSync } from "node:child_process";
import { failure, runCli } from "./cli";

/** What bash offers after these words. */
async function offered(...words: string[]): Promise<string[]> {
  const { stdout: script } = await runCli(["completion", "bash"]);
  const ask = `COMP_WORDS=(pulumi-composio ${words.join(" ")} "")\nCOMP_CWORD=${words.length + 1}\n_pulumi_composio\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", `${script}\n${ask}`], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

describe("completion", () => {
  it.each([
    [[], ["list", "fields", "import", "doctor", "diff", "emulate", "completion", "help", "--help", "--version"]],
    [["list"], ["--toolkit", "--json", "--help"]],
    [
      ["list", "--json"],
      ["--toolkit", "--json", "--help"],
    ],
    [
      ["import", "--secrets"],
      ["trust", "send"],
    ],
    [["import", "--out"], []],
    [["completion"], ["bash", "zsh", "fish", "--help"]],
  ])("offers in bash, after %j, %j", async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  it("describes every command and flag for zsh and fish", async () => {
    const { stdout: zsh } = await runCli(["completion", "zsh"]);
    expect(zsh).toMatch(/^#compdef pulumi-composio\n/);
    expect(zsh).toContain("    'list:list the auth configs of the project, disabled ones too'\n");
    expect(zsh).toContain(
      "    list) _arguments '--toolkit[those of one toolkit]:value:_files' '--json[print JSON]' '--help[print help]' ;;\n",
    );
    const { stdout: fish } = await runCli(["completion", "fish"]);
    expect(fish).toContain(
      "complete -c pulumi-composio -n '__fish_seen_subcommand_from list' -l toolkit -r -d 'those of one toolkit'\n",
    );
    for (const line of fish.trim().split("\n")) expect(line).toMatch(/^(#|complete -c pulumi-composio) /);
  });

  it("names the shells that there are", async () => {
    expect(await runCli(["completion", "tcsh"])).toEqual(
      failure("command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish."),
    );
  });
});
