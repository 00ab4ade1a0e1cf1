/**
 * Secrets can't be read, only their masks. A mask that can't be ours is drift: the secret goes missing from the state, so the
 * next `up` sends it again. If the API then still shows such a mask, the mask has another form than we think.
 */
import type { AuthConfigItem } from "../api/auth-config";
import { isSecretKey } from "../input-names";
import type { Credential, MaskLesson, State } from "./inputs";
import { contradicts } from "./masks";
import { Mask } from "./row";
import { ROWS } from "./rows";
import { fieldAndKey, isMap } from "./values";

/** The value of a secret as far as it is known here; undefined if its variable no longer holds what was sent. */
export type KnownValue = (secret: Credential) => string | undefined;

interface MaskedSecret {
  field: string;
  key: string;
  secret: Credential;
  mask: unknown;
}

/** The secrets of a state, with what the API shows in their place. */
function maskedSecrets(state: State, item: AuthConfigItem): MaskedSecret[] {
  return ROWS.flatMap((row) => {
    const [held, shown] = [state[row.name], row.fromApi?.(item)];
    if (!isMap(held) || !isMap(shown)) return [];
    return Object.entries(held)
      .filter(([key]) => isSecretKey(row.name, key))
      .flatMap(([key, secret]) => {
        const mask = shown[key];
        return mask instanceof Mask ? [{ field: row.name, key, secret: secret as Credential, mask: mask.shown }] : [];
      });
  });
}

/** The state without the secrets whose masks can't be ours. */
export function withoutDriftedSecrets(state: State, item: AuthConfigItem, knownValue: KnownValue): State {
  const lessons: Record<string, MaskLesson> = { ...state.__maskLessons };
  const drifted: MaskedSecret[] = [];
  for (const masked of maskedSecrets(state, item)) {
    const path = `${masked.field}.${masked.key}`;
    const value = knownValue(masked.secret);
    if (value === undefined || lessons[path] === "opaque") continue;
    if (!contradicts(masked.mask, value)) {
      if (lessons[path] === "resent") delete lessons[path];
      continue;
    }
    // A second contradiction, after our own accepted write: the mask has another form than we think.
    lessons[path] = lessons[path] === "resent" ? "opaque" : "unlike";
    if (lessons[path] === "unlike") drifted.push(masked);
  }
  return withLessons(without(drifted, state), lessons);
}

function without(drifted: readonly MaskedSecret[], state: State): State {
  const bags = { ...state } as State & Record<string, Record<string, unknown>>;
  for (const { field, key } of drifted) {
    const { [key]: _drifted, ...others } = bags[field] as Record<string, unknown>;
    Object.assign(bags, { [field]: others });
  }
  return bags;
}

/** The lessons after the secrets that were missing have been sent. What is no longer declared has nothing to teach. */
export function afterSending(state: State, sent: State): State {
  const bags = sent as unknown as Record<string, Record<string, unknown> | undefined>;
  const lessons = Object.entries(state.__maskLessons ?? {}).flatMap(([path, lesson]): [string, MaskLesson][] => {
    const [field, key] = fieldAndKey(path);
    if (bags[field]?.[key] === undefined) return [];
    return [[path, lesson === "unlike" ? "resent" : lesson]];
  });
  return withLessons(sent, Object.fromEntries(lessons));
}

function withLessons(state: State, lessons: Record<string, MaskLesson>): State {
  const { __maskLessons, ...rest } = state;
  return Object.keys(lessons).length > 0 ? { ...rest, __maskLessons: lessons } : rest;
}
