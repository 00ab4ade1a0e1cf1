import { isNotFound, mayHaveArrived } from "../client/errors";
import type { InputName } from "../input-names";
import { patchBody, possibleValues, unsureState } from "../model/bodies";
import { difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import { nextState } from "../model/state";
import { hasOpenForm, withFormsHeld } from "../model/stored-forms";
import { withTrusted } from "../model/trusted-secrets";
import { HalfMadeError } from "./errors";
import { confirmGone } from "./gone";
import type { Operation } from "./operation";
import { CREATE_WAITS_MS, LATER_WAITS_MS, whileNew } from "./patience";
import { settleSharedFields } from "./shared-fields";

/** The parts of an operation that a change needs. */
export type Applying = Pick<
  Operation,
  "client" | "clock" | "engine" | "owner" | "sweep" | "values" | "voice" | "sharedFieldNames"
>;

/** Sends what changed, and what an earlier failure left to do: after that the engine shows no difference. */
export async function updateAuthConfig(
  operation: Applying,
  id: string,
  previous: State,
  inputs: Inputs,
): Promise<Applied> {
  const state = withTrusted(previous, inputs);
  const changed = [...new Set([...difference(state, inputs).changed, ...(state.__leftToDo ?? [])])];
  try {
    const applied = await applyChanges(operation, id, { changed, state, inputs });
    return applied.wasSent ? { ...applied, state: await withFormsLearnt(operation, id, applied.state) } : applied;
  } catch (error) {
    if (!confirmGone(error, operation, { id, state })) throw error;
    throw new Error(
      `${(error as Error).message} It was deleted outside of Pulumi: run \`pulumi refresh\`, then \`pulumi up\` makes it again.`,
    );
  }
}

/** A value that was sent again since the API showed another: what it shows right after is how it holds it. */
async function withFormsLearnt({ client }: Pick<Operation, "client">, id: string, state: State): Promise<State> {
  if (!hasOpenForm(state)) return state;
  try {
    return withFormsHeld(state, await client().getAuthConfig(id));
  } catch {
    // The write is done. Without an answer the next difference is one more to look at.
    return state;
  }
}

export interface Applied {
  state: State;
  /** False if the change was one of state alone: then the API has confirmed nothing. */
  wasSent: boolean;
}

interface Change {
  changed: readonly InputName[];
  state: State;
  inputs: Inputs;
  /** Is the change a part of the create? */
  isNew?: boolean;
}

/**
 * Brings an auth config to its inputs with no more calls than that takes, and gives its new state. A failure after the
 * first call leaves with what is done and what is left to do, since the engine will show no difference next time.
 */
export async function applyChanges(operation: Applying, id: string, change: Change): Promise<Applied> {
  const { state, inputs, changed, isNew } = change;
  operation.sweep.forget(id);
  const calls = callsOf(operation, id, change);
  let done = state;
  for (const [index, call] of calls.entries()) {
    const left = calls.slice(index).flatMap(({ names }) => names);
    try {
      await call.send();
    } catch (thrown) {
      const error = thrown as Error;
      if (isOpen(error) && call.isPatch) throw new HalfMadeError(id, unsure(done, inputs, call.names, left), error);
      if (index > 0 || isOpen(error)) throw new HalfMadeError(id, { ...done, __leftToDo: left }, error);
      throw error;
    }
    done = call.isPatch
      ? nextState({ ...inputs, enabled: done.enabled }, done)
      : { ...done, enabled: inputs.enabled, status: statusOf(inputs) };
  }
  const reached = nextState(inputs, state);
  await settleSharedFields(operation, id, { state: reached, inputs, changed: isNew ? sharedToo(changed) : changed });
  return { state: reached, wasSent: calls.length > 0 };
}

/** A create carries the shared fields in its own request. */
const sharedToo = (changed: readonly InputName[]): InputName[] => [...changed, "sharedConnectionFields"];

interface Call {
  names: InputName[];
  isPatch: boolean;
  send: () => Promise<unknown>;
}

/** The calls in their order. The name of one that is unnamed comes last: with it the create is complete. */
function callsOf(operation: Applying, id: string, { changed, state, inputs, isNew }: Change): Call[] {
  const { client, values } = operation;
  const byPatch = changed.filter((name) => name !== "enabled");
  const body = patchBody(byPatch, inputs, possibleValues(state));
  const isNamedLast = (isNew || state.__leftToDo?.includes("name")) && byPatch.includes("name");
  const waitsMs = isNew ? CREATE_WAITS_MS : LATER_WAITS_MS;
  const patiently = (act: () => Promise<void>) => whileNew(operation, state, act, { waitsMs });
  const patch: Call[] = body
    ? [
        {
          names: byPatch,
          isPatch: true,
          send: () =>
            patiently(async () => {
              // The provider's process outlives a killed CLI: without its mark nobody would find the auth config again.
              if (isNamedLast) await operation.engine.confirm();
              await client().updateAuthConfig(id, values.fillIn(operation.sharedFieldNames.named(body)));
            }),
        },
      ]
    : [];
  const status: Call[] = changed.includes("enabled")
    ? [
        {
          names: ["enabled"],
          isPatch: false,
          send: () => patiently(() => client().setAuthConfigStatus(id, statusOf(inputs))),
        },
      ]
    : [];
  return isNamedLast ? [...status, ...patch] : [...patch, ...status];
}

const statusOf = ({ enabled }: Inputs) => (enabled ? "ENABLED" : "DISABLED");

/** Does the error leave open whether the request was done? */
const isOpen = (error: Error): boolean => mayHaveArrived(error) && !isNotFound(error);

/** The values that the API may hold after a PATCH whose end nobody knows, and the inputs that are left to do beside it. */
function unsure(state: State, inputs: Inputs, names: readonly InputName[], left: readonly InputName[]): State {
  const open = unsureState(state, inputs, names);
  return { ...open, __leftToDo: [...new Set([...(open.__leftToDo ?? []), ...left])] };
}
