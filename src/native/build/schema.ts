/**
 * The schema that SDKs are generated from. Nothing is said in it a second time: inputs come from the rows, their types and
 * documentation from the declarations that TypeScript programs see.
 */
import { join } from "node:path";
import { ROWS } from "../../model/rows";
import { PROVIDER_INPUTS } from "../provider-inputs";
import { AUTH_CONFIG_TYPE, DYNAMIC_TYPE, PACKAGE } from "../urn";
import type { Member, TypeSpec } from "./declarations";
import { Declarations } from "./declarations";

export interface SchemaOptions {
  version: string;
  /** Where the engine finds archives of the plugin, if somebody serves them. */
  pluginDownloadURL?: string | undefined;
}

const SOURCE = join(__dirname, "../..");

/** Where everything stands that programs see. */
const FILES = [
  "auth-config-args.ts",
  "auth-config.ts",
  "secret-from-env.ts",
  "discovery/auth-config-list.ts",
  "discovery/recommended-scopes.ts",
  "discovery/required-scopes.ts",
  "discovery/toolkit.ts",
  "native/functions.ts",
  "native/session-function.ts",
];

/** Outputs that every auth config has. */
const ALWAYS = ["toolkit", "type", "authScheme", "name", "enabled", "isComposioManaged", "status"];

const tokenOf = (name: string): string => `${PACKAGE}:index:${name}`;

export function schemaOf({ version, pluginDownloadURL }: SchemaOptions): object {
  const declarations = new Declarations(SOURCE, FILES, tokenOf);
  const provider = providerProperties();
  const resources = { [AUTH_CONFIG_TYPE]: authConfig(declarations) };
  const functions = functionsOf(declarations);
  return {
    name: PACKAGE,
    version,
    displayName: "Composio",
    description: "Composio auth configs as Pulumi resources: declared per environment, their ids handed to sessions.",
    keywords: ["pulumi", "composio", "category/utility"],
    license: "Apache-2.0",
    ...(pluginDownloadURL !== undefined && { pluginDownloadURL }),
    meta: { moduleFormat: "(.*)" },
    language: Object.fromEntries(["nodejs", "python", "go", "csharp", "java"].map((name) => [name, languageOf(name)])),
    config: { variables: provider },
    provider: {
      description: "A Composio project: the key and the address that auth configs are managed by.",
      inputProperties: provider,
      properties: {},
    },
    resources,
    functions,
    types: typesOf(declarations, [resources, functions]),
  };
}

const languageOf = (name: string): object => ({
  respectSchemaVersion: true,
  ...(name === "python" && { pyproject: { enabled: true } }),
});

const providerProperties = () =>
  Object.fromEntries(
    Object.entries(PROVIDER_INPUTS).map(([name, { type, description, isSecret }]) => [
      name,
      { type, description, ...(isSecret && { secret: true }) },
    ]),
  );

function authConfig(declarations: Declarations): object {
  const args = byName(declarations.membersOf("AuthConfigArgs"));
  const outputs = byName(declarations.membersOf("AuthConfig"));
  const inputs = Object.fromEntries(
    ROWS.map(({ name, change }) => [
      name,
      { ...property(found(args, name)), ...(change === "replaces" && { willReplaceOnChanges: true }) },
    ]),
  );
  const echoed = ROWS.map(({ name }) => [name, property({ ...found(args, name), ...documented(outputs.get(name)) })]);
  const reported = ["isComposioManaged", "status"].map((name) => [name, property(found(outputs, name))]);
  return {
    description: declarations.descriptionOf("AuthConfig")?.split("\n\n")[0],
    inputProperties: { ...inputs, validate: property(found(args, "validate")) },
    requiredInputs: [...args.values()].filter(({ isOptional }) => !isOptional).map(({ name }) => name),
    properties: Object.fromEntries([...echoed, ...reported]),
    required: ALWAYS,
    // A stack of dynamic resources moves here without a change.
    aliases: [{ type: DYNAMIC_TYPE }],
  };
}

const functionsOf = (declarations: Declarations) =>
  Object.fromEntries(
    declarations.methodsOf("FunctionTable").map(({ name, argument, result, description }) => [
      tokenOf(name),
      {
        description,
        inputs: objectOf(declarations.membersOf(argument), declarations.descriptionOf(argument)),
        outputs: objectOf(declarations.membersOf(result), declarations.descriptionOf(result)),
      },
    ]),
  );

/** The types that `users` refer to, and the types that these refer to. */
function typesOf({ types }: Declarations, users: readonly object[]): Record<string, object> {
  const specs = new Map(
    [...types].map(([name, { description, members }]) => [tokenOf(name), objectOf(members, description)]),
  );
  const used: Record<string, object> = {};
  const visit = (user: object) => {
    for (const [, token = ""] of JSON.stringify(user).matchAll(/"#\/types\/([^"]+)"/g)) {
      const spec = specs.get(token);
      if (!spec || token in used) continue;
      used[token] = spec;
      visit(spec);
    }
  };
  users.forEach(visit);
  return used;
}

const objectOf = (members: readonly Member[], description: string | undefined) => ({
  type: "object",
  ...(description && { description }),
  properties: Object.fromEntries(members.map((member) => [member.name, property(member)])),
  required: members.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
});

type PropertySpec = TypeSpec & { description?: string; deprecationMessage?: string };

const property = ({ name: _name, isOptional: _isOptional, type, ...documentation }: Member): PropertySpec => ({
  ...type,
  ...documentation,
});

const documented = (member: Member | undefined) =>
  member?.description === undefined ? {} : { description: member.description };

const byName = (members: readonly Member[]) => new Map(members.map((member) => [member.name, member]));

function found(members: Map<string, Member>, name: string): Member {
  const member = members.get(name);
  if (!member) throw new Error(`${name} has a row, but no documentation`);
  return member;
}
