import { printable } from "../client/printable";
import { Redactor } from "../client/redaction";
import type { Engine } from "./engine";
import type { Surroundings } from "./surroundings";

/** Everything that an operation says to the user: lines and warnings, with every secret that is known by then taken out. */
export class Voice {
  readonly redactor = new Redactor();
  readonly #say: Surroundings["log"];
  readonly #engine: Pick<Engine, "warn">;
  readonly #withhold: (line: string) => void;
  readonly #said = new Set<string>();

  constructor({ log, withhold = () => {} }: Pick<Surroundings, "log" | "withhold">, engine: Pick<Engine, "warn">) {
    this.#say = log;
    this.#withhold = withhold;
    this.#engine = engine;
  }

  /** The engine shows this error at its resource. Of some the SDK prints a line as well, which says the same once more. */
  leaveToEngine(error: Error): void {
    this.#withhold(`${error}: ${error.stack}`);
  }

  /** As a terminal may have it: one line, nothing secret, and no control character that a name or an answer has brought along. */
  readonly sayable = (text: string): string => printable(this.redactor.redact(text).replace(/\s*\n\s*/g, " "));

  readonly log = (line: string): void => this.#say(this.sayable(line));

  /** A line that a process says once, whichever resource it is about. */
  logOnce(topic: string, line: string): void {
    if (this.#said.has(topic)) return;
    this.#said.add(topic);
    this.log(line);
  }

  /** A warning that a process shows once. */
  async warnOnce(topic: string, message: string, urn?: string): Promise<void> {
    if (this.#said.has(topic)) return;
    this.#said.add(topic);
    await this.warn(message, urn);
  }

  /** A warning in the engine's own form; a plain line if the engine can't be reached. */
  readonly warn = async (message: string, urn?: string): Promise<void> => {
    const isShown = await this.#engine.warn(this.sayable(message), urn);
    if (!isShown) this.log(`Warning: ${message}`);
  };
}
