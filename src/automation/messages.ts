/** Messages for whoever calls: one line, without the values of the environment, and without commands to type. */
import type { Failure } from "./errors";

/** How many characters of a value tell something of it. */
const TELLING = 8;

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

/** A sentence that names a command of the CLI is for its users. */
function withoutAdvice(message: string): string {
  const line = message.split("\n").find((text) => text.trim() !== "") ?? "";
  const sentences = line.trim().split(/(?<=\.)\s+/);
  return sentences
    .filter((sentence) => !/`?\bpulumi (up|cancel|refresh|destroy|stack|import|config|login)\b/.test(sentence))
    .join(" ");
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
