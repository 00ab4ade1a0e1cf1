/**
 * Node's test environment, with one thing let through: listeners to what nobody handled. Jest hands the tests a copy of
 * `process` on which nothing is ever emitted, so that Pulumi's SDK would not see the errors of an inline program.
 */
import { TestEnvironment } from "jest-environment-node";

const letThrough = ["unhandledRejection", "uncaughtException"];

type Listen = (event: string, listener: (...args: unknown[]) => void) => unknown;

export default class EngineEnvironment extends TestEnvironment {
  private readonly leftOver = new Set<() => void>();

  override async setup(): Promise<void> {
    await super.setup();
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

  override async teardown(): Promise<void> {
    for (const remove of this.leftOver) remove();
    await super.teardown();
  }
}
