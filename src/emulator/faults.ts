/** Scripted failures: what `failNext` takes, and which request gets which. */

/** `before`: the request is not processed. `after`: it is, and only the answer goes wrong. */
export type FaultKind =
  /** The connection is reset before the request is processed. */
  | "reset-before"
  /** Processed, then the connection is reset without an answer. */
  | "reset-after"
  /** Not processed and never answered; ends when the caller gives up or the emulator closes. */
  | "timeout-before"
  /** Processed and never answered. */
  | "timeout-after"
  /** Processed; half of the answer is sent, then the connection ends. */
  | "truncate"
  /** Processed; the answer has its status and a body that is no JSON. */
  | "garbage"
  /** Not processed; 200 with a body that is no JSON. */
  | "garbage-before"
  /** Not processed; answers `status` (500) in the API's envelope, a 429 in its flat form. */
  | "status"
  /** Processed; answers `status` (500) all the same. */
  | "status-after"
  /** Not processed; a proxy's HTML page with `status` (502). */
  | "html"
  /** Processed; a proxy's HTML page with `status` (502). */
  | "html-after"
  /** Answers `status` at once, or never if there is none, and processes the request `delayMs` later. */
  | "late-commit"
  /** Processed, and answered after `delayMs`. */
  | "slow"
  /** Not processed; 404 with `{}`. */
  | "empty-404"
  /** Processed as if the auth config that was made last were not there yet. */
  | "stale";

/** A scripted failure: its kind, the requests that it is for, and its details. */
export interface Fault {
  /** The way in which the request fails. */
  kind: FaultKind;
  /** Default any. */
  method?: string | undefined;
  /**
   * Default any. With `/` in front, what the path begins with, such as `/auth_configs`, version or not; otherwise the
   * source of a regular expression, such as `auth_configs$`, for the whole path.
   */
  path?: string | undefined;
  /** How many matching requests it is for. Default 1. */
  times?: number | undefined;
  /** How many matching requests it lets pass first. Default 0. */
  after?: number | undefined;
  /** The status of the answer. Default 500 with `status` and `status-after`, 502 with `html` and `html-after`. */
  status?: number | undefined;
  /** `Retry-After`: seconds, or an HTTP date. Default 1 with a 429, otherwise not sent; null leaves it out. */
  retryAfter?: number | string | null | undefined;
  /** Instead of the usual body: JSON with `status`, text with `html` and `garbage`. */
  body?: unknown;
  /** In milliseconds, for `late-commit` and `slow`. Default 0. */
  delayMs?: number | undefined;
}

interface Waiting {
  fault: Fault;
  skips: number;
  uses: number;
}

/** Faults in the order they were asked for. The first that matches, and has let enough pass, is taken. */
export class FaultQueue {
  #waiting: Waiting[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, skips: fault.after ?? 0, uses: fault.times ?? 1 });
  }

  take(method: string, path: string): Fault | undefined {
    for (const waiting of this.#waiting) {
      if (!matches(waiting.fault, method, path)) continue;
      if (waiting.skips > 0) {
        waiting.skips -= 1;
        continue;
      }
      waiting.uses -= 1;
      if (waiting.uses <= 0) this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      return waiting.fault;
    }
    return undefined;
  }

  /** Those that no request has met yet. */
  waiting(): Fault[] {
    return this.#waiting.map(({ fault }) => fault);
  }

  clear(): void {
    this.#waiting = [];
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  if (!fault.path.startsWith("/")) return new RegExp(fault.path).test(path);
  return path.startsWith(fault.path) || path.replace(/^\/api\/v3(\.1)?/, "").startsWith(fault.path);
}
