/** What inputs become on the wire: the body of a create, and the calls that lead from one state to another. */
import type { CreateAuthConfigBody, UpdateAuthConfigBody } from "../api/auth-config";
import { mayHaveArrived } from "../client/errors";
import type { InputName, Inputs, State } from "../model/inputs";
import { FIELDS, ROWS } from "../model/rows";
import { nextState } from "../model/state";
import { defined } from "../model/values";
import { HalfMadeError } from "./errors";
import { isNotFound } from "./gone";
import type { Run } from "./run";

export function createBody(inputs: Inputs): CreateAuthConfigBody {
  const parts = ROWS.map(({ name, field }) =>
    inputs[name] === undefined ? {} : field.inCreate?.(inputs[name] as never, inputs),
  );
  const credentials = inputs.type === "use_custom_auth" ? { credentials: {} } : {};
  return {
    toolkit: { slug: inputs.toolkit },
    auth_config: merged([credentials, ...parts]) as CreateAuthConfigBody["auth_config"],
  };
}

/** The inputs as a create alone leaves them in the API. */
export function createdInputs(inputs: Inputs): Inputs {
  const carried = ROWS.flatMap(({ name, field }) =>
    inputs[name] === undefined || !field.createCarries ? [] : [[name, field.createCarries(inputs[name] as never)]],
  );
  return { ...inputs, ...Object.fromEntries(carried) };
}

/** Leads to the next inputs from whichever of the previous. Undefined where none of the inputs travels by the PATCH. */
export function patchBody(
  changed: readonly InputName[],
  next: Inputs,
  previous: ReadonlyArray<Partial<Inputs>>,
): UpdateAuthConfigBody | undefined {
  const rows = ROWS.filter(({ name }) => changed.includes(name));
  const parts = previous.flatMap((from) =>
    rows.map(({ name, field }) => field.inPatch?.(next[name] as never, from[name] as never, next)),
  );
  const body = merged(parts);
  if (Object.keys(body).length === 0) return undefined;
  return { type: next.type === "use_custom_auth" ? "custom" : "default", ...body };
}

/** One level deep: two rows may each give a part of `credentials`. */
function merged(parts: ReadonlyArray<object | undefined>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [key, value] of parts.flatMap((part) => Object.entries(part ?? {}))) {
    const sofar = whole[key];
    whole[key] = isMap(sofar) && isMap(value) ? { ...sofar, ...value } : value;
  }
  return whole;
}

const isMap = (value: unknown): value is object => value !== null && typeof value === "object" && !Array.isArray(value);

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

  const body = patchBody(byPatch, inputs, possible(state));
  if (body) {
    await client.updateAuthConfig(id, resolve(body)).catch((error: Error) => {
      throw isOpen(error) ? new HalfMadeError(id, unsure(state, inputs, changed), error) : error;
    });
  }
  const patched = nextState({ ...inputs, enabled: state.enabled }, state);

  if (byStatusCall.length > 0) {
    await client.setAuthConfigStatus(id, inputs.enabled ? "ENABLED" : "DISABLED").catch((error: Error) => {
      if (!body && !isOpen(error)) throw error;
      throw new HalfMadeError(id, { ...patched, __todo: [...byStatusCall] }, error);
    });
  }
  return { state: nextState(inputs, state), wasSent: body !== undefined || byStatusCall.length > 0 };
}

/** Nobody knows whether it was done. */
const isOpen = (error: Error): boolean => mayHaveArrived(error) && !isNotFound(error);

/** What the API may hold. Of what was left to do nothing counts as done, though it may stand in the state as if it were. */
function possible(state: State): Array<Partial<Inputs>> {
  const { __todo: todo = [], __maybe: maybe = [] } = state;
  const done = Object.entries(state).filter(([name]) => !todo.includes(name as InputName));
  return [Object.fromEntries(done), state, ...maybe];
}

/** After a PATCH whose end nobody knows the API holds the old values or the new ones, whatever the program says next time. */
function unsure(state: State, inputs: Inputs, changed: readonly InputName[]): State {
  const names = changed.filter((name) => FIELDS[name].change === "updates");
  const valuesOf = (bag: Inputs): Partial<Inputs> =>
    defined(Object.fromEntries(names.map((name) => [name, bag[name]])));
  const maybe = [...(state.__maybe ?? []), valuesOf(state), valuesOf(inputs)].map((values) => JSON.stringify(values));
  return { ...state, __todo: names, __maybe: [...new Set(maybe)].map((values) => JSON.parse(values)) };
}
