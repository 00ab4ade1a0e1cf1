/** What a preview says of a create that will go on with something that exists. */
import type { Inputs } from "../model/inputs";
import { hasUnknown } from "../model/unknowns";
import { ADOPTION_WARNING } from "./adopt";
import { listingOfStack } from "./existing";
import type { Operation } from "./operation";
import { earlierAttempt, warnOfTakeover } from "./takeover";

/** Throws if the create would be refused for what exists. Asks at most one listing in a process, if there is a key. */
export async function foreseeCreate(operation: Operation, inputs: Inputs, urn: string | undefined): Promise<void> {
  if (inputs.adopt === true) return operation.voice.warn(ADOPTION_WARNING, urn);
  const { connection, toolkits, backend } = operation;
  const { __mark: mark, toolkit, type, authScheme } = inputs;
  if (!connection.hasKey || !toolkits.mayAsk() || hasUnknown([toolkit, type, authScheme])) return;
  if (mark === undefined || backend === undefined) return;
  // Without an answer there is nothing to foresee: the create asks again.
  if (!(await toolkits.glance(() => listingOfStack(operation, mark)))) return;
  const earlier = await earlierAttempt(operation, inputs);
  if (earlier) await warnOfTakeover(operation, earlier, urn);
}
