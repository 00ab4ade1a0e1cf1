/**
 * A create whose answer was lost. The API has no idempotency key, so a second POST could make a second auth config: we look
 * for the first one, give a slow server time to show it, and only then ask again.
 */
import type { AuthConfigItem } from "../api/auth-config";
import { mayHaveArrived } from "../client/errors";
import { createBody, createdInputs } from "../model/bodies";
import type { Inputs } from "../model/inputs";
import { agreesWith } from "../model/reading";
import { withoutScopes } from "../model/scopes";
import type { Facts } from "../model/state";
import { existingLike, idsOf, isLike } from "./existing";
import type { Operation } from "./operation";

export interface Made {
  id: string;
  facts: Facts;
}

type Making = Pick<Operation, "client" | "engine" | "values" | "ledger" | "voice" | "clock" | "turns">;

/** When we look, after the first look at once: 10 s in all, since a server may commit after it failed to answer. */
const LOOKS_AFTER_MS = [0, 1_000, 2_000, 3_000, 4_000];

/** How often a create is sent in all. */
const MAX_SENDS = 3;

/** By the server's own clock, whose `Date` is cut to seconds, and answers take their time. */
const TOLERANCE_MS = 5_000;

/**
 * Makes one auth config, whatever answer is lost on the way. Two that are declared alike can't be told apart, so they are made
 * one after the other: the lost one of the first is not to be what the second has made.
 */
export function makeOnce(operation: Making, inputs: Inputs): Promise<Made> {
  const { toolkit, type, authScheme, name } = inputs;
  return operation.turns.take([toolkit, type, authScheme, name].join("\n"), () => make(operation, inputs));
}

async function make(operation: Making, inputs: Inputs): Promise<Made> {
  const { client, engine, values, ledger, clock } = operation;
  const body = values.fillIn(createBody(inputs));
  // Of the first send: what came of it may show only after the last.
  const beganAt = clock.now();
  for (let sends = 1; ; sends += 1) {
    try {
      const { auth_config: created } = await client().createAuthConfig(body);
      ledger.claim(created.id);
      return {
        id: created.id,
        facts: { authScheme: created.auth_scheme, isComposioManaged: created.is_composio_managed },
      };
    } catch (error) {
      if (!mayHaveArrived(error)) throw error;
      const found = await lookForLost(operation, inputs, beganAt, error as Error);
      if (found) return found;
      if (sends === MAX_SENDS) throw new Error(openMessage((error as Error).message, inputs));
    }
    await engine.confirm();
  }
}

async function lookForLost(
  operation: Making,
  inputs: Inputs,
  beganAt: number,
  error: Error,
): Promise<Made | undefined> {
  const { client, values, ledger, voice, clock } = operation;
  voice.log(`Composio: ${error.message} Looking whether it was made all the same`);
  const sent = values.fillIn(inputs);
  const { toolkit, name } = inputs;
  for (const waitMs of LOOKS_AFTER_MS) {
    await clock.sleep(waitMs);
    const query = { toolkit_slug: toolkit, search: name };
    const items = await existingLike(operation, inputs, query).catch((failure: Error) => {
      throw new Error(openMessage(`${error.message} ${failure.message}`, inputs));
    });
    const since = (client().serverTime(beganAt) ?? beganAt) - TOLERANCE_MS;
    const [found, ...others] = items.filter((item) => isTheLostOne(item, sent, since) && !ledger.isClaimed(item.id));
    if (found && others.length > 0) throw new Error(severalMessage(error, [found, ...others]));
    if (!found) continue;
    // After a --replace it may be the old one itself, which the engine then wants deleted.
    ledger.takeOver(found.id);
    return { id: found.id, facts: { authScheme: found.auth_scheme, isComposioManaged: found.is_composio_managed } };
  }
  return undefined;
}

/** Was it made by the create that these inputs led to, since that moment of the server's clock? */
export function isTheLostOne(item: AuthConfigItem, inputs: Inputs, since: number): boolean {
  const createdAt = Date.parse(item.created_at ?? "");
  return isLike(item, inputs) && createdAt >= since && item.no_of_connections === 0 && readsAsSent(item, inputs);
}

/** Everything that can be read back is what was sent. By the reference, tools that are given at create change the scopes. */
function readsAsSent(item: AuthConfigItem, inputs: Inputs): boolean {
  const sent = createdInputs(inputs);
  if (sent.toolAccessConfig?.toolsForConnectedAccountCreation === undefined) return agreesWith(item, sent);
  const { scopes, userScopes, ...others } = sent;
  return agreesWith(item, { ...others, ...(sent.credentials && { credentials: withoutScopes(sent.credentials) }) });
}

/** Where nobody can tell whether it was made: an auto-name tells the next run, a name of the user's own tells nobody. */
const openMessage = (whatFailed: string, { toolkit, __autoNameMark }: Inputs): string =>
  `${whatFailed} It may have been made all the same: ${
    __autoNameMark === undefined
      ? `look with \`npx pulumi-composio list --toolkit ${toolkit}\`, and bring it in with \`npx pulumi-composio import\` before the next \`pulumi up\`, which would make a second one.`
      : "run `pulumi up` again, which looks for it by its name."
  }`;

const severalMessage = (error: Error, items: readonly AuthConfigItem[]): string =>
  `${error.message} Since then ${items.length} auth configs like it have appeared: ${idsOf(items)}. ` +
  "Delete those that nobody uses, and run `pulumi up` again; one that is to stay can be brought in with `npx pulumi-composio import`.";
