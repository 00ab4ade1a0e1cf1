/** Everything that follows from the one reading of the API's answer that each row has: see `Row.fromApi`. Pure. */
import type { AuthConfigItem } from "../api/auth-config";
import { isEnvironmentSecret } from "./environment-secrets";
import type { Inputs, State } from "./inputs";
import type { KnownValue } from "./mask-lessons";
import { withoutDriftedSecrets } from "./mask-lessons";
import { Mask, NOT_KNOWN } from "./row";
import type { NamedRow } from "./rows";
import { ROWS } from "./rows";
import { stateOf } from "./state";
import { FormLessons } from "./stored-forms";
import { isMap } from "./values";

/** The facts about an auth config that only the API knows. */
export const factsOf = (item: AuthConfigItem) => ({
  authScheme: item.auth_scheme,
  isComposioManaged: item.is_composio_managed,
  managedAppId: item.managed_app_id,
});

/** The state as the API has it now. Only managed inputs are read back: other values of the API's report are not drift. */
export function asItIs(state: State, item: AuthConfigItem, knownValue: KnownValue): State {
  const { __leftToDo: leftToDo = [] } = state;
  // The inputs that are left to do are still wanted: the API can't have them yet.
  const rows = ROWS.filter(({ name }) => state[name] !== undefined && !leftToDo.includes(name));
  const lessons = new FormLessons(state.__storedForms);
  const live = rows
    .filter(({ fromApi }) => fromApi)
    .map((row) => [row.name, liveValue(row, state[row.name], row.fromApi?.(item), { knownValue, lessons })]);
  const { __storedForms, ...read } = stateOf({ ...state, ...Object.fromEntries(live) }, factsOf(item));
  const taught = Object.keys(lessons.found).length > 0 ? { ...read, __storedForms: lessons.found } : read;
  return withoutDriftedSecrets(taught, item, knownValue);
}

interface Judges {
  knownValue: KnownValue;
  lessons: FormLessons;
}

/** The managed value stays in the user's form unless the API shows another one. */
function liveValue(row: NamedRow, managed: unknown, shown: unknown, { knownValue, lessons }: Judges): unknown {
  /** A value that cannot be sent again has no form that the API could hold it in. */
  const isHeld = (path: string, sent: unknown, live: unknown) =>
    row.change === "updates" && lessons.isHeld(path, sent, live);
  if (shown === NOT_KNOWN || shown instanceof Mask) return managed;
  if (!isMap(managed) || !isMap(shown)) {
    return row.isSame(managed, shown) || isHeld(row.name, managed, shown) ? managed : shown;
  }
  const entries = Object.entries(managed).flatMap(([key, value]) => {
    const live = key in shown ? shown[key] : NOT_KNOWN;
    if (live === NOT_KNOWN || live instanceof Mask) return [[key, value]];
    // A value that stands in the environment never enters the state: it goes missing if the API shows another one.
    const isSame = isEnvironmentSecret(value)
      ? [undefined, live].includes(knownValue(value))
      : row.isSameKey?.(key, value, live);
    if (isSame || isHeld(`${row.name}.${key}`, value, live)) return [[key, value]];
    return live === undefined || isEnvironmentSecret(value) ? [] : [[key, live]];
  });
  return Object.fromEntries(entries);
}

/** The inputs that lookups and lists show of an auth config, whoever made it. */
export function listedInputs(item: AuthConfigItem): Inputs {
  const entries = ROWS.filter(({ isListed }) => isListed).map((row) => [row.name, row.fromApi?.(item)]);
  return Object.fromEntries(entries.filter(([, shown]) => shown !== NOT_KNOWN)) as Inputs;
}

/** The values that an earlier program has left in an auth config and that no new one would have, secrets left out. */
export interface LeftOver {
  inputs: Partial<Inputs>;
  /** Inputs among them that hold more than can be read. */
  hidden: ReadonlyArray<NamedRow["name"]>;
}

/**
 * The inputs that an older program declared and this one does not. They are changes to send, if a new auth config lacks
 * them.
 */
export function leftOver(item: AuthConfigItem): LeftOver {
  const rows = ROWS.filter(({ fromApi, whenNew }) => fromApi && whenNew !== NOT_KNOWN)
    .map((row) => ({ row, shown: row.fromApi?.(item) }))
    .filter(({ row, shown }) => !isAsNew(row, shown));
  return {
    inputs: Object.fromEntries(rows.map(({ row, shown }) => [row.name, readable(shown)])),
    hidden: rows.filter(({ shown }) => isMap(shown) && Object.values(shown).some(isHidden)).map(({ row }) => row.name),
  };
}

function isAsNew(row: NamedRow, shown: unknown): boolean {
  const { whenNew } = row;
  if (shown === NOT_KNOWN) return true;
  if (!isMap(shown) || !isMap(whenNew)) return row.isSame(shown, whenNew);
  return Object.entries(shown).every(([key, live]) => live === NOT_KNOWN || row.isSameKey?.(key, live, whenNew[key]));
}

const isHidden = (leaf: unknown): boolean => leaf === NOT_KNOWN || leaf instanceof Mask;

/** A map without what is hidden in it; anything else as it is. */
const readable = (shown: unknown): unknown =>
  isMap(shown) ? Object.fromEntries(Object.entries(shown).filter(([, leaf]) => !isHidden(leaf))) : shown;
