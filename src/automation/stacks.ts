/** `stacks()`: turns, slots and the queue. What runs in a slot is in call.ts. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Limit } from "p-limit";
import pLimit from "p-limit";
import type { Attempt, Call } from "./call";
import { attempt, throwIfEnded } from "./call";
import type { LockOwner } from "./errors";
import { Aborted, Closed, Locked, QueueFull } from "./errors";
import type { Operation } from "./operation";
import { destroy, failedBefore, recover, up } from "./operation";
import type { CallOptions, Settings, StacksOptions } from "./options";
import { checkEnv, checkName, readOptions } from "./options";
import type { Recovery } from "./recover";
import { recoverAll } from "./recover";
import type { DestroyResult, UpResult } from "./results";

/** How often a lock is looked at while a call waits for it. */
const LOOK_EVERY_MS = 500;

/** How often a call is tried again that met another process's change. */
const MAX_DISTURBANCES = 5;

/** How many calls run and wait now, and which stacks another process holds. */
export interface Health {
  /** Engines that run now, of this process. */
  running: number;
  /** Calls that wait for their turn, for a slot, or for a lock. */
  queued: number;
  /** Stacks that the last call found locked by another process. */
  locked: ({
    /** The stack. */
    name: string;
  } & LockOwner)[];
}

/** Many stacks of one program, such as one a customer. */
export interface Stacks {
  /**
   * Makes what the stack lacks and brings the rest up to date; makes the stack if it is not there. Safe to call again.
   * Rejects with `InvalidName`, `QueueFull`, `Locked`, `Failed`, `TimedOut`, `Aborted` or `Closed`.
   */
  up(name: string, options?: CallOptions): Promise<UpResult>;
  /**
   * Deletes what the stack has, and the stack with its history and backups. What a killed or failed call may have made is taken
   * over first, so that nothing is left. Safe to call again, and for a stack that is not there. Rejects as `up` does.
   */
  destroy(name: string, options?: CallOptions): Promise<DestroyResult>;
  /**
   * To call at start, before or beside other calls: ends what killed services of this machine have left running, releases their
   * locks, takes over what their calls may have made, removes their work folders. Never rejects on account of one stack.
   */
  recover(): Promise<Recovery>;
  /** Counts what runs and waits. Asks nobody, and never throws. */
  health(): Health;
  /**
   * Takes no more calls and rejects those that wait with `Closed`; resolves when those that run have ended. For SIGTERM.
   * With `timeoutMs`, what runs after that time is ended as by a signal.
   */
  close(options?: { timeoutMs?: number }): Promise<void>;
}

/** Opens the stacks of one program. Throws at once if an option can't be used. Close the result when the service ends. */
export function stacks(options: StacksOptions): Stacks {
  return new Queue(readOptions(options));
}

class Queue implements Stacks {
  readonly #slots: Limit;
  readonly #turns = new Map<string, { limit: Limit; calls: number }>();
  readonly #waiting = new Set<AbortController>();
  readonly #running = new Set<AbortController>();
  readonly #calls = new Set<Promise<unknown>>();
  readonly #locked = new Map<string, LockOwner>();
  #isClosed = false;

  constructor(private readonly settings: Settings) {
    this.#slots = pLimit(settings.concurrency);
  }

  up(name: string, options: CallOptions = {}): Promise<UpResult> {
    return this.#call(name, options, up);
  }

  destroy(name: string, options: CallOptions = {}): Promise<DestroyResult> {
    return this.#call(name, options, destroy);
  }

  recover(): Promise<Recovery> {
    return recoverAll(this.settings, (name, progress) => this.#call(name, { progress }, recover));
  }

  health(): Health {
    const locked = [...this.#locked].map(([name, owner]) => ({ name, ...owner }));
    return { running: this.#running.size, queued: this.#waiting.size, locked };
  }

  async close({ timeoutMs }: { timeoutMs?: number } = {}): Promise<void> {
    this.#isClosed = true;
    const endAll = (controllers: Iterable<AbortController>) => {
      for (const controller of controllers) controller.abort(new Closed());
    };
    endAll(this.#waiting);
    const late = timeoutMs === undefined ? undefined : setTimeout(() => endAll(this.#running), timeoutMs);
    await Promise.allSettled(this.#calls);
    clearTimeout(late);
  }

  async #call<Result>(
    name: string,
    { env = {}, signal, progress = () => {} }: CallOptions,
    operate: (operation: Operation) => Promise<Result>,
  ): Promise<Result> {
    checkName(name);
    const checked = checkEnv(`stack "${name}"`, env);
    if (this.#isClosed) throw new Closed();
    if (signal?.aborted) throw new Aborted(name, signal.reason);
    if (this.#waiting.size >= this.settings.queue + this.#freeSlots()) throw new QueueFull(this.#waiting.size);

    progress({ state: "queued" });
    const controller = new AbortController();
    const abort = () => controller.abort(new Aborted(name, signal?.reason));
    signal?.addEventListener("abort", abort);
    this.#waiting.add(controller);
    const work = this.#inTurn({ name, env: checked, operate, progress, end: controller.signal }, controller);
    this.#calls.add(work);
    try {
      // A waiting call ends at once. Its place in the queue finds it ended later.
      const result = await Promise.race([work, this.#endOfWaiting(controller)]);
      progress({ state: "done" });
      return result;
    } finally {
      signal?.removeEventListener("abort", abort);
      this.#waiting.delete(controller);
      work.finally(() => this.#calls.delete(work)).catch(noop);
    }
  }

  /** The queue is for calls that find no slot. */
  #freeSlots(): number {
    return Math.max(0, this.settings.concurrency - this.#running.size);
  }

  #endOfWaiting(controller: AbortController): Promise<never> {
    return new Promise((_resolve, reject) => {
      controller.signal.addEventListener("abort", () => {
        if (!this.#running.has(controller)) reject(controller.signal.reason);
      });
    });
  }

  #inTurn<Result>(call: Call<Result>, controller: AbortController): Promise<Result> {
    const turn = this.#turns.get(call.name) ?? { limit: pLimit(1), calls: 0 };
    this.#turns.set(call.name, turn);
    turn.calls += 1;
    return turn
      .limit(() => this.#untilFree(call, controller))
      .finally(() => {
        turn.calls -= 1;
        if (turn.calls === 0) this.#turns.delete(call.name);
      });
  }

  /** Between attempts the call has its turn and no slot: others go on while it waits for another process. */
  async #untilFree<Result>(call: Call<Result>, controller: AbortController): Promise<Result> {
    const { name, progress, end } = call;
    const { lockTimeoutMs } = this.settings;
    let waitsUntil: number | undefined;
    for (let disturbances = 0; ; ) {
      const attempted = await this.#slots(() => this.#attempt(call, controller));
      if ("result" in attempted) return attempted.result;

      if ("disturbance" in attempted) {
        disturbances += 1;
        if (disturbances > MAX_DISTURBANCES) throw failedBefore(call, attempted.disturbance);
      } else {
        if (waitsUntil === undefined && lockTimeoutMs > 0) progress({ state: "locked", ...attempted.owner });
        waitsUntil ??= Date.now() + lockTimeoutMs;
        if (Date.now() >= waitsUntil) throw new Locked(name, attempted.owner);
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: end }).catch(noop);
      throwIfEnded(end);
    }
  }

  async #attempt<Result>(call: Call<Result>, controller: AbortController): Promise<Attempt<Result>> {
    throwIfEnded(call.end);
    this.#waiting.delete(controller);
    this.#running.add(controller);
    try {
      call.progress({ state: "started" });
      const attempted = await attempt(this.settings, call);
      if ("owner" in attempted) this.#locked.set(call.name, attempted.owner);
      else this.#locked.delete(call.name);
      if (!("result" in attempted)) this.#waiting.add(controller);
      return attempted;
    } finally {
      this.#running.delete(controller);
    }
  }
}

const noop = () => {};
