/**
 * A resource that was renamed in the program: to the engine it is a new one, and the old one is to be deleted. With accounts
 * connected that strands them, so the preview says it while `aliases` can still put it right.
 */
import type { AuthConfigItem } from "../api/auth-config";
import type { Inputs } from "../model/inputs";
import { logicalNameIn, markIn, stackHalf } from "../model/marks";
import { isOfKind, listingOfStack } from "./existing";
import type { Operation } from "./operation";

/**
 * Warns if this stack has an auth config of the same toolkit, scheme and kind whose accounts the new one would leave behind, and
 * whose resource is not in the program any more, as far as that is known: without `alike` nothing is said. Names of the user's
 * own carry no mark, so nothing is seen of them.
 */
export async function warnOfRename(
  operation: Pick<Operation, "client" | "clock" | "ledger" | "memo" | "voice" | "backend" | "environment">,
  inputs: Inputs,
  { urn, alike }: { urn: string | undefined; alike: readonly string[] | undefined },
): Promise<void> {
  const { __mark: mark } = inputs;
  const isUnwanted = operation.environment.COMPOSIO_TAKE_OVER?.trim() === "0";
  if (alike === undefined || isUnwanted || mark === undefined || operation.backend === undefined) return;
  const { items } = await listingOfStack(operation, mark);
  const [left] = items.filter(
    (item) =>
      isLeftBehind(item, inputs, operation.ledger.isClaimed(item.id)) &&
      !alike.includes(logicalNameIn(item.name) ?? ""),
  );
  const old = left && logicalNameIn(left.name);
  if (!left || old === undefined) return;
  const { id, no_of_connections: count } = left;
  const accounts = count === 1 ? "1 account is" : `${count} accounts are`;
  const stay = count === 1 ? "stays" : "stay";
  await operation.voice.warn(
    `This is a new auth config, but ${id}, made for the resource ${JSON.stringify(old)} of this stack, is for the same toolkit, and ${accounts} connected through it and ${stay} with it. ` +
      `If this is a rename, give the new name the option aliases: [{ name: ${JSON.stringify(old)} }]. If both stay in the program, all is well.`,
    urn,
  );
}

function isLeftBehind(item: AuthConfigItem, inputs: Inputs, isClaimed: boolean): boolean {
  const { __mark: own = "" } = inputs;
  const mark = markIn(item.name) ?? "";
  const isOfAnother = mark !== own && stackHalf(mark) === stackHalf(own);
  return isOfAnother && (item.no_of_connections ?? 0) > 0 && !isClaimed && isOfKind(item, inputs);
}
