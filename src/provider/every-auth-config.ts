import type { AuthConfigItem } from "../api/auth-config";
import type { Client, ListAuthConfigsQuery } from "../client/client";

/** The most that every published version of the API's reference allows. */
export const PAGE_SIZE = 50;

/** All pages of a list, disabled ones included: the API hides those unless asked. */
export async function everyAuthConfig(client: Client, query: ListAuthConfigsQuery): Promise<AuthConfigItem[]> {
  const items: AuthConfigItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listAuthConfigs({
      ...query,
      show_disabled: true,
      limit: PAGE_SIZE,
      ...(cursor !== undefined && { cursor }),
    });
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
