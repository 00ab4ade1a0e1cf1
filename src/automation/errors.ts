/** The errors that a call can end with, for programs: each class has the facts that a caller acts on. None holds a secret or the CLI's output. */

/** The name is not one for a stack. Nothing was run. */
export class InvalidName extends Error {
  /** `InvalidName`: tells this error from the others, also across copies of the package. */
  override readonly name = "InvalidName";

  constructor(given: unknown) {
    super(`A stack's name must match [a-z0-9][a-z0-9-]{0,62}, but got: ${describe(given)}`);
  }
}

/** The queue is full. Nothing was run; a later call may be taken. */
export class QueueFull extends Error {
  /** `QueueFull`: tells this error from the others, also across copies of the package. */
  override readonly name = "QueueFull";

  constructor(
    /** How many calls wait. */
    readonly queued: number,
  ) {
    super(`${queued} calls wait already, and no more are taken. Call again when some have ended.`);
  }
}

/** The owner of a lock on a stack, as the state backend names it. */
export interface LockOwner {
  /** The name of the host on which the process runs, as the process gave it. */
  host: string;
  /** The process id on that host. */
  pid: number;
  /** The operating system's user that runs the process. */
  user: string;
  /** When the lock was taken, to the second. */
  since: Date;
}

/** Another process works on the stack, as far as can be told. Nothing was changed; a later call may find it free. */
export class Locked extends Error implements LockOwner {
  /** `Locked`: tells this error from the others, also across copies of the package. */
  override readonly name = "Locked";
  /** The name of the host on which the other process runs. */
  readonly host: string;
  /** The other process's id on that host. */
  readonly pid: number;
  /** The operating system's user that runs the other process. */
  readonly user: string;
  /** When the lock was taken, to the second. */
  readonly since: Date;

  constructor(stack: string, { host, pid, user, since }: LockOwner) {
    super(
      `"${stack}" is locked by process ${pid} of ${host} since ${since.toISOString()}. Call again when that has ended.`,
    );
    this.host = host;
    this.pid = pid;
    this.user = user;
    this.since = since;
  }
}

/** One thing that went wrong in a run. */
export interface Failure {
  /** The logical name of the resource; missing if the failure is the program's or Pulumi's own. */
  resource?: string;
  /** The message for a person. Values of `env` are cut out of it. */
  message: string;
}

/** The run has ended, and something in it failed. What succeeded is in the state, and the next call goes on from there. */
export class Failed extends Error {
  /** `Failed`: tells this error from the others, also across copies of the package. */
  override readonly name = "Failed";

  constructor(
    whatFailed: string,
    /** At least one. */
    readonly failures: readonly Failure[],
  ) {
    super(`${whatFailed}: ${failures.map(sentenceOf).join("; ")}`);
  }
}

const sentenceOf = ({ resource, message }: Failure): string => (resource ? `${resource}: ${message}` : message);

/** The call took longer than `timeoutMs`, and was ended. The next call goes on from what was done. */
export class TimedOut extends Error {
  /** `TimedOut`: tells this error from the others, also across copies of the package. */
  override readonly name = "TimedOut";

  constructor(
    stack: string,
    /** The limit that the call exceeded, in milliseconds. */
    readonly timeoutMs: number,
  ) {
    super(`"${stack}" took longer than ${timeoutMs} ms, and was ended. The next call goes on from what was done.`);
  }
}

/** The caller's `signal` ended the call. The next call goes on from what was done. */
export class Aborted extends Error {
  /** `Aborted`: tells this error from the others, also across copies of the package. */
  override readonly name = "Aborted";

  constructor(
    stack: string,
    /** The signal's own reason. */
    readonly reason: unknown,
  ) {
    super(`"${stack}" was ended by its caller. The next call goes on from what was done.`);
  }
}

/** `close()` was called before this call began, or ended it. */
export class Closed extends Error {
  /** `Closed`: tells this error from the others, also across copies of the package. */
  override readonly name = "Closed";

  constructor() {
    super("No calls are taken any more: close() was called.");
  }
}

/** A value as it may stand in a message: short, and without what it may hold. */
export function describe(value: unknown): string {
  if (typeof value !== "string")
    return value === null ? "null" : Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}
