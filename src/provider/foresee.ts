/** A preview's warnings about a create that will go on with an existing auth config, or leave one behind. */
import { ApiError, TransportError, UnreadableAnswerError } from "../client/errors";
import type { Inputs } from "../model/inputs";
import { hasUnknown } from "../model/unknowns";
import { warnOfAdoption } from "./adopt";
import { listingOfStack } from "./existing";
import type { Operation } from "./operation";
import { warnOfRename } from "./rename";
import { earlierAttempt, warnOfTakeover } from "./takeover";

interface Place {
  urn: string | undefined;
  /** The logical names of the program's auth configs for the same toolkit. */
  alike?: readonly string[] | undefined;
  /** The resource asks for no more than a look at its form. */
  isLocal: boolean;
}

/** Why the create would be refused, for what exists; undefined if it would not. Asks at most one listing in a process. */
export async function foreseeCreate(
  operation: Operation,
  inputs: Inputs,
  { urn, alike, isLocal }: Place,
): Promise<string | undefined> {
  const { connection, toolkits, ledger, backend } = operation;
  const { __mark: mark, toolkit, type, authScheme } = inputs;
  if (inputs.adopt === true) {
    await warnOfAdoption(operation, inputs, urn);
    return undefined;
  }
  if (isLocal || !connection.hasKey || !(await toolkits.mayAsk()) || hasUnknown([toolkit, type, authScheme]))
    return undefined;
  // Without an answer there is nothing to foresee: the create asks again.
  const isAsked = mark !== undefined && backend !== undefined;
  if (isAsked && !(await toolkits.glance(() => listingOfStack(operation, mark)))) return undefined;
  try {
    const earlier = await earlierAttempt(operation, inputs);
    if (!earlier) {
      await warnOfRename(operation, inputs, { urn, alike });
      return undefined;
    }
    ledger.foresee(earlier.item.id, inputs);
    await warnOfTakeover(operation, earlier, urn);
    return undefined;
  } catch (error) {
    const isOfApi = [ApiError, TransportError, UnreadableAnswerError].some((kind) => error instanceof kind);
    if (isOfApi) return undefined;
    return (error as Error).message;
  }
}
