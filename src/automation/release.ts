/** The end of what a service that is gone has left running, and the release of its locks. */
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { deleteLocks } from "./backend-files";
import { CommandFailed } from "./commands";
import type { LockOwner } from "./errors";
import { isGone, ownersIn } from "./lock";
import type { Operation } from "./operation";
import { askForLock, isMissingStack, makeIfMissing, pulumi } from "./operation";
import type { Settings } from "./options";
import { isRunning, signal, treeOf, withEnvironment } from "./processes";
import type { WorkFolder } from "./work-folder";
import { engineIn, removeWorkFolder, rootOf, staleFolders } from "./work-folder";

const LOOK_EVERY_MS = 100;

/** How long a provider that has lost its engine may take for the request that it has sent. */
const STRAY_MS = 10_000;

/**
 * Waits for the engine of a folder whose service is gone, as long as a call may take; then ends it as a call would be. Then waits for
 * providers that have lost their engine: what they have sent would else arrive behind the next run's back.
 */
export async function settle(folder: WorkFolder, { timeoutMs, graceMs }: Settings): Promise<void> {
  const isEnded = () => engineIn(folder) === undefined;
  if (!(await within(timeoutMs, isEnded))) {
    signalEngine(folder, (engine) => signal([engine], "SIGINT"));
    if (!(await within(graceMs, isEnded))) signalEngine(folder, (engine) => signal(treeOf(engine), "SIGKILL"));
  }
  const strays = () => withEnvironment(folder.setting);
  if (!(await within(STRAY_MS, () => strays().length === 0))) signal(strays(), "SIGKILL");
}

function signalEngine(folder: WorkFolder, send: (engine: number) => void): void {
  const engine = engineIn(folder);
  if (engine !== undefined) send(engine);
}

async function within(limitMs: number, isReached: () => boolean): Promise<boolean> {
  for (const deadline = Date.now() + limitMs; !isReached(); await sleep(LOOK_EVERY_MS)) {
    if (Date.now() > deadline) return false;
  }
  return true;
}

/**
 * Releases the stack's locks if the owner of each is gone; returns those that were released, or none. One process of this machine at
 * a time: the CLI releases all locks of a stack, and between the look and the release another process could have taken its own.
 */
export async function release(operation: Operation, owners: readonly LockOwner[]): Promise<readonly LockOwner[]> {
  const { settings, name } = operation;
  if (!(await areGone(owners, settings))) return [];

  const root = rootOf(settings);
  for (const folder of staleFolders(root).filter((each) => each.name === name)) {
    await settle(folder, settings);
    removeWorkFolder(folder);
  }
  return alone(path.join(root, ".releasing"), async () => {
    const now = await ownersNow(operation);
    if (now.length === 0 || !(await areGone(now, settings))) return now.length === 0 ? owners : [];
    return (await cancel(operation, now)) ? now : [];
  });
}

async function areGone(owners: readonly LockOwner[], { isDead }: Settings): Promise<boolean> {
  for (const owner of owners) if (!(await isGone(owner, isDead))) return false;
  return owners.length > 0;
}

async function ownersNow(operation: Operation): Promise<LockOwner[]> {
  try {
    await askForLock(operation).catch((error) => {
      // The lock of a stack that does not exist is asked for by making it.
      if (!isMissingStack(error)) throw error;
      return makeIfMissing(operation);
    });
    return [];
  } catch (error) {
    const owners = error instanceof CommandFailed ? ownersIn(error.errorOutput) : [];
    if (owners.length === 0) throw error;
    return owners;
  }
}

/** False if the stack does not exist, and its locks are out of reach: an engine was killed while it made or removed the stack. */
async function cancel(operation: Operation, owners: readonly LockOwner[]): Promise<boolean> {
  try {
    await pulumi(operation, "cancel", "--yes");
    return true;
  } catch (error) {
    if (!isMissingStack(error)) throw error;
    return deleteLocks(operation, owners);
  }
}

/** A file is a lock among the processes of a machine. One whose process is gone counts for nothing. */
async function alone<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      removeIfLeft(file);
      await sleep(LOOK_EVERY_MS);
    }
  }
  try {
    return await act();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function removeIfLeft(file: string): void {
  try {
    const owner = Number(fs.readFileSync(file, "utf8"));
    const { mtime } = fs.statSync(file);
    // Just made, it may have no content yet.
    if (Date.now() - mtime.getTime() > 1_000 && !isRunning(owner, mtime)) fs.rmSync(file, { force: true });
  } catch {
    // Its owner has removed it.
  }
}
