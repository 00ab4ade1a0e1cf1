/** Auth configs that exist already, and which of them could be the one that a create is about. */
import type { AuthConfigItem } from "../api/auth-config";
import type { ListAuthConfigsQuery } from "../client/client";
import { everyAuthConfig } from "../client/pages";
import type { Inputs } from "../model/inputs";
import type { Operation } from "./operation";

/** All that a query finds, disabled ones too, as far as they are of the inputs' toolkit, kind and scheme and have their name. */
export async function existingLike(
  { client }: Pick<Operation, "client">,
  inputs: Inputs,
  query: ListAuthConfigsQuery,
): Promise<AuthConfigItem[]> {
  const items = await everyAuthConfig(client(), { ...query, show_disabled: true });
  return items.filter((item) => isLike(item, inputs));
}

/** Same toolkit, name, scheme and kind. */
export function isLike(item: AuthConfigItem, { toolkit, name, type, authScheme }: Inputs): boolean {
  const isManaged = type === "use_composio_managed_auth";
  return (
    item.toolkit.slug.toLowerCase() === toolkit &&
    item.name === name &&
    item.type === (isManaged ? "default" : "custom") &&
    (isManaged || item.auth_scheme === authScheme)
  );
}

export const idsOf = (items: readonly AuthConfigItem[]): string => items.map(({ id }) => id).join(", ");
