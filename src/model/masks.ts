/**
 * What the API shows of the values that it hides. By its reference, own configs show `client_id` and `consumer_key` in clear
 * and the rest obfuscated; that this means the first four characters and `...` is our assumption. Managed ones show
 * `REDACTED`. No such value is ever written back, and none becomes state.
 */
import type { AuthConfigItem } from "../api/auth-config";
import { PUBLIC_CREDENTIALS } from "../public-credentials";
import type { Credential, MaskLesson, State } from "./inputs";
import { sameValue } from "./values";

/** Credentials that the API's reference promises in clear. */
const SHOWN_IN_CLEAR: ReadonlySet<string> = new Set(["client_id", "consumer_key"]);

/** Is it what the API shows in place of a value, as far as anyone knows? */
export const looksMasked = (live: unknown): boolean =>
  typeof live !== "string" || live === "REDACTED" || /^.{0,4}\.\.\.$/su.test(live) || /^[*•]/u.test(live);

/**
 * The declared credentials with the live values of the public ones. A missing key says something only where the API promises
 * to show the value; elsewhere it may never be shown, and taking that for a change would send it again at every `up`.
 */
export function liveCredentials(
  managed: Record<string, Credential>,
  live: Record<string, unknown> = {},
): Record<string, Credential> {
  const entries = Object.entries(managed).flatMap(([key, value]) => {
    if (!(key in live)) return SHOWN_IN_CLEAR.has(key) ? [] : [[key, value]];
    const isReadable = PUBLIC_CREDENTIALS.has(key) && !looksMasked(live[key]) && !sameValue(value, live[key]);
    return [[key, isReadable ? live[key] : value]];
  });
  return Object.fromEntries(entries);
}

/** Could a value with this mask be ours? Only a mask of the one form that we assume can say no. */
export function contradicts(mask: unknown, value: string): boolean {
  const shown = typeof mask === "string" ? /^(.{4})\.\.\.$/su.exec(mask)?.[1] : undefined;
  return shown !== undefined && mask !== value && shown !== value.slice(0, 4);
}

interface Masked {
  field: "credentials" | "sharedCredentials" | "proxyConfig";
  key: string;
  secret: Credential;
  mask: unknown;
}

/** The secrets of a state, with what the API shows in their place. */
function maskedSecrets(
  { credentials = {}, sharedCredentials = {}, proxyConfig }: State,
  item: AuthConfigItem,
): Masked[] {
  const of = (field: Masked["field"], secrets: Record<string, Credential>, masks: Record<string, unknown> = {}) =>
    Object.entries(secrets).map(([key, secret]) => ({ field, key, secret, mask: masks[key] }));
  const proxyAuthKey = proxyConfig?.proxyAuthKey;
  return [
    ...of("credentials", credentials, item.credentials).filter(({ key }) => !PUBLIC_CREDENTIALS.has(key)),
    ...of("sharedCredentials", sharedCredentials, item.shared_credentials),
    ...of("proxyConfig", proxyAuthKey ? { proxyAuthKey } : {}, { proxyAuthKey: item.proxy_config?.proxy_auth_key }),
  ];
}

/**
 * The state without the secrets whose masks can't be ours: the next `up` sees them missing and sends them again, once.
 * `knownValue` gives the value of a secret as far as it is known here.
 */
export function withoutDriftedSecrets(
  state: State,
  item: AuthConfigItem,
  knownValue: (secret: Credential) => string | undefined,
): State {
  const lessons: Record<string, MaskLesson> = { ...state.__masks };
  const drifted: Masked[] = [];
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

function without(drifted: readonly Masked[], state: State): State {
  if (drifted.length === 0) return state;
  const rest = structuredClone(state) as State & Record<Masked["field"], Record<string, unknown>>;
  for (const { field, key } of drifted) delete rest[field][key];
  return rest;
}

/** The lessons after the secrets that were missing have been sent. What is no longer declared has nothing to teach. */
export function afterSending(state: State, sent: State): State {
  const bags = sent as unknown as Record<string, Record<string, unknown> | undefined>;
  const lessons = Object.entries(state.__masks ?? {}).flatMap(([path, lesson]): [string, MaskLesson][] => {
    const [field = "", key = ""] = path.split(/\.(.*)/s);
    if (bags[field]?.[key] === undefined) return [];
    return [[path, lesson === "unlike" ? "resent" : lesson]];
  });
  return withLessons(sent, Object.fromEntries(lessons));
}

function withLessons(state: State, lessons: Record<string, MaskLesson>): State {
  const { __masks, ...rest } = state;
  return Object.keys(lessons).length > 0 ? { ...rest, __masks: lessons } : rest;
}
