/**
 * The way between the client and the emulator without sockets, in place of `undici` and of the emulator's server, and in a time
 * that passes only while everybody waits. So a history is played in milliseconds, and a seed gives the same story every time.
 */
import type { Listening } from "../../src/emulator/server";
import { WaitingTime } from "../support/clocks";

type Answering = (request: Request, bindings: never) => Promise<Response>;

/** A request as the client sends it, and whom it tells of the answer, in undici's words. */
interface Sent {
  origin: string;
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
}

interface Handler {
  onRequestStart: (controller: { abort: (reason: Error) => void }) => void;
  onResponseStart: (controller: object, status: number, headers: Record<string, string>) => void;
  onResponseData: (controller: object, chunk: Buffer) => void;
  onResponseEnd: () => void;
  onResponseError: (controller: object, error: Error) => void;
}

const { RESPONSE_ALREADY_SENT } = jest.requireActual<typeof import("@hono/node-server/utils/response")>(
  "@hono/node-server/utils/response",
);
const doors = new Map<string, Answering>();

/** The one time of a test file. */
export const time = new WaitingTime();

/** One request and what was heard of its answer. */
export interface Exchanged {
  line: string;
  status: number;
  hasBudget: boolean;
  body: string;
}

let listener: ((exchanged: Exchanged) => void) | undefined;

/** Tells of every exchange of this file from now on, until it is called again without a listener. */
export function overhear(listen?: (exchanged: Exchanged) => void): void {
  listener = listen;
}

/** In place of `src/emulator/server`. */
export async function listen(_port: number, answer: Answering): Promise<Listening> {
  const origin = `http://127.0.0.1:${40_000 + doors.size}`;
  doors.set(origin, answer);
  return { origin, close: async () => void doors.delete(origin) };
}

/** A request of the test's own, which no fault meets. */
export async function ask(url: URL, request: RequestInit): Promise<void> {
  await doors.get(url.origin)?.(new Request(url, request), {} as never);
}

/** In place of `undici`: fails as a broken connection does. */
export class Agent {
  dispatch({ origin, path, method, headers, body }: Sent, handler: Handler): void {
    const controller = { abort: (reason: Error) => fail(reason) };
    const fail = (error: Error) => handler.onResponseError(controller, error);
    const door = doors.get(origin);
    if (!door) {
      fail(brokenBy("ECONNREFUSED", `nobody listens at ${origin}`));
      return;
    }

    handler.onRequestStart(controller);
    const socket = {
      resetAndDestroy: () => fail(brokenBy("ECONNRESET", "read ECONNRESET")),
      destroy: () => {},
    };
    const outgoing = {
      headersSent: false,
      statusCode: 0,
      socket,
      writeHead(status: number, sent: Record<string, string>) {
        Object.assign(outgoing, { headersSent: true, statusCode: status, headers: sent });
      },
      /** Half of an answer: then the connection ends. */
      write(half: Buffer, then: () => void) {
        handler.onResponseStart(controller, outgoing.statusCode, {});
        handler.onResponseData(controller, half);
        fail(brokenBy("UND_ERR_SOCKET", "other side closed"));
        then();
      },
    };
    door(new Request(origin + path, { method, headers, body }), { outgoing } as never).then(async (response) => {
      if (response === RESPONSE_ALREADY_SENT) return;
      if (listener) await tell(listener, `${method} ${path} ${body ?? ""}`, response);
      handler.onResponseStart(controller, response.status, Object.fromEntries(response.headers));
      handler.onResponseData(controller, Buffer.from(await response.arrayBuffer()));
      handler.onResponseEnd();
    }, fail);
  }

  async close(): Promise<void> {}
}

async function tell(listen: (exchanged: Exchanged) => void, line: string, response: Response): Promise<void> {
  const hasBudget = response.headers.has("x-ratelimit");
  listen({ line, status: response.status, hasBudget, body: await response.clone().text() });
}

const brokenBy = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/** In place of `node:timers/promises`, by which the emulator waits. */
export function setTimeout(ms: number, value: unknown, { signal }: { signal: AbortSignal }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callOff = time.later(() => resolve(value), ms);
    signal.addEventListener("abort", () => {
      callOff();
      reject(signal.reason);
    });
  });
}

/** The timers of the client, by which a try ends that is not answered. */
export function takeTimers(): void {
  const callOffs = new Map<unknown, () => void>();
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void, ms = 0) => {
    const timer = {};
    callOffs.set(timer, time.later(then, ms));
    return timer;
  }) as never);
  jest.spyOn(global, "clearTimeout").mockImplementation((timer) => {
    callOffs.get(timer)?.();
    callOffs.delete(timer);
  });
}
