/**
 * Auth configs that a killed run left behind. A create may finish in the API after the CLI is gone, and the next `up` creates again: the
 * mark tells the provider's own earlier attempt. It is taken over only if it is young and nobody is connected, since a stack
 * that was renamed or moved leaves its marks with what it holds.
 */
import type { AuthConfigItem } from "../api/auth-config";
import type { Inputs } from "../model/inputs";
import type { Listing } from "./existing";
import { attemptOf, idsOf, isMarked, listingOfStack } from "./existing";
import { forcesDestroy } from "./guard";
import type { Operation } from "./operation";

type Looking = Pick<Operation, "client" | "clock" | "ledger" | "memo" | "voice" | "backend" | "environment">;

/** The greatest age: nobody would expect a run to take over an older auth config. */
const YOUNG_MS = 24 * 60 * 60_000;

const NO_BACKEND =
  "Composio: the state's backend is not known, so nothing is looked for that a killed run may have left: set PULUMI_BACKEND_URL";

export interface EarlierAttempt {
  item: AuthConfigItem;
  /** Such as `3 minutes ago`. */
  age: string;
}

/**
 * The one that the create of these inputs goes on with; undefined if there is none. Throws if it is too old or in use, or if
 * there are several: then only the user can tell what they are.
 */
export async function earlierAttempt(operation: Looking, inputs: Inputs): Promise<EarlierAttempt | undefined> {
  const { ledger, environment } = operation;
  const choice = environment.COMPOSIO_TAKE_OVER?.trim();
  const listing = choice === "0" ? undefined : await earlierListing(operation, inputs);
  if (!listing) return undefined;
  const { __mark: mark = "" } = inputs;
  const marked = listing.items.filter((item) => isMarked(item, inputs, mark) && !ledger.isClaimed(item.id));
  const isIgnored = inputs.forceDestroy === true || forcesDestroy(environment);
  const own = isIgnored ? marked.filter(({ no_of_connections: count }) => count === 0) : marked;
  const [found, ...others] = own;
  if (!found) return undefined;
  if (others.length > 0) {
    throw new Error(
      `${attemptOf(inputs)}: ${own.length} carry the mark of this resource: ${idsOf(own)}. \`npx pulumi-composio doctor --stack <stack>\` names those that the stack does not hold: delete them, and run \`pulumi up\` again; or set COMPOSIO_TAKE_OVER=0 for a new one beside them.`,
    );
  }
  if (choice !== "1") refuseUnlikely(inputs, found, listing);
  return { item: found, age: ageIn(found, listing) };
}

/** Once for an id, by whichever comes first: the check or the create. */
export async function warnOfTakeover(
  { voice }: Pick<Operation, "voice">,
  { item, age }: EarlierAttempt,
  urn?: string,
): Promise<void> {
  await voice.warnOnce(
    `takeover of ${item.id}`,
    `${item.id}, named ${JSON.stringify(item.name)} and made ${age}, carries the mark of this resource, as a killed run leaves it: \`pulumi up\` takes it over. ` +
      "If this stack was renamed or moved, stop here, and run `pulumi up` in the moved stack first.",
    urn,
  );
}

/** The auth configs of this stack in the API; undefined if they can't be told from others. */
async function earlierListing(operation: Looking, { __mark: mark }: Inputs): Promise<Listing | undefined> {
  if (mark === undefined) return undefined;
  if (operation.backend !== undefined) return listingOfStack(operation, mark);
  operation.voice.logOnce("no backend", NO_BACKEND);
  return undefined;
}

/** An old one, or one that is in use, may be held by a state that was renamed, moved or lost. */
function refuseUnlikely(inputs: Inputs, item: AuthConfigItem, listing: Listing): void {
  const { id, no_of_connections: count } = item;
  const age = ageMs(item, listing);
  if (count === 0 && age !== undefined && age < YOUNG_MS) return;
  const reason = count === 0 ? "" : `, and ${connectedText(count)}`;
  throw new Error(
    `${attemptOf(inputs)}: ${id} carries the mark of this resource and was made ${ageIn(item, listing)}${reason}, so another stack may hold it, or this state has lost it. ` +
      `To go on with it, set COMPOSIO_TAKE_OVER=1 for this run; for a new one beside it (right with --replace, a taint or replacementTrigger), COMPOSIO_TAKE_OVER=0; ` +
      `if the state has lost it, \`npx pulumi-composio import ${id}\`.`,
  );
}

function connectedText(count: number | undefined): string {
  if (count === undefined) return "the API does not say whether accounts are connected through it";
  return `${count === 1 ? "1 account is" : `${count} accounts are`} connected through it, for life`;
}

/** By the listing's own clock; undefined if either time is missing. */
function ageMs(item: AuthConfigItem, { at }: Listing): number | undefined {
  const madeAt = Date.parse(item.created_at ?? "");
  return at === undefined || Number.isNaN(madeAt) ? undefined : at - madeAt;
}

function ageIn(item: AuthConfigItem, listing: Listing): string {
  const age = ageMs(item, listing);
  if (age === undefined) return "at a time that the API does not tell";
  const minutes = Math.max(0, Math.round(age / 60_000));
  if (minutes < 2) return "a moment ago";
  if (minutes < 120) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}
