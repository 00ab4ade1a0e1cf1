/** `list`: what is there. */
import type { AuthConfigItem } from "../client";
import { allAuthConfigs } from "./all-auth-configs";
import { print, printJson, table } from "./output";
import { withClient } from "./project-client";

export interface ListOptions {
  toolkit?: string;
  json?: boolean;
}

export async function list({ toolkit, json }: ListOptions): Promise<void> {
  const configs = (await withClient((client) => allAuthConfigs(client, toolkit))).map(summaryOf);
  if (json) return printJson(configs);
  if (configs.length === 0) return print(`No auth configs${toolkit ? ` for toolkit ${toolkit}` : " in this project"}.`);
  print(listing(configs));
}

/** One auth config in the words of a program, without its credentials. */
export interface Summary {
  id: string;
  toolkit: string;
  authScheme: string | null;
  isComposioManaged: boolean;
  name: string;
  status: string;
  /** Connected accounts that are active. */
  connections: number;
  createdAt: string | null;
}

export const summaryOf = (item: AuthConfigItem): Summary => ({
  id: item.id,
  toolkit: item.toolkit.slug,
  authScheme: item.auth_scheme ?? null,
  isComposioManaged: item.type === "default",
  name: item.name,
  status: item.status,
  connections: item.no_of_connections,
  createdAt: item.created_at ?? null,
});

export function listing(configs: readonly Summary[]): string {
  return table(
    ["ID", "TOOLKIT", "SCHEME", "OWNER", "NAME", "STATUS", "CONNECTIONS", "CREATED"],
    configs.map((config) => [
      config.id,
      config.toolkit,
      config.authScheme ?? "",
      config.isComposioManaged ? "managed" : "own",
      config.name,
      config.status.toLowerCase(),
      `${config.connections}`,
      config.createdAt?.slice(0, 10) ?? "",
    ]),
  );
}
