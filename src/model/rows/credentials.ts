/** Credentials: what the scheme needs of its owner. The scopes that may stand among them have rows of their own. */
import * as z from "zod";
import type { AuthConfigItem } from "../../api/auth-config";
import type { AuthConfigDetail } from "../../api/toolkit";
import { isComposioRedirect } from "../../callback-url";
import { isSecretKey } from "../../input-names";
import type { Credential } from "../inputs";
import { looksMasked } from "../masks";
import type { InputRow, Shown } from "../row";
import { Mask, NOT_KNOWN } from "../row";
import { isScopeKey, withoutScopes } from "../scopes";
import { credential, MAP_MESSAGE, scopeList } from "../shapes";
import { changedKeys, sameMap, sameScopes, sameValue } from "../values";
import { defaultOf } from "./default-field";
import { shownScopes } from "./scopes";

/** Credentials that the API's reference promises in clear, so that a missing one says something. */
const SHOWN_IN_CLEAR = ["client_id", "consumer_key"];

const credentials: InputRow<"credentials"> = {
  change: "updates",
  shape: z
    .object({ scopes: scopeList.optional(), user_scopes: scopeList.optional() }, { error: MAP_MESSAGE })
    .catchall(credential),
  isListed: false,
  of: (inputs) => withoutScopes(inputs.credentials),
  isSame: sameMap,
  isSameKey: (key, a, b) => (isScopeKey(key) ? sameScopes(a as string, b as string) : sameValue(a, b)),
  toCreate: (value) => ({ credentials: value }),
  toPatch: (next = {}, previous = {}) => ({
    // The API merges key by key, so what did not change stays at home. That null removes a key is an assumption.
    credentials: Object.fromEntries(changedKeys(next, previous).map((key) => [key, next[key] ?? null])),
  }),
  fromApi: shownCredentials,
  // Nobody can tell what was sent from what the API has filled in by itself.
  whenNew: NOT_KNOWN,
  isKeyByItself: (key, value, { item, scheme }) =>
    item.type === "default" || isScopeKey(key) || value === "" || isDefault(key, value, scheme),
};

function shownCredentials({ type, credentials: live = {} }: AuthConfigItem): Shown<Record<string, Credential>> {
  const promised = type === "default" ? [] : SHOWN_IN_CLEAR.map((key) => [key, undefined]);
  const shown = Object.entries(live).map(([key, value]) => [key, shownValue(key, value)]);
  return Object.fromEntries([...promised, ...shown]);
}

function shownValue(key: string, live: unknown) {
  if (live === null || live === undefined) return undefined;
  if (isScopeKey(key)) return shownScopes(live);
  return isSecretKey("credentials", key) || looksMasked(live) ? new Mask(live) : live;
}

/** Is it what the toolkit, or Composio, fills in? */
function isDefault(key: string, value: unknown, scheme: AuthConfigDetail | undefined): boolean {
  if (key === "oauth_redirect_uri" && isComposioRedirect(value)) return true;
  const fallback = defaultOf(key, scheme);
  if (key === "optional_scopes" && typeof value === "string") return sameScopes(value, fallback);
  return value === fallback;
}

export const CREDENTIALS = { credentials };
