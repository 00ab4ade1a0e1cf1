/** The scopes that new connections ask for, as one set, wherever they stand: see `meantScopes`. */
import type { Scopes } from "../../api/auth-config";
import { looksMasked } from "../masks";
import type { InputRow, NotKnown } from "../row";
import { Mask, NOT_KNOWN } from "../row";
import type { ScopesInput } from "../scopes";
import { isScopes, meantScopes, SCOPE_KEYS } from "../scopes";
import { scopeList } from "../shapes";
import { sameIfManaged, sameScopes, sameSet } from "../values";
import { defaultOf } from "./default-field";

const scopes: InputRow<"scopes"> = scopesRow("scopes");
const userScopes: InputRow<"userScopes"> = scopesRow("userScopes");

function scopesRow(name: ScopesInput): InputRow<"scopes"> & InputRow<"userScopes"> {
  const key = SCOPE_KEYS[name];
  return {
    change: "updates",
    shape: scopeList,
    isListed: false,
    of: (inputs) => meantScopes(inputs, name),
    isSame: (a, b) => sameIfManaged(a, b, sameScopes),
    isSentAlike: (a, b, [before, after]) =>
      sameIfManaged(a, b, (from, to) => {
        const [sent, next] = [joined(from, before), joined(to, after)];
        // The order of scopes says nothing, but what stands between them does.
        return sameScopes(sent, next) && sameSet(sent.split(SCOPE), next.split(SCOPE));
      }),
    // At create they always travel inside `credentials`; in a PATCH of a managed config at the top level.
    toCreate: (value, inputs) => ({ credentials: { [key]: joined(value, inputs.__scopeSeparator) } }),
    toPatch: (next = "", _previous, inputs) =>
      inputs.type === "use_custom_auth"
        ? { credentials: { [key]: joined(next, inputs.__scopeSeparator) } }
        : { [key]: joined(next, inputs.__scopeSeparator) },
    fromApi: ({ credentials = {} }) => shownScopes(credentials[key]),
    // The toolkit's own scopes, which nobody has declared.
    whenNew: NOT_KNOWN,
    isByItself: (value, { scheme }) => value === "" || sameScopes(value, defaultOf(key, scheme)),
  };
}

const SCOPE = /[^\s,]+/;

/** Managed configs show `REDACTED` in place of scopes that nobody has set. */
export function shownScopes(live: unknown): Scopes | Mask | NotKnown {
  if (live === undefined || live === null) return NOT_KNOWN;
  const isReadable = isScopes(live) && (Array.isArray(live) || !looksMasked(live));
  return isReadable ? live : new Mask(live);
}

/** One string, as in Composio's guide. A string of the user's own travels as it was written. */
const joined = (value: Scopes, separator = ","): string => (typeof value === "string" ? value : value.join(separator));

export const SCOPES = { scopes, userScopes };
