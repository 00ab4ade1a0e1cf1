/** Names for a program, from the names of auth configs: in any script, with emoji, empty of letters, or the same twice. */

export interface Named {
  toolkit: string;
  name: string;
}

/**
 * One logical name for each, in order: lower-case words of ASCII with hyphens, never one twice nor one that is taken. What is
 * left of a name that has none of that is its toolkit. Endings that a machine made are dropped.
 */
export function logicalNames(configs: readonly Named[], taken: Iterable<string> = []): string[] {
  const wanted = configs.map(({ toolkit, name }) => kebab(withoutMark(toolkit, name)) || kebab(toolkit) || "config");
  return unique(wanted, { separator: "-", taken });
}

/** Identifiers for logical names: camel case, no word of the language or of the program around, never one twice nor one that is taken. */
export function variableNames(names: readonly string[], taken: readonly string[] = []): string[] {
  return unique(names.map(identifier), { taken });
}

/** `notion-1f2e3d4c5b6a7988` is a name of this package's making, `gmail-oxzcjt` one of the API's. */
function withoutMark(toolkit: string, name: string): string {
  if (name.startsWith(`${toolkit}-`) && /^[a-z0-9]{6}$/.test(name.slice(toolkit.length + 1))) return toolkit;
  return name.replace(/-[0-9a-f]{16}$/, "");
}

const kebab = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

function identifier(name: string): string {
  const camel = camelCase(name);
  return /^\d/.test(camel) || TAKEN.has(camel) ? `_${camel}` : camel;
}

/** `notion-client_secret` becomes `notionClientSecret`. */
export const camelCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word, index) => (index === 0 ? lowerFirst(word) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");

const lowerFirst = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** Each name as it is, or with a number if it was taken before. */
export function unique(
  names: readonly string[],
  { separator = "", taken = [] }: { separator?: string; taken?: Iterable<string> } = {},
): string[] {
  const wanted = new Set(names);
  const used = new Set(taken);
  return names.map((name) => {
    let free = name;
    // A number that makes another's own name would only move the clash.
    for (let count = 2; used.has(free) || (free !== name && wanted.has(free)); count++) {
      free = `${name}${separator}${count}`;
    }
    used.add(free);
    return free;
  });
}

/** Names that the program uses, and words that no variable of a module may have. */
const TAKEN = new Set([
  ...["pulumi", "config", "session", "AuthConfig", "sessionConfig"],
  ...["exports", "require", "module", "arguments", "eval", "undefined"],
  ...["await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else"],
  ...["enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in"],
  ...["instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return", "static"],
  ...["super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield"],
]);
