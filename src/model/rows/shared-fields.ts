/**
 * Values that every account of the auth config inherits. The API has two names for them, of which the older is deprecated; so
 * has the resource. They stay under the name that they were written under, and what is compared and sent is what both mean.
 */
import * as z from "zod";
import type { AuthConfigItem } from "../../api/auth-config";
import type { Inputs, SharedField } from "../inputs";
import type { InputRow, Shown } from "../row";
import { Mask, NOT_KNOWN } from "../row";
import { credential, MAP_MESSAGE } from "../shapes";
import { sameMap, sameValue } from "../values";

type SharedFields = Record<string, SharedField>;

/** The shared fields that the inputs mean, under whichever name. */
export const meantSharedFields = (inputs: Partial<Inputs>): SharedFields | undefined =>
  inputs.sharedConnectionFields ?? inputs.sharedCredentials;

const shape = z.record(z.string(), credential, { error: MAP_MESSAGE });

const sharedConnectionFields: InputRow<"sharedConnectionFields"> = {
  change: "updates",
  shape,
  isListed: false,
  of: meantSharedFields,
  isSame: sameMap,
  isSameKey: (_key, a, b) => sameValue(a, b),
  toCreate: (value) => ({ shared_connection_fields: value }),
  toPatch: (next = {}, previous = {}) => ({
    // Nobody has written down whether this map is merged or replaced, so every key goes along, and null for those removed.
    shared_connection_fields: { ...Object.fromEntries(Object.keys(previous).map((key) => [key, null])), ...next },
  }),
  fromApi: shownFields,
  // Nobody can tell what was sent from what the API has filled in by itself.
  whenNew: NOT_KNOWN,
};

/** The row above compares and sends the values that stand under the old name. */
const sharedCredentials: InputRow<"sharedCredentials"> = {
  change: "updates",
  shape,
  isOldNameOf: "sharedConnectionFields",
  isListed: false,
  of: () => undefined,
  isSame: () => true,
  isSameKey: (_key, a, b) => sameValue(a, b),
  fromApi: shownFields,
  whenNew: NOT_KNOWN,
};

/** The API hides secret values by their mask, and it does not say which are secret: so each counts as hidden. */
function shownFields(item: AuthConfigItem): Shown<SharedFields> {
  const { shared_connection_fields: fields, shared_credentials: older } = item;
  if (fields === undefined && older === undefined) return NOT_KNOWN;
  const live = Object.entries({ ...older, ...fields }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(live.map(([key, value]) => [key, new Mask(value)]));
}

export const SHARED_FIELDS = { sharedConnectionFields, sharedCredentials };
