/** Scratch configs that killed runs of this command have left in the project. */
import type { Item } from "./items";
import { everyAuthConfig, idOf, toolkitOf } from "./items";
import { isScratch } from "./marks";
import { configIdOf, everyAccount, removeAccount, removeConfig } from "./removal";
import type { Wire } from "./wire";

/** A run is over long before: what is younger may be somebody's who runs this command at this moment. */
const LEFT_AFTER_MS = 15 * 60_000;

/** The facts about the project that a run must know before it makes anything. */
export interface Survey {
  /** Auth configs that are not of this command. */
  others: number;
  /** Slugs of toolkits that have an auth config, whoever made it. */
  usedToolkits: Set<string>;
  /** Ids of scratch configs that no run can be at work on any more. */
  oldConfigs: string[];
  /** Ids of scratch accounts that no run can be at work on any more. */
  oldAccounts: string[];
  /** Scratch configs that another run may be at work on. */
  young: number;
}

export async function survey(wire: Wire): Promise<Survey> {
  const items = await everyAuthConfig(wire);
  const accounts = await everyAccount(wire);
  const isOld = ({ created_at }: Item): boolean =>
    typeof created_at === "string" && wire.serverNow() - Date.parse(created_at) > LEFT_AFTER_MS;
  const scratch = items.filter((item) => isScratch(item));
  return {
    others: items.length - scratch.length,
    usedToolkits: new Set(items.map(toolkitOf)),
    oldConfigs: scratch.filter(isOld).map(idOf),
    oldAccounts: accounts.filter((account) => isOld(account) && isOfOurs(account, items)).map(idOf),
    young: scratch.filter((item) => !isOld(item)).length,
  };
}

/** An account of our user on a config without the mark is a stranger's: whoever it is has chosen our user's name. */
function isOfOurs(account: Item, items: readonly Item[]): boolean {
  const config = items.find(({ id }) => id === configIdOf(account));
  return config === undefined || isScratch(config);
}

/** Gives how many could not be deleted. */
export async function removeLeftovers(wire: Wire, { oldConfigs, oldAccounts }: Survey): Promise<number> {
  let kept = 0;
  for (const id of oldAccounts) await removeAccount(wire, id);
  for (const id of oldConfigs) if (!(await removeConfig(wire, id))) kept += 1;
  return kept;
}
