/** Values that every account of the auth config inherits. The API shows each by its mask alone. */
import { z } from "zod";
import type { InputRow } from "../row";
import { Mask, NOT_KNOWN } from "../row";
import { credential, MAP_MESSAGE } from "../shapes";
import { sameMap, sameValue } from "../values";

export const sharedCredentials: InputRow<"sharedCredentials"> = {
  change: "updates",
  shape: z.record(z.string(), credential, { error: MAP_MESSAGE }),
  isListed: false,
  isSame: sameMap,
  isSameKey: (_key, a, b) => sameValue(a, b),
  toCreate: (value) => ({ shared_credentials: value }),
  toPatch: (next = {}, previous = {}) => ({
    // Nobody has written down whether this map is merged or replaced, so every key goes along, and null for those removed.
    shared_credentials: { ...Object.fromEntries(Object.keys(previous).map((key) => [key, null])), ...next },
  }),
  fromApi: ({ shared_credentials: live }) => {
    if (live === undefined) return NOT_KNOWN;
    const entries = Object.entries(live).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(entries.map(([key, value]) => [key, new Mask(value)]));
  },
  whenNew: NOT_KNOWN,
};
