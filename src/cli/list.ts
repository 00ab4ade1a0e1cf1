/** `list`: what is there. */
import type { ListedAuthConfig } from "../discovery/auth-config-list";
import { allAuthConfigs, listedOf } from "../discovery/auth-config-list";
import { knownToolkit } from "./known-toolkit";
import { print, printColoured, printJson, table } from "./output";
import { warnOfUnreadable, withClient } from "./project-client";

export interface ListOptions {
  toolkit?: string;
  json?: boolean;
}

export async function list({ toolkit, json }: ListOptions): Promise<void> {
  const filter = { includeDisabled: true, ...(toolkit !== undefined && { toolkit }) };
  const found = await withClient(async (client) => {
    const items = await allAuthConfigs(client, filter, warnOfUnreadable);
    if (toolkit !== undefined && items.length === 0) await knownToolkit(client, toolkit);
    return items;
  });
  const configs = found.map(listedOf);
  if (json) return printJson(configs);
  if (configs.length === 0) return print(`No auth configs${toolkit ? ` for toolkit ${toolkit}` : " in this project"}.`);
  printColoured(listing(configs));
}

/** A table without credentials; with numbers to choose by, where somebody is asked. */
export function listing(configs: readonly ListedAuthConfig[], { isNumbered = false } = {}): string {
  const numbered = (cell: string, row: string[]) => (isNumbered ? [cell, ...row] : row);
  return table(
    numbered("", ["ID", "TOOLKIT", "SCHEME", "OWNER", "NAME", "STATUS", "CONNECTIONS", "CREATED"]),
    configs.map((config, index) =>
      numbered(`${index + 1}`, [
        config.id,
        config.toolkit,
        config.authScheme ?? "",
        config.isComposioManaged ? "managed" : "own",
        config.name,
        config.status?.toLowerCase() ?? "",
        `${config.noOfConnections ?? "not known"}`,
        config.createdAt?.slice(0, 10) ?? "",
      ]),
    ),
  );
}
