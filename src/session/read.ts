import { readFileSync } from "node:fs";
import { checkSession } from "./check-session";
import type { TypeScriptSessionConfig } from "./shape";

/** Where the configuration stands; one of the two. */
export interface SessionSource {
  /** The name of an environment variable. Default: `COMPOSIO_SESSION`. */
  env?: string | undefined;
  /** A file written by `pulumi stack output session --json`. */
  file?: string | undefined;
}

/**
 * The session that a stack declares, read in the application that opens it. Throws one line if it is missing or is not one; no
 * message prints a value. If it has options that the SDK does not know yet, see `toRequest`.
 *
 * ```ts
 * const session = await composio.create("user_123", readSessionConfig());
 * ```
 */
export function readSessionConfig({ env, file }: SessionSource = {}): TypeScriptSessionConfig {
  if (env !== undefined && file !== undefined) throw new Error("readSessionConfig takes env or file, but got both.");
  const origin = file ?? env ?? "COMPOSIO_SESSION";
  const text = file === undefined ? process.env[origin]?.trim() : readText(file);
  if (!text) {
    const place = file === undefined ? "is not set" : "is empty";
    throw new Error(`${origin} ${place}: it must hold what \`pulumi stack output session --json\` prints.`);
  }
  return checkSession(parsed(text, origin), origin) as TypeScriptSessionConfig;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`${file} could not be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
}

function parsed(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error of JSON.parse quotes the text, which may hold anything.
    throw new Error(`${origin} must hold JSON: it is what \`pulumi stack output session --json\` prints.`);
  }
}
