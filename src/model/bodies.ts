/** Inputs on the wire: the body of a create, and of a PATCH that leads from one state to another. Pure. */
import type { CreateAuthConfigBody, UpdateAuthConfigBody } from "../api/auth-config";
import type { InputName } from "../input-names";
import type { Inputs, State } from "./inputs";
import { ROWS } from "./rows";
import { defined, isMap } from "./values";

export function createBody(inputs: Inputs): CreateAuthConfigBody {
  const parts = ROWS.map((row) => {
    const value = row.of(inputs);
    return value === undefined ? {} : row.toCreate?.(value, inputs);
  });
  const credentials = inputs.type === "use_custom_auth" ? { credentials: {} } : {};
  return {
    toolkit: { slug: inputs.toolkit },
    auth_config: merged([credentials, ...parts]) as CreateAuthConfigBody["auth_config"],
  };
}

/** The inputs as a create alone leaves them in the API. */
export function createdInputs(inputs: Inputs): Inputs {
  const carried = ROWS.flatMap((row) =>
    inputs[row.name] === undefined || !row.createCarries ? [] : [[row.name, row.createCarries(inputs[row.name])]],
  );
  return { ...inputs, ...Object.fromEntries(carried) };
}

/** Leads to the next inputs from whichever of the previous. Undefined if none of the inputs travels by the PATCH. */
export function patchBody(
  changed: readonly InputName[],
  next: Inputs,
  previous: ReadonlyArray<Partial<Inputs>>,
): UpdateAuthConfigBody | undefined {
  const rows = ROWS.filter(({ name }) => changed.includes(name));
  const parts = previous.flatMap((from) => rows.map((row) => row.toPatch?.(row.of(next), row.of(from), next)));
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

/** The values that the API may hold. An input that is left to do counts as not done, though it may stand in the state as if it were. */
export function possibleValues(state: State): Array<Partial<Inputs>> {
  const { __leftToDo: leftToDo = [], __possibleValues: possible = [] } = state;
  const done = ROWS.map(({ name }) => name).filter((name) => !leftToDo.includes(name));
  return [meantValues(state, done), state, ...possible];
}

/** The state after a PATCH whose end nobody knows: the API holds the old values or the new ones, whatever the program says next. */
export function unsureState(state: State, inputs: Inputs, changed: readonly InputName[]): State {
  const names = ROWS.filter(({ name, change }) => change === "updates" && changed.includes(name)).map(
    ({ name }) => name,
  );
  const both = [meantValues(state, names), meantValues(inputs, names)];
  const possible = [...(state.__possibleValues ?? []), ...both].map((values) => JSON.stringify(values));
  return { ...state, __leftToDo: names, __possibleValues: [...new Set(possible)].map((values) => JSON.parse(values)) };
}

/** Values under the names of their rows, wherever they stand in the inputs. */
const meantValues = (inputs: Inputs, names: readonly InputName[]): Partial<Inputs> =>
  defined(Object.fromEntries(ROWS.filter(({ name }) => names.includes(name)).map((row) => [row.name, row.of(inputs)])));
