/**
 * A create whose answer may be lost. The API has no idempotency key, so a second POST could make a second auth config: the
 * provider looks for the first one, gives a slow server time to show it, and only then asks again. It is recognized by its
 * name alone, which no other create has: neither a clock nor a likeness decides anything.
 */
import { randomBytes } from "node:crypto";
import type { AuthConfigItem } from "../api/auth-config";
import { ApiError, mayHaveArrived } from "../client/errors";
import { createBody } from "../model/bodies";
import type { Inputs } from "../model/inputs";
import { temporaryName } from "../model/marks";
import type { Facts } from "../model/state";
import { idsOf, listingOfStack, markedNow } from "./existing";
import type { Operation } from "./operation";
import { serverNow } from "./patience";

export interface Made {
  id: string;
  facts: Facts;
  /** It has a temporary name: its own is left to do. */
  isUnnamed: boolean;
  /** In milliseconds since 1970 by the server's clock. */
  madeAt: number;
}

type Making = Pick<
  Operation,
  | "client"
  | "engine"
  | "values"
  | "ledger"
  | "memo"
  | "voice"
  | "clock"
  | "backend"
  | "environment"
  | "sharedFieldNames"
>;

/** When the provider looks, after the first look at once: 10 s in all, since a server may commit after it failed to answer. */
const LOOKS_AFTER_MS = [0, 1_000, 2_000, 3_000, 4_000];

const LAST_LOOK_AFTER_MS = LOOKS_AFTER_MS.at(-1);

/** How often a create is sent in all. */
const MAX_SENDS = 3;

/** A create as it is sent, and the facts that tell it from every other create. */
interface Attempt {
  inputs: Inputs;
  mark: string;
  sentName: string;
  /** Ids of the stack that were there before it was first sent. */
  before: ReadonlySet<string>;
}

/** Makes one auth config, even if answers are lost on the way. */
export async function makeOnce(operation: Making, inputs: Inputs): Promise<Made> {
  const { client, engine, values, ledger } = operation;
  const attempt = await beginAttempt(operation, inputs);
  const isUnnamed = attempt.sentName !== inputs.name;
  const { auth_config: wanted, ...whole } = createBody({ ...inputs, name: attempt.sentName });
  const body = values.fillIn({ ...whole, ...(wanted && { auth_config: operation.sharedFieldNames.named(wanted) }) });
  for (let sends = 1; ; sends += 1) {
    try {
      const { auth_config: created } = await client().createAuthConfig(body);
      ledger.claim(created.id);
      const facts = { authScheme: created.auth_scheme, isComposioManaged: created.is_composio_managed };
      return { id: created.id, facts, isUnnamed, madeAt: serverNow(operation) };
    } catch (error) {
      if (!mayHaveArrived(error)) throw explained(error, inputs);
      const found = await lookForLost(operation, attempt, error as Error);
      if (found) {
        const facts = { authScheme: found.auth_scheme, isComposioManaged: found.is_composio_managed };
        return { id: found.id, facts, isUnnamed, madeAt: serverNow(operation) };
      }
      if (sends === MAX_SENDS) throw new Error(openMessage(operation, (error as Error).message, inputs));
    }
    await engine.confirm();
  }
}

/** A managed create has no fields, so a refusal that asks for one is about the app. Seen of shopify and clockify. */
function explained(error: unknown, { type, toolkit }: Inputs): unknown {
  const isAboutApp =
    type === "use_composio_managed_auth" &&
    error instanceof ApiError &&
    error.status === 400 &&
    /missing required field/i.test(error.message);
  if (!isAboutApp) return error;
  return new Error(
    `${error.message} With managed auth this means that Composio has withdrawn its own app for ${toolkit}, though its catalogue still lists it. ` +
      `Give authScheme, and in credentials an app of your own: \`npx pulumi-composio fields ${toolkit}\` lists what that takes.`,
    { cause: error },
  );
}

/** An auto-name is the same in every run, so what has it already is not what this create makes. */
async function beginAttempt(operation: Making, inputs: Inputs): Promise<Attempt> {
  const { __mark: mark = randomBytes(8).toString("hex"), __isAutoNamed: isAutoNamed, name } = inputs;
  if (!isAutoNamed) {
    const sentName = temporaryName(name, mark, randomBytes(4).toString("hex"));
    return { inputs, mark, sentName, before: new Set() };
  }
  // Without a backend the mark is one of this process, so nothing can carry it yet.
  const earlier = operation.backend === undefined ? undefined : await listingOfStack(operation, mark);
  const before = new Set(earlier?.items.map(({ id }) => id));
  return { inputs, mark, sentName: name, before };
}

async function lookForLost(operation: Making, attempt: Attempt, error: Error): Promise<AuthConfigItem | undefined> {
  const { ledger, voice, clock } = operation;
  const { inputs, mark, sentName, before } = attempt;
  voice.log(`Composio: ${error.message} Looking whether it was made all the same`);
  for (const waitMs of LOOKS_AFTER_MS) {
    await clock.sleep(waitMs);
    const lookBy = (search: string) =>
      markedNow(operation, inputs, { mark, search }).catch((failure: Error) => {
        throw new Error(openMessage(operation, `${error.message} ${failure.message}`, inputs));
      });
    let marked = await lookBy(mark);
    const isIt = ({ id, name }: AuthConfigItem) => name === sentName && !before.has(id) && !ledger.isClaimed(id);
    // The mark stands at the end of the name. A search that looks at the beginning alone finds the name itself.
    if (waitMs === LAST_LOOK_AFTER_MS && !marked.some(isIt)) marked = await lookBy(sentName);
    const [found, ...others] = marked.filter(isIt);
    if (found && others.length > 0) throw new Error(severalMessage(error, [found, ...others]));
    if (!found) continue;
    // After a --replace the engine may want the same id deleted.
    ledger.takeOver(found.id, inputs);
    await warnOfOthers(
      voice,
      marked.filter((item) => !isIt(item) && !ledger.isClaimed(item.id)),
    );
    return found;
  }
  return undefined;
}

async function warnOfOthers(voice: Making["voice"], others: readonly AuthConfigItem[]): Promise<void> {
  if (others.length === 0) return;
  await voice.warnOnce(
    `others ${idsOf(others)}`,
    `Earlier runs of this stack have left others for the same resource: ${idsOf(others)}. Delete those that nobody uses.`,
  );
}

/** The auth config may have been made or not. The next run finds out by the mark, if its mark is the same. */
function openMessage({ backend }: Making, whatFailed: string, { toolkit }: Inputs): string {
  const advice =
    backend === undefined
      ? `look with \`npx pulumi-composio list --toolkit ${toolkit}\`, and delete it before the next \`pulumi up\`, which would make a second one.`
      : "run `pulumi up` again, which looks for it by its mark.";
  return `${whatFailed} It may have been made all the same: ${advice}`;
}

const severalMessage = (error: Error, items: readonly AuthConfigItem[]): string =>
  `${error.message} It was made ${items.length} times all the same: ${idsOf(items)}. Delete all but one, and run \`pulumi up\` again.`;
