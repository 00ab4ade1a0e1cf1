/** The memory of the provider process below a running CLI, from /proc: the kernel keeps the peak itself. */
import * as fs from "node:fs";

const everyMs = 100;

export interface MemoryWatch {
  /** The peak so far; null if there is no /proc, or no provider was seen. */
  stop: () => number | null;
}

export function watchProviderMemory(cli: number): MemoryWatch {
  let peak: number | null = null;
  const providers = new Set<number>();
  const look = () => {
    // Operations start one provider process, at most two: the search ends with the first.
    if (providers.size === 0) for (const pid of providersBelow(cli)) providers.add(pid);
    for (const pid of providers) peak = Math.max(peak ?? 0, peakOf(pid)) || null;
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function providersBelow(cli: number): number[] {
  if (!fs.existsSync("/proc/self/status")) return [];
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => isProvider(pid) && isBelow(pid, cli));
}

/** The process itself, not the shell that finds the script: of the dynamic resources, or the plugin. */
function isProvider(pid: number): boolean {
  const [command = "", script = ""] = read(`/proc/${pid}/cmdline`).split("\0");
  return /node$/.test(command) && /cmd\/dynamic-provider|pulumi-resource-composio\.js/.test(script);
}

function isBelow(pid: number, ancestor: number): boolean {
  for (
    let current = pid;
    current > 1;
    current = Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${current}/status`))?.[1] ?? 0)
  ) {
    if (current === ancestor) return true;
  }
  return false;
}

function peakOf(pid: number): number {
  return 1024 * Number(/^VmHWM:\s*(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** Empty for a process that has ended. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
