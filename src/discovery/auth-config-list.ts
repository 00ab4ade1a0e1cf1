/** The auth configs of a project, over all pages. */
import type { AuthConfigItem } from "../api/auth-config";
import type { AuthConfigType } from "../auth-config";
import type { Client } from "../client/client";

/** Which auth configs to list. */
export interface AuthConfigFilter {
  /** Of this toolkit alone; letter case does not matter. */
  toolkit?: string | undefined;
  /** Only those on an app of Composio's own, or only the others. Default: both. */
  isComposioManaged?: boolean | undefined;
  /** A part of the name, or an id. */
  search?: string | undefined;
  /** Default: false, the API hides them. */
  includeDisabled?: boolean | undefined;
}

/** An auth config as the API lists it, in the words of the resource. Credentials are left out: the API masks them. */
export interface ListedAuthConfig {
  id: string;
  toolkit: string;
  type: AuthConfigType;
  authScheme?: string;
  name: string;
  /** `ENABLED` or `DISABLED`. */
  status: string;
  isComposioManaged: boolean;
  isEnabledForToolRouter?: boolean;
  /** Connected accounts that are active. */
  noOfConnections: number;
  createdAt?: string;
}

/** The most that every published version of the API's reference allows. */
const PAGE_SIZE = 50;

/** Newest first, as the API gives them. */
export async function allAuthConfigs(client: Client, filter: AuthConfigFilter): Promise<AuthConfigItem[]> {
  const { toolkit, isComposioManaged, search, includeDisabled } = filter;
  // By id: a page that moves while we read would give one twice.
  const found = new Map<string, AuthConfigItem>();
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await client.listAuthConfigs({
      limit: PAGE_SIZE,
      ...(toolkit && { toolkit_slug: toolkit.toLowerCase() }),
      ...(isComposioManaged !== undefined && { is_composio_managed: isComposioManaged }),
      ...(search && { search }),
      ...(includeDisabled && { show_disabled: true }),
      ...(cursor && { cursor }),
    });
    for (const item of page.items) found.set(item.id, item);
    cursor = page.next_cursor ?? undefined;
    if (cursor && seen.has(cursor)) throw new Error("Could not list auth configs: the API gave the same page twice.");
    if (cursor) seen.add(cursor);
  } while (cursor);
  // The API has been seen to ignore a filter.
  return [...found.values()].filter(
    (item) =>
      (!toolkit || item.toolkit.slug.toLowerCase() === toolkit.toLowerCase()) &&
      (isComposioManaged === undefined || isManaged(item) === isComposioManaged),
  );
}

export const listedOf = (item: AuthConfigItem): ListedAuthConfig => ({
  id: item.id,
  toolkit: item.toolkit.slug.toLowerCase(),
  type: item.type === "default" ? "use_composio_managed_auth" : "use_custom_auth",
  ...(item.auth_scheme !== undefined && { authScheme: item.auth_scheme }),
  name: item.name,
  status: item.status,
  isComposioManaged: isManaged(item),
  ...(item.is_enabled_for_tool_router !== undefined && { isEnabledForToolRouter: item.is_enabled_for_tool_router }),
  noOfConnections: item.no_of_connections,
  ...(item.created_at !== undefined && { createdAt: item.created_at }),
});

const isManaged = (item: AuthConfigItem): boolean => item.is_composio_managed ?? item.type === "default";
