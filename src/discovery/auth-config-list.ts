/** The auth configs of a project, over all pages. */
import type { AuthConfigItem } from "../api/auth-config";
import type { UnreadableItem } from "../api/page";
import type { AuthConfigType } from "../auth-config-args";
import type { Client } from "../client/client";
import { everyAuthConfig } from "../client/pages";
import { listedInputs } from "../model/reading";

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
  /** `ac_…`. */
  id: string;
  /** The toolkit's slug, in lower case. */
  toolkit: string;
  /** Who owns the app that users connect to. */
  type: AuthConfigType;
  /** Such as `OAUTH2`; absent if the API does not say. */
  authScheme?: string;
  /** The name in the dashboard. Names are not unique. */
  name: string;
  /** Which of Composio's apps it sits on, if the API shows it. */
  managedAppId?: string;
  /** `ENABLED` or `DISABLED`; absent if the API does not say. */
  status?: string;
  /** Does it use an app of Composio's own? */
  isComposioManaged: boolean;
  /** May sessions use it? Absent if the API does not say. */
  isEnabledForToolRouter?: boolean;
  /** Connected accounts that are active; absent if the API does not say, which is not 0. */
  noOfConnections?: number;
  /** When it was made, by the API: an ISO time. Absent if the API does not say. */
  createdAt?: string;
}

/** Those that can be read, newest first, as the API gives them. */
export async function allAuthConfigs(
  client: Client,
  filter: AuthConfigFilter,
  onUnreadable: (items: readonly UnreadableItem[]) => void,
): Promise<AuthConfigItem[]> {
  const { toolkit, isComposioManaged, search, includeDisabled } = filter;
  const items = await everyAuthConfig(
    client,
    {
      ...(toolkit && { toolkit_slug: toolkit.toLowerCase() }),
      ...(isComposioManaged !== undefined && { is_composio_managed: isComposioManaged }),
      ...(search && { search }),
      ...(includeDisabled && { show_disabled: true }),
    },
    onUnreadable,
  );
  // The API has been seen to ignore a filter.
  return items.filter(
    (item) =>
      (!toolkit || item.toolkit.slug.toLowerCase() === toolkit.toLowerCase()) &&
      (isComposioManaged === undefined || isManaged(item) === isComposioManaged),
  );
}

export function listedOf(item: AuthConfigItem): ListedAuthConfig {
  const { enabled, ...inputs } = listedInputs(item);
  return {
    id: item.id,
    ...inputs,
    ...(item.status !== undefined && { status: item.status }),
    isComposioManaged: isManaged(item),
    ...(item.no_of_connections !== undefined && { noOfConnections: item.no_of_connections }),
    ...(item.created_at !== undefined && { createdAt: item.created_at }),
  };
}

const isManaged = (item: AuthConfigItem): boolean => item.is_composio_managed ?? item.type === "default";
