/** What an emulator can start with, from a file. The emulator itself checks what stands in it. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { EmulatorSeed } from "../emulator";
import { checkSeed } from "../emulator";

/** Throws with every mistake of the file in one line. */
export function readSeed(file: string): EmulatorSeed {
  return checkSeed(contentOf(file), `The seed file ${file}`);
}

/** JSON is YAML too. */
function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8")) ?? {};
  } catch (cause) {
    const reason = (cause as Error).message.split("\n")[0]?.replace(/:$/, "");
    throw new Error(`The seed file ${file} can't be read: ${reason}.`, { cause });
  }
}
