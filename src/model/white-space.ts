/** White space that nobody sees: a key that was read from a file, or pasted with a blank, fails later at the provider's end. */
import { isEnvironmentSecret } from "./environment-secrets";
import type { Inputs } from "./inputs";
import { isScopeKey } from "./scopes";
import { UNKNOWN } from "./unknowns";
import { isMap, sameValue } from "./values";

/** Inputs with text of the user's own: of a map each value by itself. */
const WITH_TEXT = ["name", "credentials", "sharedCredentials", "proxyConfig", "scopes", "userScopes"] as const;

/** One line for each new value with white space around it, by its path and never with the value. */
export function whiteSpaceWarnings(
  previous: Partial<Inputs>,
  inputs: Inputs,
  environment: NodeJS.ProcessEnv,
): string[] {
  return WITH_TEXT.flatMap((name) => {
    const [last, value] = [previous[name] as unknown, inputs[name] as unknown];
    if (!isMap(value)) return sameValue(last, value) ? [] : warningOn([name], value, environment);
    return Object.entries(value)
      .filter(([key, inner]) => !sameValue(isMap(last) ? last[key] : undefined, inner))
      .flatMap(([key, inner]) => warningOn([name, key], inner, environment));
  });
}

function warningOn(path: readonly string[], value: unknown, environment: NodeJS.ProcessEnv): string[] {
  const text = isEnvironmentSecret(value) ? environment[value.fromEnvironment] : value;
  if (typeof text !== "string" || text === UNKNOWN || text === "") return [];
  const inside = text.trim();
  const source = isEnvironmentSecret(value) ? `the environment variable ${value.fromEnvironment} ` : "";
  // An empty string of scopes means none, so blanks do too.
  const isScopes = path[0] === "scopes" || path[0] === "userScopes" || isScopeKey(path[1] ?? "");
  if (inside === "") return isScopes ? [] : [`${path.join(".")}: ${source}holds white space only`];
  // A key of several lines, such as a PEM, ends with a line's end by right.
  if (inside === text || /[\r\n]/.test(inside)) return [];
  const where = [/^\s/.test(text) && "begins", /\s$/.test(text) && "ends"].filter(Boolean).join(" and ");
  return [`${path.join(".")}: ${source}${where} with white space, and is sent with it`];
}
