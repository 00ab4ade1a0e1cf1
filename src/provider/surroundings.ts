import type { Clock } from "../client/clock";
import { SYSTEM_CLOCK } from "../client/clock";

/** What a provider process finds around it. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** Where the engine started the process: the program's folder. */
  directory: string;
  /** Where the engine listens, as `host:port`; undefined if there is none, in tests. */
  engine: string | undefined;
  /** A line for the user: the engine shows what the process prints. */
  log: (line: string) => void;
  clock: Clock;
  /** Aborted if nothing more is to be sent. Default: never. */
  stop?: AbortSignal;
  /** Of one try of a request, in tests. Default: as it is set. */
  timeoutMs?: number;
}

export const processSurroundings = (): Surroundings => ({
  environment: process.env,
  directory: process.cwd(),
  engine: process.argv[2],
  log: (line) => console.log(line),
  clock: SYSTEM_CLOCK,
});
