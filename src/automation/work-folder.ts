/**
 * A folder for each operation: the project file, the CLI's output, a PULUMI_HOME of its own. So what the CLI leaves (logs, workspace
 * files) goes with the folder; and a folder whose service is gone tells `recover()` whose operation was killed.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Settings } from "./options";
import { hasEnvironment, isRunning } from "./processes";

export interface WorkFolder {
  path: string;
  /** The stack that it was made for. */
  name: string;
  /** Put into the environment of every process of this operation, `NAME=value`. */
  setting: string;
}

/** Which process works in a folder, and since when. */
interface Note {
  host: string;
  pid: number;
  at: string;
}

/** The environment variable that names an operation's folder. */
export const FOLDER_VARIABLE = "PULUMI_COMPOSIO_OPERATION";

const folderOf = (folder: string, name: string): WorkFolder => ({
  path: folder,
  name,
  setting: `${FOLDER_VARIABLE}=${folder}`,
});

/** One for each project and backend, shared by all services of this machine. */
export function rootOf({ workFolder, project, env }: Settings): string {
  const backend = env.PULUMI_BACKEND_URL ?? process.env.PULUMI_BACKEND_URL ?? "";
  return path.join(workFolder, `${project}-${createHash("sha256").update(backend).digest("hex").slice(0, 12)}`);
}

/** Readable by this user alone: the CLI's output can hold what a program prints. */
export function makeWorkFolder(root: string, name: string, home: string | undefined): WorkFolder {
  fs.mkdirSync(root, { recursive: true, mode: 0o700 });
  const making = fs.mkdtempSync(path.join(root, ".making-"));
  note(making, "service", process.pid);
  fillHome(homeOf({ path: making }), home ?? process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi"));
  const folder = path.join(root, `${name}.${path.basename(making).slice(".making-".length)}`);
  fs.renameSync(making, folder);
  return folderOf(folder, name);
}

/** The CLI's folder of an operation. */
export const homeOf = (folder: Pick<WorkFolder, "path">): string => path.join(folder.path, "home");

export const removeWorkFolder = (folder: WorkFolder): void =>
  fs.rmSync(folder.path, { recursive: true, force: true, maxRetries: 3 });

/** Plugins and credentials are those of the user; logs and the choice of stacks are the operation's. */
function fillHome(home: string, real: string): void {
  fs.mkdirSync(path.join(real, "plugins"), { recursive: true });
  fs.mkdirSync(home);
  for (const entry of fs.readdirSync(real)) {
    if (entry === "logs" || entry === "workspaces") continue;
    fs.symlinkSync(path.join(real, entry), path.join(home, entry), "junction");
  }
}

/** Writes down which CLI works in the folder now. */
export const noteEngine = (folder: WorkFolder, pid: number): void => note(folder.path, "engine", pid);

function note(folder: string, whose: string, pid: number): void {
  fs.writeFileSync(
    path.join(folder, whose),
    JSON.stringify({ host: os.hostname(), pid, at: new Date().toISOString() } satisfies Note),
  );
}

/** The CLI that still works in the folder, if one does. The environment tells it from a process of the same id elsewhere. */
export function engineIn(folder: WorkFolder): number | undefined {
  const engine = readNote(folder.path, "engine");
  if (engine === undefined || !isRunning(engine.pid, new Date(engine.at))) return undefined;
  return hasEnvironment(engine.pid, folder.setting) ? engine.pid : undefined;
}

/** The folders of services of this host that do not run any more. */
export function staleFolders(root: string): WorkFolder[] {
  return entriesOf(root).flatMap((entry) => {
    const folder = path.join(root, entry);
    const service = readNote(folder, "service");
    if (service?.host !== os.hostname() || isRunning(service.pid, new Date(service.at))) return [];
    return [folderOf(folder, entry.startsWith(".") ? "" : (entry.split(".")[0] ?? ""))];
  });
}

function entriesOf(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function readNote(folder: string, whose: string): Note | undefined {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, whose), "utf8"));
  } catch {
    return undefined;
  }
}
