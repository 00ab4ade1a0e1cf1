/** `fields`: what an auth config of a toolkit takes, what its users will be asked for, and the code to paste. */
import type { AuthConfigDetail, ToolkitField } from "../api/toolkit";
import type { Toolkit } from "../client";
import type { ManagedApp } from "../discovery/toolkit";
import { toolkitOf } from "../discovery/toolkit";
import { isSecretKey } from "../input-names";
import { knownToolkit } from "./known-toolkit";
import { camelCase, variableNames } from "./logical-names";
import { printableLines, printColoured, printJson, table } from "./output";
import type { Place } from "./project-client";
import { withClient } from "./project-client";
import type { Declaration } from "./typescript-program";
import { ConfigValue, configCommands, declarationCode } from "./typescript-program";

export interface FieldsOptions extends Place {
  required?: boolean;
  json?: boolean;
}

export async function fields(slug: string, scheme: string | undefined, options: FieldsOptions): Promise<void> {
  const toolkit = await withClient((client) => knownToolkit(client, slug), options);
  const details = detailsOf(toolkit, scheme).map((detail) => fieldsOf(detail, options.required ?? false));
  const managed = toolkit.composio_managed_auth_schemes ?? [];
  if (options.json) {
    const { composioManagedApps: managedApps } = toolkitOf(toolkit);
    const { slug, name } = toolkit;
    return printJson({ toolkit: slug, name, managedAuthSchemes: managed, managedApps, schemes: details });
  }
  const shown =
    scheme === undefined ? managed : managed.filter((one) => details.some((detail) => detail.scheme === one));
  printColoured([...managedPart(toolkit, shown), ...details.map((detail) => schemePart(toolkit, detail))].join("\n\n"));
}

interface SchemeFields {
  scheme: string;
  /** The fields that the auth config takes as `credentials`. */
  creation: ToolkitField[];
  /** The fields that each connecting user gives. */
  connection: ToolkitField[];
}

function detailsOf({ name, auth_config_details: all = [] }: Toolkit, scheme: string | undefined): AuthConfigDetail[] {
  if (scheme === undefined) return all;
  const found = all.filter(({ mode }) => mode === scheme.toUpperCase());
  if (found.length > 0) return found;
  const offered = all.map(({ mode }) => mode).join(", ") || "none";
  throw new Error(`The auth scheme must be one that ${name} offers (${offered}), but got: ${scheme}`);
}

/** The required ones first, as the SDK's getAuthConfigCreationFields gives them. */
function fieldsOf({ mode, fields: stages }: AuthConfigDetail, requiredOnly: boolean): SchemeFields {
  const stage = ({ required, optional }: AuthConfigDetail["fields"]["auth_config_creation"]) => [
    ...required.map((field) => ({ ...field, required: true })),
    ...(requiredOnly ? [] : optional.map((field) => ({ ...field, required: false }))),
  ];
  return {
    scheme: mode,
    creation: stage(stages.auth_config_creation),
    connection: stage(stages.connected_account_initiation),
  };
}

function managedPart(toolkit: Toolkit, managed: readonly string[]): string[] {
  if (managed.length === 0) return [];
  const [variable = ""] = variableNames([toolkit.slug]);
  const code = declarationCode({ variable, logicalName: toolkit.slug, args: { toolkit: toolkit.slug } });
  const apps = toolkitOf(toolkit).composioManagedApps.filter(({ mode }) => managed.includes(mode));
  return [
    printableLines(`${toolkit.name}, managed by Composio (${managed.join(", ")}): needs no fields.`),
    ...(apps.length > 1 ? [`  managedAppId chooses among its apps:\n\n${indented(appTable(apps))}`] : []),
    printableLines(indented(code)),
  ];
}

const appTable = (apps: readonly ManagedApp[]): string =>
  table(
    ["APP", "SCHEME", "SCOPES"],
    apps.map(({ managedAppId = "", isDefault, mode, availableScopes }) => [
      `${managedAppId}${isDefault ? " (default)" : ""}`,
      mode,
      String(availableScopes.length),
    ]),
  );

function schemePart(toolkit: Toolkit, { scheme, creation, connection }: SchemeFields): string {
  if (scheme === "NO_AUTH") return printableLines(`${toolkit.name} needs no auth config: sessions use it as it is.`);
  const declaration = declarationOf(toolkit, scheme, creation);
  const commands = configCommands([declaration]);
  return [
    printableLines(`${toolkit.name}, ${scheme}: fields of the auth config${creation.length === 0 ? ": none." : ""}`),
    ...(creation.length === 0 ? [] : [indented(fieldTable(creation))]),
    `Asked of each connecting user${connection.length === 0 ? ": nothing." : ""}`,
    ...(connection.length === 0 ? [] : [indented(fieldTable(connection))]),
    printableLines(indented(declarationCode(declaration))),
    ...(commands.length === 0 ? [] : [printableLines(indented(commands.join("\n")))]),
  ].join("\n\n");
}

const fieldTable = (fieldsOfStage: readonly ToolkitField[]): string =>
  table(
    ["FIELD", "LABEL", "NEEDED", "DEFAULT"],
    fieldsOfStage.map(({ name, displayName, required, default: fallback }) => [
      name,
      displayName,
      required ? "required" : "optional",
      shortened(fallback ?? ""),
    ]),
  );

/** Default scopes run to a thousand characters; `--json` has them whole. */
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** The required fields alone: whatever else there is has a default or can be left out. */
function declarationOf(toolkit: Toolkit, scheme: string, creation: readonly ToolkitField[]): Declaration {
  const [variable = ""] = variableNames([toolkit.slug]);
  const credentials = creation
    .filter(({ required }) => required)
    .map(({ name }) => [name, new ConfigValue(camelCase(`${toolkit.slug}-${name}`), isSecretKey("credentials", name))]);
  return {
    variable,
    logicalName: toolkit.slug,
    args: {
      toolkit: toolkit.slug,
      authScheme: scheme,
      ...(credentials.length > 0 && { credentials: Object.fromEntries(credentials) }),
    },
  };
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");
