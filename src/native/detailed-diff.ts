/** Which places of the inputs differ, for the preview: one changed secret is one place. Pure. */
import type { Difference } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import type { NamedRow } from "../model/rows";
import { ROWS } from "../model/rows";
import { SCOPE_KEYS } from "../model/scopes";
import { withTrusted } from "../model/trusted-secrets";
import { hasUnknown } from "../model/unknowns";
import { isMap } from "../model/values";

export interface Change {
  kind: "add" | "delete" | "update";
  isReplacing: boolean;
}

/** By property path, as the engine writes them. `found` is what the provider has found between the two. */
export function detailedDiff(
  previous: State,
  inputs: Inputs,
  { changed, replaces }: Difference,
): Record<string, Change> {
  const state = withTrusted(previous, inputs);
  // An input that an earlier run has left to do shows no difference, and is sent all the same.
  const names = new Set([...changed, ...(previous.__leftToDo ?? [])]);
  const changes = ROWS.filter(({ name }) => names.has(name)).flatMap((row) =>
    changesOf(row, state, inputs).map(([place, kind]): [string, Change] => [
      pathOf(place),
      { kind, isReplacing: replaces.includes(row.name) },
    ]),
  );
  return Object.fromEntries(changes);
}

function changesOf(row: NamedRow, state: State, inputs: Inputs): Array<[place: string[], kind: Change["kind"]]> {
  const [before, after] = [row.of(state), row.of(inputs)];
  const place = placeOf(row, inputs) ?? placeOf(row, state) ?? [row.name];
  if (!row.isSameKey || !isMap(before) || !isMap(after)) return [[place, kindOf(before, after)]];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => hasUnknown(after[key]) || !row.isSameKey?.(key, before[key], after[key]),
  );
  return keys.map((key) => [[...place, key], kindOf(before[key], after[key])]);
}

const kindOf = (before: unknown, after: unknown): Change["kind"] =>
  before === undefined ? "add" : after === undefined ? "delete" : "update";

/** Where a value stands: scopes may stand among the credentials, and shared fields under their old name. */
function placeOf({ name }: NamedRow, inputs: Partial<Inputs>): string[] | undefined {
  if (inputs[name] !== undefined) return [name];
  const old = ROWS.find(({ isOldNameOf }) => isOldNameOf === name)?.name;
  if (old !== undefined && inputs[old] !== undefined) return [old];
  const key = (SCOPE_KEYS as Record<string, string>)[name];
  return key !== undefined && inputs.credentials?.[key] !== undefined ? ["credentials", key] : undefined;
}

/** `credentials.client_id`, or `credentials["a.b"]`. */
const pathOf = ([root = "", ...keys]: readonly string[]): string =>
  keys.reduce((path, key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${quoted(key)}]`), root);

/** The engine knows one escape alone. */
const quoted = (key: string): string => `"${key.replaceAll('"', '\\"')}"`;
