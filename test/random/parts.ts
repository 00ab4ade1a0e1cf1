/**
 * The required record of an auth config in the API, part by part: written without a look at what the provider's rows
 * send and read, so that the two could be wrong apart.
 */
import type { StoredAuthConfig } from "../../src/emulator";
import { SCHEME_OF } from "./toolkits";
import type { Secret } from "./values";
import type { Declared } from "./wish";

/** A part of a record, by a name such as `credentials.token`, in a form in which equal means the same. */
export type Parts = Record<string, string>;

/** How a part looks that holds nothing. */
export const NOTHING = "nothing";

/** Inputs that can't change in place, or that the API never sees. */
const NO_PARTS = ["toolkit", "type", "authScheme", "wrapped", "forceDestroy", "revokeOnDelete", "adopt"];

/** Fields that are not parts of a record: its kind, and the fields that the API sets by itself. */
const FACTS = ["id", "uuid", "toolkit", "type", "auth_scheme", "deleted"];
const TIMES = ["created_by", "created_at", "last_updated_at"];

/** Parts whose name in the record is not the input's in snake case. */
const STORED_AS: Record<string, string> = {
  scopes: "credentials.scopes",
  user_scopes: "credentials.user_scopes",
  enabled: "status",
  shared_connection_fields: "shared_credentials",
};

/** Parts that the API fills in by itself if nobody has declared them. */
export const FILLED_IN = [
  "name",
  "status",
  "managed_app_id",
  "is_enabled_for_tool_router",
  "credentials.scopes",
  "credentials.user_scopes",
  "credentials.oauth_redirect_uri",
];

const snakeCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The part that a field of the program becomes: `proxyConfig.proxyUrl` is `proxy_config.proxy_url`. */
export function partOf(path: string): string {
  const [input = "", ...key] = snakeCase(path).split(".");
  return [STORED_AS[input] ?? input, ...key].join(".");
}

/** The parts that a declaration speaks about. Its name is not among them if it gives none. */
export function declaredParts(declared: Declared, environment: Record<string, string>): Parts {
  const parts: Parts = { status: "ENABLED" };
  for (const [input, value] of Object.entries(declared)) {
    if (NO_PARTS.includes(input)) continue;
    for (const [path, leaf] of leaves(input, value)) parts[partOf(path)] = normal(partOf(path), leaf, environment);
  }
  return parts;
}

/** All parts of a record that hold something. */
export function recordParts(record: StoredAuthConfig | undefined): Parts {
  const held = Object.entries(record ?? {}).filter(([key]) => ![...FACTS, ...TIMES].includes(key));
  const parts = held.flatMap(([key, value]) => leaves(key, value));
  return Object.fromEntries(parts.map(([part, leaf]) => [part, normal(part, leaf, {})]));
}

/** Values by their path; those of a map each by itself. */
function leaves(path: string, value: unknown): [path: string, leaf: unknown][] {
  if (value === null || value === undefined) return [];
  const isMap = typeof value === "object" && !Array.isArray(value) && !("fromEnvironment" in value);
  return isMap ? Object.entries(value).flatMap(([key, inner]) => leaves(`${path}.${key}`, inner)) : [[path, value]];
}

function normal(part: string, value: unknown, environment: Record<string, string>): string {
  if (part === "status" && typeof value === "boolean") return value ? "ENABLED" : "DISABLED";
  if (Array.isArray(value) || /scopes$/.test(part)) return set(value as string | string[]);
  const secret = value as Secret;
  return `${typeof secret === "object" ? environment[secret.fromEnvironment] : value}`;
}

const set = (members: string | string[]): string => {
  const list = typeof members === "string" ? members.split(/[\s,]+/) : members;
  return [...new Set(list)].filter(Boolean).sort().join(" ") || NOTHING;
};

/** The fields that can't change in place, as one text. */
export const kindOf = ({ toolkit, type, auth_scheme }: StoredAuthConfig): string =>
  [toolkit, type, auth_scheme].join(" ");

export const declaredKind = ({ toolkit, authScheme }: Declared): string =>
  [toolkit.toLowerCase(), authScheme === undefined ? "default" : "custom", authScheme ?? SCHEME_OF.managed].join(" ");
