/** Locks on a stack as the CLI reports them, and the release of those whose owner is gone. */
import * as os from "node:os";
import type { LockOwner } from "./errors";
import { isRunning } from "./processes";

/** The lines of a file or bucket backend, one for each lock. */
const LOCK = /created by (.*)@(\S+) \(pid (\d+)\) at (\S+)/g;

/** The owners that the CLI names; empty if what it says is not about a lock. */
export function ownersIn(errorOutput: string): LockOwner[] {
  if (!errorOutput.includes("the stack is currently locked by")) return [];
  return [...errorOutput.matchAll(LOCK)].map(([, user = "", host = "", pid, since = ""]) => ({
    user,
    host,
    pid: Number(pid),
    since: new Date(since),
  }));
}

/** The service of Pulumi names nobody. */
export const isBusyService = (errorOutput: string): boolean =>
  errorOutput.includes("[409] Conflict: Another update is currently in progress.");

export type Ask = (owner: LockOwner) => boolean | undefined | Promise<boolean | undefined>;

/** Is the owner gone? The caller's word counts, then the process table, for a lock of this host. */
export async function isGone(owner: LockOwner, ask: Ask): Promise<boolean> {
  const told = await ask(owner);
  if (told !== undefined) return told;
  return owner.host === os.hostname() && !isRunning(owner.pid, owner.since);
}
