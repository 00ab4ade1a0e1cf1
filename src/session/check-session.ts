/** Checks what is said to be a session's configuration. */
import { isMap, kindOf } from "./form";
import { sessionForm } from "./session-form";
import type { SessionConfig } from "./shape";
import { isUnknown, UNKNOWN_AND_WHY } from "./unknown-values";

/** The configuration without what is null. Throws one line that begins with `origin`, and prints no value. */
export function checkSession(value: unknown, origin: string): SessionConfig {
  const mistake = mistakeIn(value);
  if (mistake) throw new Error(`${origin} ${mistake}`);
  return sessionForm.renamed(value, (key) => key) as SessionConfig;
}

const COMMAND = "pulumi stack output session --json";

function mistakeIn(session: unknown): string | undefined {
  if (isSecret(session)) return SECRET;
  if (isUnknown(session)) return `holds ${UNKNOWN_AND_WHY} Then write it again by \`${COMMAND}\`.`;
  if (!isMap(session))
    return `must hold an object such as {"authConfigs":{"github":"ac_…"}}, but got: ${NAMES_OF_KINDS[kindOf(session)]}.`;
  if (session.authConfigs === undefined) return `must hold authConfigs.${adviceOn(session)}`;
  if (hasLeaf(session, isSecret)) return SECRET;
  const unknown = Object.entries(session).flatMap(([key, part]) => pathsOfUnknown(part, key));
  if (unknown.length > 0) return `holds, under ${unknown.join(", ")}, ${UNKNOWN_AND_WHY}`;
  // Composio judges options that exclude each other: an organization's own settings may allow them.
  const mistakes = sessionForm.mistakes(session, "");
  return mistakes.length > 0
    ? `is not a session that Composio takes: ${mistakes.join("; ")}.`.replace("?.", "?")
    : undefined;
}

const SECRET = `holds a masked secret: write it by \`${COMMAND} --show-secrets\`.`;

const isSecret = (value: unknown): boolean => value === "[secret]";

const NAMES_OF_KINDS = {
  text: "a string",
  number: "a number",
  flag: "a boolean",
  list: "a list",
  object: "an object",
  nothing: "null",
} as const;

function adviceOn(session: Record<string, unknown>): string {
  if (session.auth_configs !== undefined)
    return " This is the form for Python: give toPython's argument, not its result.";
  const [output] = Object.entries(session).filter(([, value]) => isMap(value) && value.authConfigs !== undefined);
  if (output)
    return ` These are all outputs of a stack: take the one alone, by \`pulumi stack output ${output[0]} --json\`.`;
  return ` It is what \`${COMMAND}\` prints of a sessionConfig(…).`;
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

const hasLeaf = (value: unknown, isWanted: (leaf: unknown) => boolean): boolean =>
  isNested(value) ? Object.values(value).some((one) => hasLeaf(one, isWanted)) : isWanted(value);

const pathsOfUnknown = (value: unknown, path: string): string[] =>
  isNested(value)
    ? Object.entries(value).flatMap(([key, one]) => pathsOfUnknown(one, `${path}.${key}`))
    : isUnknown(value)
      ? [path]
      : [];
