/**
 * Beside each state a `file://` backend keeps a file of attributes, which it does not write in one step. An engine that is killed in
 * between leaves an empty one: then the CLI can't look at the state, though that is whole.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { findBackendFolder } from "../stack-backend";
import type { CommandFailed } from "./commands";
import type { Operation } from "./operation";
import { environmentOf, projectFolder } from "./operation";
import { homeOf } from "./work-folder";

/**
 * Deletes the empty files of a stack, and says whether there were any. What another engine is about to write is not lost: the CLI
 * takes a state without attributes as it is.
 */
export function deleteHalfWritten(operation: Operation, { errorOutput }: CommandFailed): boolean {
  if (!/failed to load checkpoint: EOF/.test(errorOutput)) return false;
  const environment = { ...process.env, ...environmentOf(operation), PULUMI_HOME: homeOf(operation.folder) };
  const backend = findBackendFolder(environment, projectFolder(operation.folder));
  if (backend === undefined) return false;
  const folder = path.join(backend, ".pulumi/stacks", operation.settings.project);
  const empty = filesIn(folder).filter(
    (file) => isAttributesOf(operation.name, file) && isEmpty(path.join(folder, file)),
  );
  for (const file of empty) fs.rmSync(path.join(folder, file), { force: true });
  return empty.length > 0;
}

/** The state may be compressed: `acme.json.gz.attrs`. */
const isAttributesOf = (stack: string, file: string): boolean =>
  file.startsWith(`${stack}.json`) && file.endsWith(".attrs");

const filesIn = (folder: string): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

const isEmpty = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.size === 0;
