import { Engine } from "../../../src/provider/engine";
import { Voice } from "../../../src/provider/voice";

it("says something once, whoever asks for it", () => {
  const lines: string[] = [];
  const voice = new Voice((line) => void lines.push(line), new Engine(undefined));
  voice.logOnce("a", "one");
  voice.logOnce("a", "one again");
  voice.logOnce("b", "two");
  expect(lines).toEqual(["one", "two"]);
});

it("says nothing secret, and says a warning as a line if there is no engine", async () => {
  const lines: string[] = [];
  const voice = new Voice((line) => void lines.push(line), new Engine(undefined));
  voice.redactor.remember("s3cr3t");
  voice.log("the key s3cr3t");
  await voice.warn("the secret s3cr3t");
  expect(lines).toEqual(["the key [secret]", "Warning: the secret [secret]"]);
});
