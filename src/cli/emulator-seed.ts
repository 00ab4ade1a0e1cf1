/** Reads the files that an emulator can start with. The emulator itself checks their content. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Answers } from "../emulator";
import type { EmulatorSeed } from "../emulator/options";
import { checkAnswers, checkSeed } from "../emulator/options";

/** Throws with every mistake of the file in one line. */
export function readSeed(file: string): EmulatorSeed {
  return checkSeed(contentOf(file, "seed"), `The seed file ${file}`);
}

/** Reads a file of answers. Throws with every mistake of the file in one line. */
export function readAnswers(file: string): Partial<Answers> {
  return checkAnswers(contentOf(file, "answers"), `The answers file ${file}`);
}

/** JSON is YAML too. */
function contentOf(file: string, what: string): unknown {
  try {
    return parse(readFileSync(file, "utf8")) ?? {};
  } catch (cause) {
    const reason = (cause as Error).message.split("\n")[0]?.replace(/:$/, "");
    throw new Error(`The ${what} file ${file} can't be read: ${reason}.`, { cause });
  }
}
