/** The processes of this machine: what lives, since when, and what started what. From /proc if there is one, else from `ps`. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";

interface Row {
  pid: number;
  parent: number;
  /** In milliseconds since 1970; to a second, or worse if the clock was set. */
  startedAt: number;
  isZombie: boolean;
}

/** Linux counts a process's start in these since boot, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/** How far a start that was computed may be off. */
const INACCURACY_MS = 2_000;

/** Does the process that had this id at that time still run? A later process with the same id is another one. */
export function isRunning(pid: number, at: Date): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !exists(pid)) return false;
  const row = rowOf(pid);
  if (row === undefined) return true;
  return !row.isZombie && row.startedAt <= at.getTime() + INACCURACY_MS;
}

/** A process and all that it started, directly or not: the engine gives each plugin a process group of its own. */
export function treeOf(pid: number): number[] {
  // Below the first process is the whole machine.
  if (!Number.isSafeInteger(pid) || pid <= 1)
    throw new RangeError(`No tree of processes below ${pid} is anybody's own`);
  const rows = allRows();
  const tree = [pid];
  for (const parent of tree) tree.push(...rows.filter((row) => row.parent === parent).map((row) => row.pid));
  return tree;
}

/** Was the process started with this text in its environment? True on systems without /proc, since nobody can tell there. */
export function hasEnvironment(pid: number, text: string): boolean {
  if (!hasProc()) return true;
  return textOf(`/proc/${pid}/environ`)?.split("\0").includes(text) ?? false;
}

/** All processes with this text in their environment, whoever their parent is now. Empty on systems without /proc. */
export const withEnvironment = (text: string): number[] =>
  numbersIn("/proc").filter((pid) => hasEnvironment(pid, text) && rowOf(pid)?.isZombie === false);

/** Sends a signal to those that still run. */
export function signal(pids: Iterable<number>, name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended by itself.
    }
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const hasProc = (): boolean => fs.existsSync("/proc/stat");

const rowOf = (pid: number): Row | undefined =>
  hasProc() ? fromProc(pid, bootedAt()) : fromPs(["-p", String(pid)])[0];

function allRows(): Row[] {
  if (!hasProc()) return fromPs(["-A"]);
  const bootTime = bootedAt();
  return numbersIn("/proc").flatMap((pid) => fromProc(pid, bootTime) ?? []);
}

const bootedAt = (): number => Number(/^btime (\d+)$/m.exec(textOf("/proc/stat") ?? "")?.[1]) * 1_000;

/** `pid (command) state parent …`: the command may hold any characters, and the start is the 22nd field. */
function fromProc(pid: number, bootTime: number): Row | undefined {
  const fields = textOf(`/proc/${pid}/stat`)?.split(")").pop()?.trim().split(" ");
  if (fields === undefined) return undefined;
  const startedAt = bootTime + (Number(fields[19]) / TICKS_PER_SECOND) * 1_000;
  return { pid, parent: Number(fields[1]), startedAt, isZombie: fields[0] === "Z" };
}

function fromPs(which: string[]): Row[] {
  try {
    const args = [...which, "-o", "pid=,ppid=,stat=,lstart="];
    const lines = execFileSync("ps", args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } }).split("\n");
    return lines.flatMap((line) => {
      const [, pid, parent, stat, started] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
      if (started === undefined) return [];
      return [
        { pid: Number(pid), parent: Number(parent), startedAt: Date.parse(started), isZombie: stat?.[0] === "Z" },
      ];
    });
  } catch {
    return [];
  }
}

function numbersIn(folder: string): number[] {
  try {
    return fs
      .readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
