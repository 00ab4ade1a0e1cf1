/** The inputs of an existing auth config that somebody chose, as opposed to those that its toolkit or the API gives by itself. Pure. */
import type { AuthConfigItem } from "../api/auth-config";
import type { Toolkit } from "../api/toolkit";
import { isSecretKey } from "../input-names";
import { defaultApp } from "./managed-apps";
import type { Around } from "./row";
import { Mask, NOT_KNOWN } from "./row";
import type { NamedRow } from "./rows";
import { ROWS } from "./rows";
import { isMap } from "./values";

export interface ChosenInputs {
  /** As a program declares them; nothing secret is among them. */
  inputs: { toolkit: string; name: string; [input: string]: unknown };
  /** The paths of values that somebody chose but nobody can read: `["credentials", "client_secret"]`. */
  secrets: SecretPath[];
  /** Names of what can't be told: it is not declared, and stays as it is. */
  unreadable: string[];
}

export type SecretPath = readonly [input: string, key: string];

/** Without a description of the toolkit its defaults count as chosen. */
export function chosenInputs(item: AuthConfigItem, toolkit: Toolkit | undefined): ChosenInputs {
  const scheme = toolkit?.auth_config_details?.find(({ mode }) => mode === item.auth_scheme);
  const around: Around = { item, scheme, defaultApp: toolkit && defaultApp(toolkit) };
  const isManaged = item.type === "default";
  const inputs: Record<string, unknown> = {};
  const secrets: SecretPath[] = [];
  const unreadable: string[] = [];
  for (const row of ROWS.filter(isDeclarable(isManaged))) {
    const shown = row.fromApi?.(item);
    if (shown === undefined || shown === NOT_KNOWN) continue;
    if (shown instanceof Mask) {
      // Managed scopes are masked if nobody has set them.
      if (!isManaged) unreadable.push(row.name);
    } else if (!isMap(shown)) {
      if (!isByItself(row, shown, around)) inputs[row.name] = shown;
    } else {
      const chosen = chosenKeys(row, shown, around);
      if (Object.keys(chosen.readable).length > 0) inputs[row.name] = chosen.readable;
      secrets.push(...chosen.secrets.map((key): SecretPath => [row.name, key]));
      unreadable.push(...chosen.unreadable);
    }
  }
  return { inputs: inputs as ChosenInputs["inputs"], secrets, unreadable };
}

/** Old names are for old programs. */
const isDeclarable =
  (isManaged: boolean) =>
  ({ fromApi, isCustomOnly, isManagedOnly, isOldNameOf }: NamedRow): boolean =>
    fromApi !== undefined && !(isManaged ? isCustomOnly : isManagedOnly) && !isOldNameOf;

const isByItself = (row: NamedRow, value: unknown, around: Around): boolean =>
  row.isByItself?.(value, around) ?? (row.whenNew !== NOT_KNOWN && row.isSame(value, row.whenNew));

function chosenKeys(row: NamedRow, shown: Record<string, unknown>, around: Around) {
  const readable: Record<string, unknown> = {};
  const secrets: string[] = [];
  const unreadable: string[] = [];
  for (const [key, leaf] of Object.entries(shown)) {
    const value = leaf instanceof Mask ? leaf.shown : leaf;
    if (value === undefined || value === NOT_KNOWN || isKeyByItself(row, key, value, around)) continue;
    if (isSecretKey(row.name, key)) secrets.push(key);
    else if (leaf instanceof Mask) unreadable.push(key);
    else readable[key] = value;
  }
  return { readable, secrets, unreadable };
}

function isKeyByItself(row: NamedRow, key: string, value: unknown, around: Around): boolean {
  if (row.isKeyByItself) return row.isKeyByItself(key, value, around);
  return isMap(row.whenNew) && row.isSameKey?.(key, value, row.whenNew[key]) === true;
}
