/** The TypeScript that declares what is imported, so that `pulumi preview` has nothing to say. */
import { INPUT_NAMES } from "../input-names";
import type { SecretPath } from "../model/chosen-inputs";
import type { ImportedConfig } from "./import-file";
import { camelCase, unique, variableNames } from "./logical-names";
import type { CodeValue, Declaration } from "./typescript-program";
import { ConfigValue, Reference } from "./typescript-program";

export interface ProgramOptions {
  protect: boolean;
  parent?: string | undefined;
  provider?: string | undefined;
}

export function declarationsOf(configs: readonly ImportedConfig[], options: ProgramOptions): Declaration[] {
  // The program around has variables of these names.
  const around = [...(options.parent ? ["parent"] : []), ...(options.provider ? ["provider"] : [])];
  const variables = variableNames(
    configs.map(({ logicalName }) => logicalName),
    around,
  );
  const keys = configKeys(configs, variables);
  return configs.map(({ logicalName, chosen }, index) => ({
    variable: variables[index] ?? "",
    logicalName,
    args: inOrder(withSecrets(chosen.inputs, chosen.secrets, keys[index] ?? [])),
    options: resourceOptions(options),
  }));
}

/** One key of the stack's config for each secret, none twice. */
function configKeys(configs: readonly ImportedConfig[], variables: readonly string[]): string[][] {
  const all = unique(
    configs.flatMap(({ chosen }, index) => chosen.secrets.map((path) => configKey(variables[index] ?? "", path))),
  );
  return configs.map(({ chosen }) => all.splice(0, chosen.secrets.length));
}

const configKey = (variable: string, [input, key]: SecretPath): string =>
  camelCase(`${variable}-${input === "sharedConnectionFields" ? `shared-${key}` : key}`);

function withSecrets(inputs: Record<string, unknown>, secrets: readonly SecretPath[], keys: readonly string[]) {
  const args = structuredClone(inputs) as Record<string, { [key: string]: CodeValue }>;
  secrets.forEach(([input, key], index) => {
    args[input] = { ...args[input], [key]: new ConfigValue(keys[index] ?? "", true) };
  });
  return args as { [input: string]: CodeValue };
}

/** As the inputs stand in the documentation. */
const inOrder = (args: { [input: string]: CodeValue }): { [input: string]: CodeValue } =>
  Object.fromEntries(INPUT_NAMES.flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]]])));

function resourceOptions({ protect, parent, provider }: ProgramOptions): Declaration["options"] {
  const options = {
    ...(parent && { parent: new Reference("parent") }),
    ...(provider && { provider: new Reference("provider") }),
    ...(protect && { protect: true }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}
