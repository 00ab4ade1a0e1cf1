/**
 * Deleting what carries the mark: never a config that somebody else is connected through, never somebody else's account. No
 * other file sends the DELETE of an auth config, and here each of them comes right after a look at the accounts.
 */
import type { Item } from "./items";
import { everyItem, idOf, isItem, ListRefused } from "./items";
import { SCRATCH_USER } from "./marks";
import type { Reply, Wire } from "./wire";
import { MOST_TRIES, Unclear } from "./wire";

/** Somebody else has connected an account to a scratch config, so the config stays. */
export class InUse extends Unclear {
  constructor() {
    super("somebody else has connected an account to a scratch config");
  }
}

/** The scratch configs that are still there after all deletes. */
export interface Remains {
  /** Their number. */
  left: number;
  /** Those of them that somebody else is connected through, by name and id. */
  inUse: string[];
}

/** The accounts that runs of this command have made, of this run and of others. */
export const everyAccount = async (wire: Wire): Promise<Item[]> =>
  (await everyItem(wire, "/connected_accounts", { user_ids: SCRATCH_USER })).filter(isOurs);

const isOurs = ({ user_id }: Item): boolean => user_id === SCRATCH_USER;

/** The auth config that an account is connected through. */
export const configIdOf = ({ auth_config }: Item): string =>
  isItem(auth_config) && typeof auth_config.id === "string" ? auth_config.id : "";

/** The accounts of a config. Throws `InUse` if one of them is not ours. */
async function ownAccountsOf(wire: Wire, id: string): Promise<Item[]> {
  const accounts = (await accountsOf(wire, id)).filter((account) => configIdOf(account) === id);
  if (!accounts.every(isOurs)) throw new InUse();
  return accounts;
}

/** Without `account_type` a list has no accounts that users share. An API that does not know the parameter has none. */
async function accountsOf(wire: Wire, id: string): Promise<Item[]> {
  const query = { auth_config_ids: id };
  try {
    return await everyItem(wire, "/connected_accounts", { ...query, account_type: "ALL" });
  } catch (error) {
    if (!(error instanceof ListRefused)) throw error;
    return everyItem(wire, "/connected_accounts", query);
  }
}

const sendDelete = (wire: Wire, id: string): Promise<Reply> =>
  wire.once({ method: "DELETE", path: `/auth_configs/${id}` });

/** One DELETE, and its answer. The accounts of ours stay for the API to decide about. */
export async function deleteConfig(wire: Wire, id: string): Promise<Reply> {
  await ownAccountsOf(wire, id);
  return sendDelete(wire, id);
}

/** True if the API has said that it deleted the config. The caller has seen the mark on it, or made it. */
export async function removeConfig(wire: Wire, id: string): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    for (const account of await ownAccountsOf(wire, id)) await removeAccount(wire, idOf(account));
    try {
      return (await sendDelete(wire, id)).status < 300;
    } catch (error) {
      if (!(error instanceof Unclear) || tries === MOST_TRIES) throw error;
      await wire.rest(tries);
    }
  }
}

/** Deletes each of these as far as it may. */
export async function removeConfigs(wire: Wire, configs: readonly Item[]): Promise<Remains> {
  const remains: Remains = { left: 0, inUse: [] };
  for (const config of configs) {
    try {
      if (await removeConfig(wire, idOf(config))) continue;
    } catch (error) {
      if (!(error instanceof InUse)) throw error;
      remains.inUse.push(`${config.name} (${config.id})`);
    }
    remains.left += 1;
  }
  return remains;
}

/** Gone before is fine: the accounts of a deleted config may go with it. */
export async function removeAccount(wire: Wire, id: string): Promise<void> {
  const { status } = await wire.often({ method: "DELETE", path: `/connected_accounts/${id}` });
  if (status >= 300 && status !== 404) throw new Unclear(`the delete of an account was answered with ${status}`);
}
