/** One call, from the moment that its turn and a slot are free: it ends with what its operation gives, or with an error for programs. */
import { isHalfWritten } from "../stack-backend";
import { deleteHalfWritten } from "./backend-files";
import { CommandFailed, Commands } from "./commands";
import type { LockOwner } from "./errors";
import { TimedOut } from "./errors";
import { isBusyService, ownersIn } from "./lock";
import type { Operation } from "./operation";
import { failedBefore } from "./operation";
import type { Settings, Step } from "./options";
import { release } from "./release";
import { makeWorkFolder, removeWorkFolder, rootOf } from "./work-folder";

export interface Call<Result> {
  name: string;
  env: { readonly [name: string]: string };
  operate: (operation: Operation) => Promise<Result>;
  progress: (step: Step) => void;
  /** Aborted with the error that the call is to end with. */
  end: AbortSignal;
}

/** The step after an attempt: none, or another attempt when another process has ended its work. */
export type Attempt<Result> =
  | { result: Result }
  | { owner: LockOwner }
  /** The CLI failed on what another process changed at that moment: it may succeed at once. */
  | { disturbance: CommandFailed };

/** In a slot: one work folder, one engine at a time, one deadline. */
export async function attempt<Result>(settings: Settings, call: Call<Result>): Promise<Attempt<Result>> {
  const { name, env, end, operate } = call;
  throwIfEnded(end);
  const folder = makeWorkFolder(rootOf(settings), name, env.PULUMI_HOME ?? settings.env.PULUMI_HOME);
  const commands = new Commands(folder, settings.graceMs);
  let stopReason: unknown;
  const stop = (reason: unknown) => {
    stopReason ??= reason;
    commands.stop();
  };
  const onEnd = () => stop(end.reason);
  end.addEventListener("abort", onEnd);
  const deadline = setTimeout(() => stop(new TimedOut(name, settings.timeoutMs)), settings.timeoutMs);
  const operation = { settings, name, env, commands, folder, progress: guarded(call.progress, stop) };
  try {
    const outcome = await settled(operation, () => operate(operation));
    // The reason to stop counts, even if it came too late to stop anything.
    if (stopReason !== undefined) throw stopReason;
    return outcome;
  } catch (error) {
    throw stopReason ?? error;
  } finally {
    clearTimeout(deadline);
    end.removeEventListener("abort", onEnd);
    commands.close();
    removeWorkFolder(folder);
  }
}

export function throwIfEnded(end: AbortSignal): void {
  if (end.aborted) throw end.reason;
}

/** The engine calls it between its events, where an error would be lost. */
function guarded(progress: (step: Step) => void, stop: (reason: unknown) => void): (step: Step) => void {
  return (step) => {
    try {
      progress(step);
    } catch (error) {
      stop(error ?? new Error("progress threw nothing"));
    }
  };
}

/** Mends what a killed run has left, and tries again. */
async function settled<Result>(operation: Operation, operate: () => Promise<Result>): Promise<Attempt<Result>> {
  for (;;) {
    try {
      return { result: await operate() };
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      const unmended = await mend(operation, error);
      if (unmended !== undefined) return unmended;
    }
  }
}

type Unmended = { owner: LockOwner } | { disturbance: CommandFailed };

/** Deletes what is half written, and releases locks whose owner is gone; undefined if the operation can be tried again. */
async function mend(operation: Operation, error: CommandFailed): Promise<Unmended | undefined> {
  if (deleteHalfWritten(operation, error.errorOutput)) return undefined;
  const owners = ownersIn(error.errorOutput);
  const [owner] = owners;
  if (owner === undefined) return otherwise(operation, error);
  try {
    const released = await release(operation, owners);
    if (released.length === 0) return { owner };
    for (const each of released) operation.progress({ state: "unlocked", ...each });
    return undefined;
  } catch (refused) {
    if (refused instanceof CommandFailed) return otherwise(operation, refused);
    throw refused;
  }
}

/**
 * A bucket lists another process's lock, and it is gone when the CLI reads it. The CLI does not say what it has not found, so it may
 * also be the bucket itself. A stack can be removed between two commands, and another engine may be about to write what is half
 * written, too.
 */
function otherwise(operation: Operation, error: CommandFailed): Unmended {
  if (isBusyService(error.errorOutput))
    return { owner: { host: "unknown", pid: 0, user: "unknown", since: new Date() } };
  const isDisturbed =
    /\bNotFound\b|no stack named .* found/.test(error.errorOutput) || isHalfWritten(error.errorOutput);
  if (isDisturbed) return { disturbance: error };
  throw failedBefore(operation, error);
}
