/** `emulate`: the emulator in a terminal, or under a script. */
import type { Answers, Emulator, Fault } from "../emulator";
import { startEmulator } from "../emulator";
import type { EmulatorSeed } from "../emulator/options";
import { readAnswers, readSeed } from "./emulator-seed";
import { print } from "./output";
import type { RequestLine } from "./request-lines";
import { followRequests } from "./request-lines";

export interface EmulateOptions {
  port: number;
  apiKey: string;
  seed?: string;
  answers?: string;
  fault: string[];
  latency: number;
  rateLimit: number;
  json?: boolean;
}

/** Resolves when a signal has ended it. */
export async function emulate(options: EmulateOptions): Promise<void> {
  const seed = options.seed === undefined ? undefined : readSeed(options.seed);
  const answers = options.answers === undefined ? {} : readAnswers(options.answers);
  const faults = options.fault.map(parseFault);
  const emulator = await start(options, seed, answers);
  try {
    for (const fault of seed?.faults ?? []) addFault(emulator, fault, `The seed file ${options.seed}, faults`);
    for (const fault of faults) addFault(emulator, fault, "--fault");
    print(options.json ? JSON.stringify(readyLine(emulator)) : readyText(emulator));
    const unfollow = followRequests(emulator, (line) => print(options.json ? JSON.stringify(line) : requestText(line)));
    await interrupted();
    unfollow();
  } finally {
    await emulator.close();
  }
}

async function start(
  { port, apiKey, latency, rateLimit }: EmulateOptions,
  seed: EmulatorSeed | undefined,
  answers: Partial<Answers>,
): Promise<Emulator> {
  if (port > 65_535) throw new Error(`--port must be at most 65535, but got: ${port}`);
  try {
    return await startEmulator({
      port,
      apiKey,
      latencyMs: latency,
      rateLimit: { limit: rateLimit, windowMs: 60_000 },
      toolkits: seed?.toolkits,
      authConfigs: seed?.authConfigs,
      answers,
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new Error(`Port ${port} is in use. Choose another with --port, or any free one with --port 0.`);
    if (code === "EACCES") throw new Error(`Port ${port} is not allowed here. Choose one above 1023 with --port.`);
    throw error;
  }
}

/** A kind alone, or an object of JSON. The emulator itself checks what stands in it. */
function parseFault(text: string): Fault {
  if (!text.trim().startsWith("{")) return { kind: text.trim() as Fault["kind"] };
  try {
    return JSON.parse(text) as Fault;
  } catch (cause) {
    throw new Error(`--fault must be a kind, or JSON such as {"kind":"status","status":503}, but got: ${text}`, {
      cause,
    });
  }
}

function addFault(emulator: Emulator, fault: Fault, origin: string): void {
  try {
    emulator.failNext(fault);
  } catch (cause) {
    throw new Error(`${origin}: ${(cause as Error).message}`, { cause });
  }
}

const readyLine = ({ url, apiKey }: Emulator) => ({ event: "ready", url, apiKey });

const readyText = ({ url, apiKey }: Emulator): string =>
  [
    `A Composio API in memory: nothing here reaches the real one. ^C ends it.`,
    `  export COMPOSIO_BASE_URL=${url}`,
    `  export COMPOSIO_API_KEY=${apiKey}`,
  ].join("\n");

const requestText = ({ method, path, query, status, fault, key }: RequestLine): string => {
  const search = new URLSearchParams(query).toString();
  const remarks = [...(fault ? [`fault ${fault}`] : []), ...(key === "ok" ? [] : [`API key ${key}`])];
  return `${status ?? "---"} ${method} ${path}${search && `?${search}`}${remarks.length > 0 ? ` (${remarks.join(", ")})` : ""}`;
};

/** Resolves on ^C and on what `kill` sends. */
const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
