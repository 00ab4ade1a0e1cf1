/** `completion`: scripts for the shells, made from the commands as they are declared. */
import type { Command, Option } from "commander";
import { print } from "./output";

export type Shell = "bash" | "zsh" | "fish";

export function completion(shell: Shell, program: Command): void {
  const commands = program.commands.map(wordsOf);
  print({ bash: bashScript, zsh: zshScript, fish: fishScript }[shell](commands));
}

interface Words {
  name: string;
  description: string;
  /** Values of its one argument, where they are few. */
  values: readonly string[];
  flags: ReadonlyArray<{ flag: string; description: string; takesValue: boolean; values: readonly string[] }>;
}

const wordsOf = (command: Command): Words => ({
  name: command.name(),
  description: command.description(),
  values: command.registeredArguments[0]?.argChoices ?? [],
  flags: command.options.map((option: Option) => ({
    flag: option.long ?? option.short ?? "",
    description: option.description,
    takesValue: option.required,
    values: option.argChoices ?? [],
  })),
});

/** Where a flag takes something, files are offered: there is no asking the API at every tab. */
function bashScript(commands: readonly Words[]): string {
  return `# bash completion for pulumi-composio: eval "$(pulumi-composio completion bash)"
_pulumi_composio() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${[...commands.map(({ name }) => name), "help", "--help", "--version"].join(" ")}"
  else
    case "\${COMP_WORDS[1]} $previous" in
${valueCases(commands).join("\n")}
    esac
    case "\${COMP_WORDS[1]}" in
${commands.map((command) => `      ${command.name}) words="${wordList(command)}" ;;`).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _pulumi_composio pulumi-composio`;
}

const wordList = ({ flags, values }: Words): string =>
  [...values, ...flags.map(({ flag }) => flag), "--help"].join(" ");

/** What follows a flag that takes a value: its choices, or what the shell offers by itself. */
const valueCases = (commands: readonly Words[]): string[] =>
  commands.flatMap(({ name, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, values }) =>
        values.length > 0
          ? `      "${name} ${flag}") COMPREPLY=($(compgen -W "${values.join(" ")}" -- "$current")); return ;;`
          : `      "${name} ${flag}") return ;;`,
      ),
  );

function zshScript(commands: readonly Words[]): string {
  const argumentsOf = ({ flags, values }: Words) =>
    [
      ...flags.map(({ flag, description, takesValue, values: choices }) => {
        const value = takesValue ? `:value:${choices.length > 0 ? `(${choices.join(" ")})` : "_files"}` : "";
        return `'${flag}[${zshText(description)}]${value}'`;
      }),
      ...(values.length > 0 ? [`'1:value:(${values.join(" ")})'`] : []),
    ].join(" ");
  return `#compdef pulumi-composio
# zsh completion for pulumi-composio: pulumi-composio completion zsh > "\${fpath[1]}/_pulumi-composio"
_pulumi_composio() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    '${name}:${zshText(description)}'`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case "$words[1]" in
${commands.map((command) => `    ${command.name}) _arguments ${argumentsOf(command)} '--help[print help]' ;;`).join("\n")}
  esac
}
# As a file of fpath it is the function itself; evaluated, it only says whom it is for.
if [ "$funcstack[1]" = "_pulumi-composio" ]; then _pulumi_composio "$@"; else compdef _pulumi_composio pulumi-composio; fi`;
}

/** Quotes and brackets end what zsh reads as a description. */
const zshText = (text: string): string => text.replaceAll("'", "'\\''").replaceAll(/[[\]]/g, (sign) => `\\${sign}`);

function fishScript(commands: readonly Words[]): string {
  const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, description, flags, values }) => [
    `complete -c pulumi-composio -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
    ...flags.map(({ flag, description: meaning, takesValue, values: choices }) =>
      [
        `complete -c pulumi-composio -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -l ${flag.slice(2)}`,
        ...(takesValue ? ["-r"] : []),
        ...(choices.length > 0 ? [`-f -a ${quoted(choices.join(" "))}`] : []),
        `-d ${quoted(meaning)}`,
      ].join(" "),
    ),
    ...(values.length > 0
      ? [
          `complete -c pulumi-composio -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -f -a ${quoted(values.join(" "))}`,
        ]
      : []),
  ]);
  return [`# fish completion for pulumi-composio: pulumi-composio completion fish | source`, ...lines].join("\n");
}
