/** Files that a killed engine can leave in the folder of a `file://` backend, and that no command of the CLI gets past. */
import * as fs from "node:fs";
import * as path from "node:path";
import { findBackendFolder, isHalfWritten } from "../stack-backend";
import type { LockOwner } from "./errors";
import type { Operation } from "./operation";
import { environmentOf, projectFolder } from "./operation";
import { homeOf } from "./work-folder";

/**
 * Deletes the empty files of attributes of a stack, and says whether there were any. What another engine is about to write is not
 * lost: the CLI takes a file without attributes as it is.
 */
export function deleteHalfWritten(operation: Operation, errorOutput: string): boolean {
  if (!isHalfWritten(errorOutput)) return false;
  const { name, settings } = operation;
  return deleteFiles(
    folderIn(operation, "stacks", settings.project),
    // The state may be compressed: `acme.json.gz.attrs`.
    (file, size) =>
      size === 0 &&
      file.endsWith(".attrs") &&
      [`${name}.json`, `${name}.pulumi-tags`].some((start) => file.startsWith(start)),
  );
}

/**
 * Deletes the locks of these owners on a stack that does not exist, which `pulumi cancel` refuses to do, and says whether there were
 * any. Another process may have taken its own meanwhile, to make the stack.
 */
export function deleteLocks(operation: Operation, owners: readonly LockOwner[]): boolean {
  const folder = folderIn(operation, "locks", "organization", operation.settings.project, operation.name);
  // With the attributes of each, `….json.attrs`.
  const lockOf = (file: string) => path.join(folder ?? "", file.replace(/\.attrs$/, ""));
  return deleteFiles(folder, (file) => {
    const { pid, hostname } = readLock(lockOf(file));
    return owners.some((owner) => owner.pid === pid && owner.host === hostname);
  });
}

/** Empty if it is gone, or not written to its end. */
function readLock(file: string): { pid?: number; hostname?: string } {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

function folderIn(operation: Operation, ...names: string[]): string | undefined {
  const environment = { ...process.env, ...environmentOf(operation), PULUMI_HOME: homeOf(operation.folder) };
  const backend = findBackendFolder(environment, projectFolder(operation.folder));
  return backend === undefined ? undefined : path.join(backend, ".pulumi", ...names);
}

function deleteFiles(folder: string | undefined, isMeant: (file: string, size: number) => boolean): boolean {
  if (folder === undefined || !fs.existsSync(folder)) return false;
  const files = fs.readdirSync(folder).filter((file) => {
    const found = fs.statSync(path.join(folder, file), { throwIfNoEntry: false });
    return found !== undefined && isMeant(file, found.size);
  });
  for (const file of files) fs.rmSync(path.join(folder, file), { force: true });
  return files.length > 0;
}
