/** The value of an output that the engine knows, by then or at all. */
import * as pulumi from "../pulumi-sdk";

/** Internal to the SDK, but nothing else tells: what is applied to an unknown output is never called. */
interface Internals<Value> {
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
  /** Undefined if the value is not known. */
  promise(): Promise<Value>;
}

export const isKnown = (output: pulumi.Output<unknown>): Promise<boolean> =>
  (output as unknown as Internals<unknown>).isKnown;

/** The output's value, or `otherwise` if the engine doesn't know it. */
export const orElse = <Value>(output: pulumi.Output<Value>, otherwise: pulumi.Input<Value>): pulumi.Output<Value> =>
  pulumi.output(isKnown(output).then((known) => (known ? output : otherwise))) as pulumi.Output<Value>;

/** Is there no output and no promise in it, at any depth? */
export function isPlain(value: unknown): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}

/** Runs what may throw a user's mistake: the engine prints it as one line, and no stack trace of ours. */
export function plainly<Result>(judge: () => Result): Result {
  try {
    return judge();
  } catch (error) {
    throw pulumi.RunError.isInstance(error) ? error : plain((error as Error).message);
  }
}

function plain(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  // The SDK prints every rejection after the program's last line with its stack, whichever class the error has.
  error.stack = "";
  return error;
}

/**
 * The same output, whose error is reported once. The SDK keeps two promises for each output from the start. If nobody waits for
 * them yet when they fail, since the program is busy with something else, Node first reports them and then warns that they
 * were handled after all. So each caller gets promises of its own, and those two are left to be reported, or not.
 */
export function reportedOnce<Value>(output: pulumi.Output<Value>): pulumi.Output<Value> {
  const internals = output as unknown as Internals<Value>;
  const { isKnown: reporting, isSecret } = internals;
  let hasFailed = false;
  const fails = (): void => {
    hasFailed = true;
  };
  isSecret.catch(fails);
  const define = <Answer>(name: "isKnown" | "isSecret", answer: Promise<Answer>) =>
    Object.defineProperty(output, name, {
      get: () => {
        // A caller who asks in time gets the error, so the SDK need not report it.
        if (!hasFailed) reporting.catch(fails);
        return hasFailed ? internals.promise().then(() => answer) : answer.then((value) => value);
      },
    });
  define("isKnown", reporting);
  define("isSecret", isSecret);
  return output;
}
