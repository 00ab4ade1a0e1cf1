import { isNotFound, mayHaveArrived } from "../client/errors";
import type { InputName } from "../input-names";
import { patchBody, possibleValues, unsureState } from "../model/bodies";
import { difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import { nextState } from "../model/state";
import { withTrusted } from "../model/trusted-secrets";
import { HalfMadeError } from "./errors";
import { confirmGone } from "./gone";
import type { Operation } from "./operation";

/** Sends what changed, and what an earlier failure left to do: after that the engine shows no difference. */
export async function updateAuthConfig(
  operation: Applying & Pick<Operation, "owner">,
  id: string,
  previous: State,
  inputs: Inputs,
): Promise<Applied> {
  const state = withTrusted(previous, inputs);
  const changed = [...new Set([...difference(state, inputs).changed, ...(state.__leftToDo ?? [])])];
  try {
    return await applyChanges(operation, id, { changed, state, inputs });
  } catch (error) {
    if (!confirmGone(error, operation, { id, state })) throw error;
    throw new Error(
      `${(error as Error).message} It was deleted outside of Pulumi: run \`pulumi refresh\`, then \`pulumi up\` makes it again.`,
    );
  }
}

/** The parts of an operation that a change needs. */
export type Applying = Pick<Operation, "client" | "sweep" | "values">;

export interface Applied {
  state: State;
  /** False where the change was one of state alone: then the API has confirmed nothing. */
  wasSent: boolean;
}

/**
 * Brings an auth config to its inputs with no more calls than that takes, and gives its new state. A failure after the
 * first call leaves with what is done and what is left to do, since the engine will show no difference next time.
 */
export async function applyChanges(
  { client, sweep, values }: Applying,
  id: string,
  { changed, state, inputs }: { changed: readonly InputName[]; state: State; inputs: Inputs },
): Promise<Applied> {
  sweep.forget(id);
  const byStatusCall: readonly InputName[] = changed.filter((name) => name === "enabled");
  const byPatch = changed.filter((name) => !byStatusCall.includes(name));

  const body = patchBody(byPatch, inputs, possibleValues(state));
  if (body) {
    await client()
      .updateAuthConfig(id, values.fillIn(body))
      .catch((error: Error) => {
        throw isOpen(error) ? new HalfMadeError(id, unsureState(state, inputs, changed), error) : error;
      });
  }
  const patched = nextState({ ...inputs, enabled: state.enabled }, state);

  if (byStatusCall.length > 0) {
    const status = inputs.enabled ? "ENABLED" : "DISABLED";
    await client()
      .setAuthConfigStatus(id, status)
      .catch((error: Error) => {
        if (!body && !isOpen(error)) throw error;
        throw new HalfMadeError(id, { ...patched, __leftToDo: [...byStatusCall] }, error);
      });
  }
  return { state: nextState(inputs, state), wasSent: body !== undefined || byStatusCall.length > 0 };
}

/** Nobody knows whether it was done. */
const isOpen = (error: Error): boolean => mayHaveArrived(error) && !isNotFound(error);
