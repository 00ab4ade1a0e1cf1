import { Engine } from "../../../src/provider/engine";
import { presentable } from "../../../src/provider/errors";
import { withholdFrom } from "../../../src/provider/surroundings";
import { Voice } from "../../../src/provider/voice";
import { anOperation } from "../../support/an-operation";

it("says something once, whoever asks for it", () => {
  const lines: string[] = [];
  const voice = new Voice({ log: (line) => void lines.push(line) }, new Engine(undefined));
  voice.logOnce("a", "one");
  voice.logOnce("a", "one again");
  voice.logOnce("b", "two");
  expect(lines).toEqual(["one", "two"]);
});

it("says nothing secret, and says a warning as a line if there is no engine", async () => {
  const lines: string[] = [];
  const voice = new Voice({ log: (line) => void lines.push(line) }, new Engine(undefined));
  voice.redactor.remember("s3cr3t");
  voice.log("the key s3cr3t");
  await voice.warn("the secret s3cr3t");
  expect(lines).toEqual(["the key [secret]", "Warning: the secret [secret]"]);
});

it("lets no control character of a name reach a terminal, in lines, warnings and errors", async () => {
  const lines: string[] = [];
  const operation = anOperation({ log: (line) => void lines.push(line) });
  const hostile = "a \u001b[2Jb\u009b\u202ec\n  d";
  operation.voice.log(hostile);
  await operation.voice.warn(hostile);
  const { message } = presentable(new Error(hostile), operation, false);
  const harmless = "a \\u{1b}[2Jb\\u{9b}\\u{202e}c d";
  expect([...lines, message.slice(0, harmless.length)]).toEqual([harmless, `Warning: ${harmless}`, harmless]);
});

it("takes out the line that the SDK prints of an error which the engine shows, once, and nothing else", () => {
  const printed: unknown[][] = [];
  const output = { error: (...line: unknown[]) => void printed.push(line) };
  const voice = new Voice({ log: () => {}, withhold: withholdFrom(output) }, new Engine(undefined));
  for (const message of ["ours", "ours too"]) {
    const error = new Error(message);
    error.stack = "";
    voice.leaveToEngine(error);
  }
  // As `@pulumi/pulumi/cmd/dynamic-provider` does it: `${e}: ${e.stack}`.
  for (const line of ["Error: ours: ", "Error: ours: ", "Error: another's: at …", "Error: ours too: "])
    output.error(line);
  output.error("Error: ours: ", 7);
  expect(printed).toEqual([["Error: ours: "], ["Error: another's: at …"], ["Error: ours: ", 7]]);
});
