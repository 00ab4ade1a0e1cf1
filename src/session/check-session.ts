/** Checks what is said to be a session's configuration. By hand, so that an application loads nothing for it. */
import type { SessionConfig } from "./shape";

/** Throws one line that begins with `origin`, and prints no value. */
export function checkSession(value: unknown, origin: string): SessionConfig {
  const mistake = mistakeIn(value);
  if (mistake) throw new Error(`${origin} ${mistake}`);
  return value as SessionConfig;
}

const COMMAND = "pulumi stack output session --json";

type Check = (value: unknown) => string | undefined;

function mistakeIn(session: unknown): string | undefined {
  if (session === "[secret]") return `holds a masked secret: write it by \`${COMMAND} --show-secrets\`.`;
  if (!isMap(session))
    return `must hold an object such as {"authConfigs":{"github":"ac_…"}}, but got: ${kindOf(session)}.`;
  if (session.authConfigs === undefined) return `must hold authConfigs.${adviceOn(session)}`;
  for (const [key, value] of Object.entries(session)) {
    const check = KEYS[key];
    if (!check) return `must hold nothing but ${Object.keys(KEYS).join(", ")}, but got: ${key}.`;
    const expected = check(value);
    if (expected) return `must hold ${key} as ${expected}.`;
  }
  return undefined;
}

function adviceOn(session: Record<string, unknown>): string {
  if (session.auth_configs !== undefined)
    return " This is the form for Python: give toPython's argument, not its result.";
  const [output] = Object.entries(session).filter(([, value]) => isMap(value) && value.authConfigs !== undefined);
  if (output)
    return ` These are all outputs of a stack: take the one alone, by \`pulumi stack output ${output[0]} --json\`.`;
  return ` It is what \`${COMMAND}\` prints of a sessionConfig(…).`;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOptional = (value: unknown, type: string): boolean => value === undefined || typeof value === type;

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;

/** Either `enable` or `disable`, and nothing else. */
const isSelection = (value: unknown): boolean =>
  isList(value) || (isMap(value) && Object.keys(value).length === 1 && (isList(value.enable) || isList(value.disable)));

const isTags = (tags: unknown): boolean =>
  isList(tags) ||
  (isMap(tags) && Object.entries(tags).every(([key, list]) => ["enable", "disable"].includes(key) && isList(list)));

const isToolSelection = (value: unknown): boolean =>
  isSelection(value) || (isMap(value) && Object.keys(value).join() === "tags" && isTags(value.tags));

const CONNECTION_KEYS = ["enable", "callbackUrl", "waitForConnections"];

const isManageConnections = (value: unknown): boolean =>
  typeof value === "boolean" ||
  (isMap(value) &&
    Object.keys(value).every((key) => CONNECTION_KEYS.includes(key)) &&
    isOptional(value.enable, "boolean") &&
    isOptional(value.callbackUrl, "string") &&
    isOptional(value.waitForConnections, "boolean"));

const mapOf =
  (isValue: (value: unknown) => boolean, values: string): Check =>
  (value) =>
    isMap(value) && Object.values(value).every(isValue) ? undefined : `a map of toolkits to ${values}`;

const when =
  (isRight: (value: unknown) => boolean, expected: string): Check =>
  (value) =>
    isRight(value) ? undefined : expected;

/** Every key of `SessionConfig`; each check gives what was expected instead. */
const KEYS: { readonly [key: string]: Check | undefined } = {
  authConfigs: mapOf(isText, "ids of auth configs (ac_…)"),
  toolkits: when(isSelection, "a list of toolkits, or { enable } or { disable } with one"),
  tools: mapOf(isToolSelection, "a list of tools, or { enable }, { disable } or { tags } with one"),
  connectedAccounts: mapOf((value) => isText(value) || isList(value), "ids of connected accounts (ca_…)"),
  manageConnections: when(isManageConnections, `true, false or an object with ${CONNECTION_KEYS.join(", ")}`),
} satisfies { [Key in keyof Required<SessionConfig>]: Check };
