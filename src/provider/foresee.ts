/** What a preview says of a create that will go on with something that exists. */
import { ApiError, TransportError } from "../client/errors";
import type { Inputs } from "../model/inputs";
import { hasUnknown } from "../model/unknowns";
import { warnOfAdoption } from "./adopt";
import type { Operation } from "./operation";
import { earlierAttempt, warnOfTakeover } from "./takeover";

interface Place {
  urn: string | undefined;
  /** The resource asks for no more than a look at its form. */
  isLocal: boolean;
}

/** Throws if the create would be refused for what exists. Asks at most one listing in a process, if there is a key. */
export async function foreseeCreate(operation: Operation, inputs: Inputs, { urn, isLocal }: Place): Promise<void> {
  if (inputs.adopt === true) return warnOfAdoption(operation, inputs, urn);
  const { connection, toolkits, ledger } = operation;
  if (isLocal || !connection.hasKey || !toolkits.mayAsk()) return;
  if (hasUnknown([inputs.toolkit, inputs.type, inputs.authScheme])) return;
  try {
    const earlier = await earlierAttempt(operation, inputs);
    if (!earlier) return;
    ledger.foresee(earlier.item.id, inputs);
    await warnOfTakeover(operation, earlier, urn);
  } catch (error) {
    // Without an answer there is nothing to foresee: the create asks again.
    if (!(error instanceof ApiError || error instanceof TransportError)) throw error;
  }
}
