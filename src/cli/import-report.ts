/** The report after an import, and the next steps for the user. Pure. */
import { mistakesIn } from "../model/imported";
import type { ImportedConfig } from "./import-file";
import { shellCommand, shellQuoted } from "./shell";

export interface ImportOptions {
  toolkit?: string;
  all?: boolean;
  ofOtherStacks?: boolean;
  fromTerraform?: string;
  out: string;
  code: string;
  force?: boolean;
  /** The way in which the first `up` treats secrets, which nobody can read. */
  secrets: "trust" | "send";
  stack?: string;
  yes?: boolean;
  protect: boolean;
  parent?: string;
  provider?: string;
  cwd?: string;
}

export interface Outcome {
  configs: readonly ImportedConfig[];
  configCommands: readonly string[];
  terraformAddresses: readonly string[];
}

/** The arguments of the Pulumi CLI that import the file. */
export function pulumiImport({ stack, yes, protect }: ImportOptions, file: string): string[] {
  return [
    ...["import", "--file", file, "--generate-code=false"],
    ...(stack === undefined ? [] : ["--stack", stack]),
    ...(yes ? ["--yes"] : []),
    ...(protect ? [] : ["--protect=false"]),
  ];
}

export function importReport({ configs, configCommands, terraformAddresses }: Outcome, options: ImportOptions): string {
  const { out, code, stack } = options;
  const isImported = stack !== undefined;
  const commands = [
    ...(isImported ? [] : [shellCommand(["pulumi", ...pulumiImport(options, out)])]),
    ...configCommands.map((command) => (isImported ? `${command} --stack ${shellQuoted(stack)}` : command)),
    ...terraformAddresses.map((address) => shellCommand(["terraform", "state", "rm", address])),
  ];
  const count = `${configs.length} auth config${configs.length === 1 ? "" : "s"}`;
  const notes = configs.flatMap(notesOn);
  return [
    isImported
      ? `Imported ${count} into ${stack}. ${code} declares them.`
      : `Wrote ${out} with ${count}, and ${code}, which declares them.`,
    ...(commands.length > 0 ? [`Next:\n${commands.map((command) => `  ${command}`).join("\n")}`] : []),
    `Paste ${code} into your program. ${nextPreview(configCommands.length > 0, options)}`,
    ...(notes.length > 0 ? [notes.map((note) => `Note: ${note}`).join("\n")] : []),
  ].join("\n\n");
}

function nextPreview(hasSecrets: boolean, { secrets }: ImportOptions): string {
  if (!hasSecrets) return "`pulumi preview` then shows no changes.";
  return secrets === "trust"
    ? "`pulumi preview` then shows no changes: the secrets of the config are taken for those that are there, and sent when they change."
    : "`pulumi up` then sends the secrets of the config, once, and nothing else.";
}

function notesOn({ logicalName, item, chosen }: ImportedConfig): string[] {
  const subject = `${logicalName} (${item.id})`;
  return [
    ...chosen.unreadable.map(
      (name) => `${subject}: the API does not show ${name}, so the program does not declare it.`,
    ),
    ...(item.type === "default" && item.managed_app_id === undefined
      ? [`${subject}: Composio's app is not shown by the API, so the program does not declare managedAppId.`]
      : []),
    ...mistakesIn(chosen).map((mistake) => `${subject}: ${mistake}. The program fails until that is mended.`),
  ];
}
