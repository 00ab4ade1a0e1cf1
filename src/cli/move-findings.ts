/** Findings about a stack that moves from Composio's app to one of its own: who is still connected through the old one. Pure. */
import type { AuthConfigItem } from "../client";
import type { Finding } from "./finding";
import { connectionsText } from "./finding";
import type { StackInAccount } from "./stack-findings";

/** One note for each of Composio's apps that the stack still holds beside an app of its own for the same toolkit. */
export function moveFindings({ stack, state, items }: Pick<StackInAccount, "stack" | "state" | "items">): Finding[] {
  const held = state.authConfigs.flatMap(({ id, logicalName }) => {
    const item = items.find((one) => one.id === id);
    return item ? [{ item, logicalName }] : [];
  });
  return held
    .filter(({ item }) => item.type === "default")
    .flatMap(({ item, logicalName }): Finding[] => {
      const own = held.find((other) => other.item.type === "custom" && other.item.toolkit.slug === item.toolkit.slug);
      if (!own) return [];
      return [
        {
          check: "move",
          level: "note",
          message:
            `Stack ${stack} has two auth configs for ${item.toolkit.slug}: "${logicalName}" of Composio's app (${item.id}, ${connectionsText(item)}) ` +
            `and "${own.logicalName}" of your own (${own.item.id}, ${connectionsText(own.item)}). ${adviceOn(item, logicalName)}`,
        },
      ];
    });
}

const adviceOn = ({ no_of_connections: count }: AuthConfigItem, logicalName: string): string =>
  count === 0
    ? `Nobody is left on "${logicalName}": remove it from the program.`
    : `Accounts stay with theirs. Remove "${logicalName}" from the program when nobody is left on it.`;
