/** The options of a caller, and the settings that are made of them: mistakes end here, before anything runs. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { LockOwner } from "./errors";
import { describe, InvalidName } from "./errors";

/** The program, its stacks, and how many calls may run and wait. */
export interface StacksOptions {
  /** The Pulumi project that all stacks belong to. It is part of every URN: never change it. */
  project: string;
  /** The program of every stack, a `.js` or `.ts` file; a relative path counts from the working folder. It runs in a process of its own. */
  program: string;
  /** How many engines run at the same time, each with some 300 MB. Default: 4. */
  concurrency?: number;
  /** How many calls may wait; one more is refused with `QueueFull`. Default: 1000. */
  queue?: number;
  /** How long one call may run once it has begun, in milliseconds; then it ends with `TimedOut`. Default: 120000. */
  timeoutMs?: number;
  /**
   * How long an engine that was told to end may take for what it has begun, in milliseconds; then it is killed, and the next
   * call takes over what is left. Default: 10000.
   */
  graceMs?: number;
  /** How long a call waits for another process's lock, outside the slots, in milliseconds. Default: 0, which is `Locked` at once. */
  lockTimeoutMs?: number;
  /** The environment of every engine, beside that of this process: `PULUMI_BACKEND_URL`, for example. */
  env?: { readonly [name: string]: string };
  /**
   * The secrets provider of the stacks that this makes: `awskms://alias/customers`, or any other that
   * `pulumi stack init --secrets-provider` takes. A stack that is there keeps its own. Default: the backend's, which is a
   * passphrase for a bucket or a folder: `PULUMI_CONFIG_PASSPHRASE`, from which each command derives the key anew.
   */
  secretsProvider?: string | undefined;
  /** Where work folders are made. It must outlive a restart for `recover()` to see what was killed. Default: below the temporary folder. */
  workFolder?: string;
  /**
   * Is the owner of a lock gone for good? `undefined` leaves the decision to the default: a process of this host that does not
   * run is gone, everything else lives. Needed if machines or containers share a host name, or change it when they restart.
   */
  isDead?: (owner: LockOwner) => boolean | undefined | Promise<boolean | undefined>;
}

/** The options of one call. */
export interface CallOptions {
  /** The environment of this call's engine and program, secrets included: Pulumi puts config on a command line, and this is not. */
  env?: { readonly [name: string]: string };
  /** Ends the call with `Aborted`: at once if it waits, and as gracefully as `graceMs` allows if it runs. */
  signal?: AbortSignal;
  /** Is told of every step. An error that it throws ends the call, which then rejects with that error. */
  progress?: (step: Step) => void;
}

/** A step of a call. Of one call, `queued` comes first, and `done` only if it succeeds. */
export type Step =
  | {
      /** The call waits for its turn and for a slot. */
      state: "queued";
    }
  | ({
      /** Another process has the stack, and the call waits for it. */
      state: "locked";
    } & LockOwner)
  | {
      /** The call has a slot, and its engine starts. */
      state: "started";
    }
  | ({
      /** A lock was released whose owner is gone. */
      state: "unlocked";
    } & LockOwner)
  | {
      /** A killed or failed call may have made resources, and this call takes them over first. */
      state: "takingOver";
      /** Their logical names. */
      resources: string[];
    }
  | {
      /** The engine works on one resource of the program: an auth config, or another. */
      state: "resource";
      /** `failed` comes in place of `done`. */
      phase: "started" | "done" | "failed";
      /** The engine's word for the operation, such as `create`, `update`, `delete` or `same`. */
      op: string;
      /** The logical name. */
      resource: string;
      /** The type token, without those of its parents. */
      type: string;
    }
  | {
      /** The call has succeeded. */
      state: "done";
    };

export interface Settings extends Required<Omit<StacksOptions, "isDead" | "secretsProvider">> {
  isDead: NonNullable<StacksOptions["isDead"]>;
  secretsProvider: StacksOptions["secretsProvider"];
}

/** The words that the CLI knows, or the address of a key. */
const isSecretsProvider = (given: string): boolean => /^(default|passphrase|[a-z]+:\/\/.+)$/.test(given);

export function readOptions(options: StacksOptions): Settings {
  const { project, program, env = {}, secretsProvider, workFolder, isDead = () => undefined } = options;
  if (typeof project !== "string" || !/^[a-zA-Z0-9-_.]{1,100}$/.test(project)) {
    throw new TypeError(`stacks: project must be the name of a Pulumi project, but got: ${describe(project)}`);
  }
  if (typeof program !== "string" || !fs.existsSync(program)) {
    throw new TypeError(`stacks: program must be the path of a file that exists, but got: ${describe(program)}`);
  }
  if (secretsProvider !== undefined && (typeof secretsProvider !== "string" || !isSecretsProvider(secretsProvider))) {
    throw new TypeError(
      `stacks: secretsProvider must be as in "awskms://alias/customers", but got: ${describe(secretsProvider)}`,
    );
  }
  if (workFolder !== undefined && typeof workFolder !== "string") {
    throw new TypeError(`stacks: workFolder must be a path, but got: ${describe(workFolder)}`);
  }
  if (typeof isDead !== "function")
    throw new TypeError(`stacks: isDead must be a function, but got: ${describe(isDead)}`);
  return {
    project,
    program: path.resolve(program),
    concurrency: atLeast(1, "concurrency", options.concurrency ?? 4),
    queue: atLeast(0, "queue", options.queue ?? 1_000),
    timeoutMs: atLeast(1, "timeoutMs", options.timeoutMs ?? 120_000),
    graceMs: atLeast(0, "graceMs", options.graceMs ?? 10_000),
    lockTimeoutMs: atLeast(0, "lockTimeoutMs", options.lockTimeoutMs ?? 0),
    env: checkEnv("stacks", env),
    secretsProvider,
    workFolder: path.resolve(workFolder ?? path.join(os.tmpdir(), `pulumi-composio-${os.userInfo().username}`)),
    isDead,
  };
}

function atLeast(minimum: number, name: string, given: unknown): number {
  if (Number.isSafeInteger(given) && (given as number) >= minimum) return given as number;
  const got = typeof given === "number" ? given : describe(given);
  throw new TypeError(`stacks: ${name} must be a whole number of at least ${minimum}, but got: ${got}`);
}

/** Values are secrets, so a message names the variable alone. */
export function checkEnv(caller: string, env: unknown): { [name: string]: string } {
  if (typeof env !== "object" || env === null)
    throw new TypeError(`${caller}: env must be an object, but got: ${describe(env)}`);
  for (const [name, value] of Object.entries(env)) {
    if (typeof value !== "string")
      throw new TypeError(`${caller}: env.${name} must be a string, but got: ${describe(value)}`);
    if (value.includes("\0")) throw new TypeError(`${caller}: env.${name} must not contain a null character`);
  }
  return { ...env };
}

/** Lower case alone, since some file systems have no other; and nothing that the CLI could take for an option or a path. */
export function checkName(name: unknown): string {
  if (typeof name === "string" && /^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return name;
  throw new InvalidName(name);
}
