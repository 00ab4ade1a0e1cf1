import type { Clock } from "../client/clock";
import { SYSTEM_CLOCK } from "../client/clock";

/** The environment, the clock and the place that a provider process finds around it. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** Where the engine started the process: the program's folder. */
  directory: string;
  /** Where the engine listens, as `host:port`; undefined if there is none, in tests. */
  engine: string | undefined;
  /** A line for the user: the engine shows what the process prints. */
  log: (line: string) => void;
  /** Takes a line out of what the process will print as an error. Default: nothing is taken out. */
  withhold?: (line: string) => void;
  clock: Clock;
  /** Aborted if nothing more is to be sent. Default: never. */
  stop?: AbortSignal;
  /** The time limit of one try of a request, for tests. Default: the setting's. */
  timeoutMs?: number;
}

export const processSurroundings = (): Surroundings => ({
  environment: process.env,
  directory: process.cwd(),
  engine: process.argv[2],
  log: (line) => console.log(line),
  withhold: withholdFrom(console),
  clock: SYSTEM_CLOCK,
});

/** Other providers may run in this process, so nothing but the very lines is taken out, each once. */
export function withholdFrom(output: Pick<Console, "error">): (line: string) => void {
  const lines = new Set<string>();
  const print = output.error;
  let isPatched = false;
  return (line) => {
    lines.add(line);
    if (isPatched) return;
    isPatched = true;
    output.error = (...printed: unknown[]) => {
      const [only] = printed;
      if (printed.length === 1 && typeof only === "string" && lines.delete(only)) return;
      print.apply(output, printed);
    };
  };
}
