/** The schema says what TypeScript programs see, and nothing of the key that could enter a state. */
import * as path from "node:path";
import * as ts from "typescript";
import { INPUT_NAMES } from "../../src/input-names";
import { schemaOf } from "../../src/native/build/schema";
import { FUNCTION_NAMES } from "../../src/native/functions";

interface Property {
  type?: string;
  $ref?: string;
  items?: Property;
  additionalProperties?: Property;
  description?: string;
  willReplaceOnChanges?: true;
}

interface Schema {
  version: string;
  config: { variables: Record<string, object> };
  provider: { inputProperties: Record<string, object> };
  resources: Record<
    string,
    {
      inputProperties: Record<string, Property>;
      requiredInputs: string[];
      properties: Record<string, Property>;
      aliases: object[];
    }
  >;
  functions: Record<string, { inputs: { properties: Record<string, Property>; required: string[] } }>;
  types: Record<string, { properties: Record<string, Property> }>;
  pluginDownloadURL?: string;
}

const schema = schemaOf({ version: "1.2.3" }) as Schema;
const resource = schema.resources["composio:index:AuthConfig"];

/** The members of an exported type of the package, as the compiler sees them: which are required. */
function membersOf(file: string, name: string): Record<string, boolean> {
  const source = path.join(__dirname, "../../src", file);
  const program = ts.createProgram([source], {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    skipLibCheck: true,
  });
  const module = program.getTypeChecker().getSymbolAtLocation(program.getSourceFile(source) as ts.SourceFile);
  const found = program
    .getTypeChecker()
    .getExportsOfModule(module as ts.Symbol)
    .find((each) => each.name === name);
  const members = program
    .getTypeChecker()
    .getDeclaredTypeOfSymbol(found as ts.Symbol)
    .getProperties();
  return Object.fromEntries(members.map((member) => [member.name, (member.flags & ts.SymbolFlags.Optional) === 0]));
}

it("has every argument of a TypeScript program, documented, and no other", () => {
  const args = membersOf("auth-config-args.ts", "AuthConfigArgs");
  expect(Object.keys(resource?.inputProperties ?? {}).sort()).toEqual(Object.keys(args).sort());
  expect(resource?.requiredInputs).toEqual(Object.keys(args).filter((name) => args[name]));
  const silent = Object.entries(resource?.inputProperties ?? {}).filter(([, { description }]) => !description);
  expect(silent.map(([name]) => name).filter((name) => name !== "sharedCredentials")).toEqual([]);
});

it("has every input as an output, and the outputs of the API beside them", () => {
  expect(Object.keys(resource?.properties ?? {}).sort()).toEqual(
    [...INPUT_NAMES, "isComposioManaged", "status"].sort(),
  );
});

it("says which changes replace", () => {
  const replacing = Object.entries(resource?.inputProperties ?? {}).filter(([, each]) => each.willReplaceOnChanges);
  expect(replacing.map(([name]) => name).sort()).toEqual(["authScheme", "managedAppId", "toolkit", "type"]);
});

it("has types that every language can hold", () => {
  const types = Object.fromEntries(
    Object.entries(resource?.inputProperties ?? {}).map(([name, { description, ...type }]) => [name, type]),
  );
  const text = { type: "string" };
  const any = { $ref: "pulumi.json#/Any" };
  expect(types).toMatchObject({
    toolkit: text,
    authScheme: text,
    credentials: { type: "object", additionalProperties: any },
    scopes: { type: "array", items: text },
    sharedConnectionFields: { type: "object", additionalProperties: any },
    toolAccessConfig: { $ref: "#/types/composio:index:ToolAccessConfig" },
    proxyConfig: { $ref: "#/types/composio:index:ProxyConfig" },
    enabled: { type: "boolean" },
  });
  expect(schema.types["composio:index:ProxyConfig"]?.properties).toMatchObject({ proxyUrl: text, proxyAuthKey: any });
});

it("has the dynamic resource's type as an alias, and every function", () => {
  expect(resource?.aliases).toEqual([{ type: "pulumi-nodejs:dynamic/composio:AuthConfig" }]);
  expect(Object.keys(schema.functions).sort()).toEqual(FUNCTION_NAMES.map((name) => `composio:index:${name}`).sort());
});

it("never reads the key from the environment of a program, which would put it into the state", () => {
  expect(schema.provider.inputProperties.apiKey).toMatchObject({ type: "string", secret: true });
  expect(JSON.stringify([schema.config, schema.provider])).not.toContain("defaultInfo");
});

it("says where the plugin can be downloaded only if somebody serves it", () => {
  expect(schema.pluginDownloadURL).toBeUndefined();
  expect(schemaOf({ version: "1.2.3", pluginDownloadURL: "https://plugins.example" })).toMatchObject({
    pluginDownloadURL: "https://plugins.example",
  });
});
