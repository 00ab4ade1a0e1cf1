/** `recover()`: the work folders of services that are gone tell which stacks they were working on. */
import type { LockOwner } from "./errors";
import type { Settings, Step } from "./options";
import { settle } from "./release";
import { removeWorkFolder, rootOf, staleFolders } from "./work-folder";

/** The result of `recover()`. */
export interface Recovery {
  /** Stacks whose locks were released. */
  unlocked: ({
    /** The stack. */
    name: string;
  } & LockOwner)[];
  /** Stacks whose unfinished creates were taken over, by logical name. */
  takenOver: {
    /** The stack. */
    name: string;
    /** The logical names of the resources. */
    resources: string[];
  }[];
  /** How many work folders were removed. */
  workFolders: number;
  /** Stacks that could not be recovered; their work folders stay. The next call on them tries again. */
  failed: {
    /** The stack. */
    name: string;
    /** The reason: one of the errors that a call rejects with, or another. */
    error: Error;
  }[];
}

/** Takes the turn of a stack, like every other call. */
type Recover = (name: string, progress: (step: Step) => void) => Promise<string[]>;

export async function recoverAll(settings: Settings, recover: Recover): Promise<Recovery> {
  const recovery: Recovery = { unlocked: [], takenOver: [], workFolders: 0, failed: [] };
  const folders = staleFolders(rootOf(settings));
  const names = [...new Set(folders.map(({ name }) => name))].filter(Boolean);
  await Promise.all(folders.map((folder) => settle(folder, settings)));
  const recoverOne = async (name: string) => {
    try {
      const resources = await recover(name, (step) => {
        if (step.state !== "unlocked") return;
        const { state: _state, ...owner } = step;
        recovery.unlocked.push({ name, ...owner });
      });
      if (resources.length > 0) recovery.takenOver.push({ name, resources });
    } catch (error) {
      recovery.failed.push({ name, error: error as Error });
    }
  };
  await Promise.all(names.map(recoverOne));
  for (const folder of folders.filter(({ name }) => !recovery.failed.some((each) => each.name === name))) {
    removeWorkFolder(folder);
    recovery.workFolders += 1;
  }
  return recovery;
}
