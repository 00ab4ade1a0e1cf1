/**
 * Node's test environment, with three additions.
 * - Pulumi's SDK listens to `unhandledRejection` and `uncaughtException` for the errors of an inline program. Jest gives the tests a
 *   copy of `process`, which never emits them. These listeners get to the real one.
 * - A test that fails shows what its commands printed. A failure that comes once in a hundred runs can't be asked again.
 * - A worker loads the two largest libraries of Pulumi's SDK once, and not for each file. They take most of the SDK's loading time.
 */
import { TestEnvironment } from "jest-environment-node";
import type { WithPrinted } from "./printed";

/** A failure shows the last commands of its test, and the end of what each printed. */
const SHOWN_COMMANDS = 3;
const SHOWN_CHARACTERS = 4_000;

const letThrough = ["unhandledRejection", "uncaughtException"];

/** The part of jest-circus's events that is read here. */
interface TestEvent {
  name: string;
  error?: { stack?: string };
}

type Listen = (event: string, listener: (...args: unknown[]) => void) => unknown;

export default class EngineEnvironment extends TestEnvironment {
  private readonly leftOver = new Set<() => void>();

  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { loadOnce: require });
    const copy = this.global.process as unknown as Record<"on" | "off", Listen>;
    for (const method of ["on", "off"] as const) {
      const onCopy = copy[method].bind(copy);
      const onReal: Listen = process[method].bind(process);
      copy[method] = (event, listener) => {
        if (!letThrough.includes(event)) return onCopy(event, listener);
        this.leftOver.add(() => process.off(event, listener));
        return onReal(event, listener);
      };
    }
  }

  handleTestEvent({ name, error }: TestEvent): void {
    const tests = this.global as unknown as WithPrinted;
    if (name === "test_start") tests.printed = [];
    if (name !== "test_fn_failure" || !error?.stack) return;

    const printed = tests.printed?.slice(-SHOWN_COMMANDS) ?? [];
    error.stack += printed
      .map(({ command, output }) => `\n\n$ ${command}\n${output.slice(-SHOWN_CHARACTERS)}`)
      .join("");
  }

  override async teardown(): Promise<void> {
    for (const remove of this.leftOver) remove();
    await super.teardown();
  }
}
