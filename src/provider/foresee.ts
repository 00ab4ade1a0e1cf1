/** What a preview says of a create that will go on with something that exists, or leave it behind. */
import { ApiError, TransportError } from "../client/errors";
import type { Inputs } from "../model/inputs";
import { hasUnknown } from "../model/unknowns";
import { ADOPTION_WARNING } from "./adopt";
import type { Operation } from "./operation";
import { warnOfRename } from "./rename";
import { earlierAttempt, warnOfTakeover } from "./takeover";

/** Throws if the create would be refused for what exists. Asks at most one listing in a process, if there is a key. */
export async function foreseeCreate(operation: Operation, inputs: Inputs, urn: string | undefined): Promise<void> {
  if (inputs.adopt === true) return operation.voice.warn(ADOPTION_WARNING, urn);
  const { connection, toolkits } = operation;
  if (!connection.hasKey || !(await toolkits.mayAsk()) || hasUnknown([inputs.toolkit, inputs.type, inputs.authScheme]))
    return;
  try {
    const earlier = await earlierAttempt(operation, inputs);
    if (earlier) await warnOfTakeover(operation, earlier, urn);
    else await warnOfRename(operation, inputs, urn);
  } catch (error) {
    // Without an answer there is nothing to foresee: the create asks again.
    if (!(error instanceof ApiError || error instanceof TransportError)) throw error;
  }
}
