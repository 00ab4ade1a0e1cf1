/** The TypeScript that declares auth configs, formatted as people format it, and what its config needs. */

import { shellCommand } from "./shell";

/** A value that the program reads from its stack's config, since nobody can read it from the API. */
export class ConfigValue {
  constructor(
    readonly key: string,
    readonly isSecret: boolean,
  ) {}
}

/** A variable of the program around. */
export class Reference {
  constructor(readonly variable: string) {}
}

export type CodeValue =
  | string
  | number
  | boolean
  | ConfigValue
  | Reference
  | readonly CodeValue[]
  | { [key: string]: CodeValue };

export interface Declaration {
  variable: string;
  logicalName: string;
  args: { [input: string]: CodeValue };
  /** Resource options, such as `protect`. */
  options?: { [option: string]: CodeValue } | undefined;
}

const WIDTH = 120;

/** How a file loads others: `commonjs` is JavaScript that has no imports. */
export type ModuleForm = "es" | "commonjs";

/** A whole program: imports, config, declarations, and the session as an output if one session can take them all. */
export function programText(declarations: readonly Declaration[], form: ModuleForm = "es"): string {
  const session = sessionOutput(declarations);
  const names = session ? "AuthConfig, sessionConfig" : "AuthConfig";
  const needsConfig = configValues(declarations).length > 0;
  const load = (what: string, from: string) =>
    form === "es"
      ? `import ${what} from "${from}";`
      : `const ${what.replace("* as ", "")} = require(${JSON.stringify(from)});`;
  const parts = [
    [...(needsConfig ? [load("* as pulumi", "@pulumi/pulumi")] : []), load(`{ ${names} }`, "pulumi-composio")].join(
      "\n",
    ),
    ...(needsConfig ? ["const config = new pulumi.Config();"] : []),
    ...declarations.map(declarationCode),
    ...(session ? [form === "es" ? session : session.replace("export const session", "exports.session")] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

export function declarationCode({ variable, logicalName, args, options }: Declaration): string {
  const start = `const ${variable} = new AuthConfig(`;
  const parts = [JSON.stringify(logicalName), flat(args), ...(options ? [flat(options)] : [])];
  const oneLine = `${start}${parts.join(", ")});`;
  if (oneLine.length <= WIDTH) return oneLine;
  if (!options) return `${start}${JSON.stringify(logicalName)}, ${broken(args, "")});`;
  const lines = [logicalName, args, options].map((part) => `  ${expression(part, "  ", 2)},\n`);
  return `${start}\n${lines.join("")});`;
}

/** The commands that give the config what the declarations read from it. */
export function configCommands(declarations: readonly Declaration[]): string[] {
  return configValues(declarations).map(({ key, isSecret }) =>
    // Without a value on the command line the CLI asks for it, and the shell's history never sees it.
    shellCommand(["pulumi", "config", "set", ...(isSecret ? ["--secret"] : []), key]),
  );
}

function configValues(value: unknown): ConfigValue[] {
  if (value instanceof ConfigValue) return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(configValues) : [];
}

/** A session takes one auth config per toolkit. */
function sessionOutput(declarations: readonly Declaration[]): string | undefined {
  const toolkits = new Set(declarations.map(({ args }) => args.toolkit));
  if (toolkits.size !== declarations.length) return undefined;
  const variables = declarations.map(({ variable }) => variable);
  const oneLine = `export const session = sessionConfig([${variables.join(", ")}]);`;
  if (oneLine.length <= WIDTH) return oneLine;
  return `export const session = sessionConfig([\n${variables.map((variable) => `  ${variable},\n`).join("")}]);`;
}

function expression(value: CodeValue, indent: string, before: number): string {
  const oneLine = flat(value);
  const fits = before + oneLine.length + 1 <= WIDTH;
  return fits || !isNested(value) ? oneLine : broken(value, indent);
}

const isNested = (value: CodeValue): value is readonly CodeValue[] | { [key: string]: CodeValue } =>
  typeof value === "object" && !(value instanceof ConfigValue || value instanceof Reference);

/** On one line. */
function flat(value: CodeValue): string {
  if (value instanceof ConfigValue) return `config.${value.isSecret ? "requireSecret" : "require"}("${value.key}")`;
  if (value instanceof Reference) return value.variable;
  if (!isNested(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
  const entries = Object.entries(value).map(([key, inner]) =>
    inner instanceof Reference && inner.variable === key ? key : `${propertyName(key)}: ${flat(inner)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** One line for each part. */
function broken(value: readonly CodeValue[] | { [key: string]: CodeValue }, indent: string): string {
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const lines = Object.entries(value).map(([key, part]) => {
    const label = isList ? "" : `${propertyName(key)}: `;
    return `${inner}${label}${expression(part, inner, inner.length + label.length)},\n`;
  });
  return isList ? `[\n${lines.join("")}${indent}]` : `{\n${lines.join("")}${indent}}`;
}

/** `__proto__` as a plain key would set the prototype. */
const propertyName = (key: string): string => {
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
};
