/** Messages for whoever calls: one line, without the values of the environment, and without commands to type. */
import type { Failure } from "./errors";

/** How many characters of a value tell something of it. */
const TELLING = 8;

const ADVICE = /\bpulumi (up|cancel|refresh|destroy|stack|import|config|login)\b/;

/** Cuts out what only somebody at a shell could do, and each part of a value that came in `env`. */
export function cleanFailures(failures: readonly Failure[], env: { readonly [name: string]: string }): Failure[] {
  const values = Object.values(env).flatMap(leavesOf);
  return failures.map((failure) => ({ ...failure, message: redact(withoutAdvice(failure.message), values) }));
}

/** Why the CLI ended before its engine began, from what it printed. */
export function reasonIn(errorOutput: string): string {
  const line = errorOutput.split("\n").find((text) => text.startsWith("error:"));
  return line?.slice("error:".length).trim() || "Pulumi ended with an error before its engine began";
}

/** Matches a command that the CLI advises its own users to run: a whole sentence, or the part behind its colon. */
function withoutAdvice(message: string): string {
  const sentences = firstLine(message).split(/(?<=\.)\s+/);
  const kept = sentences.map((sentence) => (ADVICE.test(sentence) ? sentence.replace(/: [^:]*$/, ".") : sentence));
  return kept.filter((sentence) => !ADVICE.test(sentence)).join(" ");
}

/** With the error itself, if that is announced: a program's error comes with its source and its stack. */
function firstLine(message: string): string {
  const [first = "", ...others] = message
    .split("\n")
    .map((text) => text.trim())
    .filter(Boolean);
  if (!first.endsWith(":")) return first;
  return `${first} ${others.find((text) => /^(<ref \*\d+> )?\w*Error\b/.test(text)) ?? others[0] ?? ""}`.trim();
}

/** A JSON text holds its values; anything else is one. */
function leavesOf(text: string): string[] {
  try {
    const leaves: string[] = [];
    JSON.parse(text, (_key, value) => {
      if (typeof value === "string" || typeof value === "number") leaves.push(String(value));
      return value;
    });
    return leaves;
  } catch {
    return [text];
  }
}

/** An error of the program may hold a part: `JSON.parse` quotes some characters of what it can't read. */
function redact(message: string, values: readonly string[]): string {
  let redacted = message;
  for (const value of values) {
    for (let start = 0; start + TELLING <= value.length; start += 1) {
      let end = start + TELLING;
      if (!redacted.includes(value.slice(start, end))) continue;
      while (end < value.length && redacted.includes(value.slice(start, end + 1))) end += 1;
      redacted = redacted.split(value.slice(start, end)).join("[secret]");
      start = end - 1;
    }
    if (value.length >= 4 && value.length < TELLING) redacted = redacted.split(value).join("[secret]");
  }
  return redacted;
}
