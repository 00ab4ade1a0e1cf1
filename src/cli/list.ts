/** `list`: what is there. */
import type { AuthConfigItem } from "../client";
import type { ListedAuthConfig } from "../discovery/auth-config-list";
import { allAuthConfigs, listedOf } from "../discovery/auth-config-list";
import { knownToolkit } from "./known-toolkit";
import type { MadeBy } from "./made-by";
import { madeBy, stackNames } from "./made-by";
import type { Column } from "./output";
import { fittedTable, print, printColoured, printJson } from "./output";
import type { Place } from "./project-client";
import { warnOfUnreadable, withClient } from "./project-client";

export interface ListOptions extends Place {
  toolkit?: string;
  json?: boolean;
}

export async function list({ toolkit, json, ...place }: ListOptions): Promise<void> {
  const filter = { includeDisabled: true, ...(toolkit !== undefined && { toolkit }) };
  const found = await withClient(async (client) => {
    const items = await allAuthConfigs(client, filter, warnOfUnreadable);
    if (toolkit !== undefined && items.length === 0) await knownToolkit(client, toolkit);
    return items;
  }, place);
  const configs = await withMakers(found, place.cwd);
  if (json) return printJson(configs);
  if (configs.length === 0) return print(`No auth configs${toolkit ? ` for toolkit ${toolkit}` : " in this project"}.`);
  printColoured(listing(configs));
}

/** A listed auth config, and the stack whose mark its name carries. */
export interface MarkedAuthConfig extends ListedAuthConfig {
  madeBy?: MadeBy;
}

export async function withMakers(
  items: readonly AuthConfigItem[],
  cwd: string | undefined,
): Promise<MarkedAuthConfig[]> {
  const stacks = await stackNames(
    items.map(({ name }) => name),
    cwd,
  );
  return items.map((item) => {
    const maker = madeBy(item.name, stacks);
    return { ...listedOf(item), ...(maker && { madeBy: maker }) };
  });
}

/** A table without credentials, as wide as the terminal at most; with numbers to choose by if somebody is asked. */
export function listing(configs: readonly MarkedAuthConfig[], { isNumbered = false } = {}): string {
  const hasManaged = configs.some((config) => config.isComposioManaged);
  const hasMakers = configs.some((config) => config.madeBy);
  const columns: Column<MarkedAuthConfig>[] = [
    ...(isNumbered ? [{ title: "", cell: (_: MarkedAuthConfig, index: number) => `${index + 1}` }] : []),
    { title: "ID", cell: ({ id }) => id },
    { title: "TOOLKIT", cell: ({ toolkit }) => toolkit },
    { title: "SCHEME", cell: ({ authScheme = "" }) => authScheme, canGo: 2 },
    { title: "OWNER", cell: ({ isComposioManaged }) => (isComposioManaged ? "managed" : "own"), canGo: 3 },
    ...(hasManaged ? [{ title: "APP", cell: appCell, canGo: 1 }] : []),
    { title: "NAME", cell: ({ name }) => name, canShrink: true },
    { title: "STATUS", cell: ({ status = "" }) => status.toLowerCase(), canGo: 4 },
    ...(hasMakers ? [{ title: "STACK", cell: makerCell }] : []),
    { title: "CONNECTIONS", cell: ({ noOfConnections = "not known" }) => `${noOfConnections}`, canGo: 5 },
    { title: "CREATED", cell: ({ createdAt = "" }) => createdAt.slice(0, 10), canGo: 1 },
  ];
  return fittedTable(columns, configs, process.stdout.columns);
}

/** The one of Composio's apps that the auth config uses. Not every version of the API shows it. */
const appCell = ({ isComposioManaged, managedAppId = "not shown" }: MarkedAuthConfig): string =>
  isComposioManaged ? managedAppId : "";

/** The stack that made the auth config: its name, or its mark if it is of another project. */
const makerCell = ({ madeBy: maker }: MarkedAuthConfig): string =>
  maker ? `${maker.stack ?? maker.mark}${maker.isUnfinished ? ", unfinished" : ""}` : "";
