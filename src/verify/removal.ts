/** Deleting what carries the mark: never a config that somebody else is connected through, never somebody else's account. */
import type { Item } from "./items";
import { everyItem, idOf, isItem } from "./items";
import { SCRATCH_USER } from "./marks";
import type { Wire } from "./wire";
import { Unclear } from "./wire";

/** The accounts that runs of this command have made, of this run and of others. */
export const everyAccount = async (wire: Wire): Promise<Item[]> =>
  (await everyItem(wire, "/connected_accounts", { user_ids: SCRATCH_USER })).filter(isOurs);

const isOurs = ({ user_id }: Item): boolean => user_id === SCRATCH_USER;

/** The auth config that an account is connected through. */
export const configIdOf = ({ auth_config }: Item): string =>
  isItem(auth_config) && typeof auth_config.id === "string" ? auth_config.id : "";

/** True if the API has said that it deleted the config. The caller has seen the mark on it, or made it. */
export async function removeConfig(wire: Wire, id: string): Promise<boolean> {
  const accounts = (await everyItem(wire, "/connected_accounts", { auth_config_ids: id })).filter(
    (account) => configIdOf(account) === id,
  );
  if (!accounts.every(isOurs)) return false;
  for (const account of accounts) await removeAccount(wire, idOf(account));
  const { status } = await wire.often({ method: "DELETE", path: `/auth_configs/${id}` });
  return status < 300;
}

/** Gone before is fine: the accounts of a deleted config may go with it. */
export async function removeAccount(wire: Wire, id: string): Promise<void> {
  const { status } = await wire.often({ method: "DELETE", path: `/connected_accounts/${id}` });
  if (status >= 300 && status !== 404) throw new Unclear(`the delete of an account was answered with ${status}`);
}
