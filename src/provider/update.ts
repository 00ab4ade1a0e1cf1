import { mayHaveArrived } from "../client/errors";
import type { InputName } from "../input-names";
import { patchBody, possibleValues, unsureState } from "../model/bodies";
import { difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import { nextState } from "../model/state";
import { withTrusted } from "../model/trusted-secrets";
import { HalfMadeError } from "./errors";
import { isGone, isNotFound } from "./gone";
import type { Run } from "./run";

/** Sends what changed, and what an earlier failure left to do: after that the engine shows no difference. */
export async function updateAuthConfig(run: Run, id: string, previous: State, inputs: Inputs): Promise<Applied> {
  const state = withTrusted(previous, inputs);
  const changed = [...new Set([...difference(state, inputs).changed, ...(state.__leftToDo ?? [])])];
  try {
    return await applyChanges(run, id, { changed, state, inputs });
  } catch (error) {
    if (!isGone(error, { run, id, state })) throw error;
    throw new Error(
      `${(error as Error).message} It was deleted outside of Pulumi: run \`pulumi refresh\`, then \`pulumi up\` makes it again.`,
    );
  }
}

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
  run: Run,
  id: string,
  { changed, state, inputs }: { changed: readonly InputName[]; state: State; inputs: Inputs },
): Promise<Applied> {
  run.sweep.forget(id);
  const { client, resolve } = run;
  const byStatusCall: readonly InputName[] = changed.filter((name) => name === "enabled");
  const byPatch = changed.filter((name) => !byStatusCall.includes(name));

  const body = patchBody(byPatch, inputs, possibleValues(state));
  if (body) {
    await client.updateAuthConfig(id, resolve(body)).catch((error: Error) => {
      throw isOpen(error) ? new HalfMadeError(id, unsureState(state, inputs, changed), error) : error;
    });
  }
  const patched = nextState({ ...inputs, enabled: state.enabled }, state);

  if (byStatusCall.length > 0) {
    await client.setAuthConfigStatus(id, inputs.enabled ? "ENABLED" : "DISABLED").catch((error: Error) => {
      if (!body && !isOpen(error)) throw error;
      throw new HalfMadeError(id, { ...patched, __leftToDo: [...byStatusCall] }, error);
    });
  }
  return { state: nextState(inputs, state), wasSent: body !== undefined || byStatusCall.length > 0 };
}

/** Nobody knows whether it was done. */
const isOpen = (error: Error): boolean => mayHaveArrived(error) && !isNotFound(error);
