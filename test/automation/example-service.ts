/** The service of examples/app-lifecycle in a process of its own, and its callers. */

import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { CommandResult } from "../support/engine/command";
import { killAll, processTree, startCommand } from "../support/engine/command";
import { folderBelow, installPackage } from "../support/install";

export const notionApp = { clientId: "app-of-the-customer", clientSecret: "s3cr3t-4720" };

export interface Answer {
  status: number;
  body: { session?: { authConfigs: Record<string, string> }; takenOver?: string[]; error?: string };
}

export interface ExampleService {
  /** Its own lines, one for each step. */
  printed: () => string;
  put: (customer: string, body?: unknown, signal?: AbortSignal) => Promise<Answer>;
  delete: (customer: string) => Promise<Answer>;
  health: () => Promise<unknown>;
  /** A deploy: SIGTERM. Resolves when the process has ended. */
  stop: () => Promise<CommandResult>;
}

/** This repository's own, since the example's folder has no packages but those of its stack. */
const TSX = pathToFileURL(require.resolve("tsx")).href;

/** A copy of the example in a folder of its own, as if it ran on another machine. */
export async function startExample(env: Record<string, string>): Promise<ExampleService> {
  const cwd = folderBelow(await installPackage(), path.join(__dirname, "../../examples/app-lifecycle"));
  let printed = "";
  let tell = (_url: string) => {};
  const listening = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const { child, result } = startCommand(process.execPath, ["--import", TSX, "service.ts"], {
    cwd,
    env: { ...env, PORT: "0" },
    timeoutMs: 300_000,
    onStdout: (text) => {
      printed += text;
      const url = /^http:\S+$/m.exec(printed)?.[0];
      if (url) tell(url);
    },
  });
  const ended = result.then(({ code, stderr }) => {
    throw new Error(`The service ended with ${code} before it listened:\n${stderr}`);
  });
  const url = await Promise.race([listening, ended]);
  ended.catch(() => {});

  const call = async (method: string, customer: string, more: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}/customers/${customer}`, { method, ...more });
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  };
  return {
    printed: () => printed,
    put: (customer, body = notionApp, signal) =>
      call("PUT", customer, {
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...(signal && { signal }),
      }),
    delete: (customer) => call("DELETE", customer),
    health: async () => (await fetch(`${url}/health`)).json(),
    stop: async () => {
      const tree = processTree(child);
      child.kill("SIGTERM");
      const late = setTimeout(() => killAll(tree), 60_000);
      const { code, stdout, stderr } = await result;
      clearTimeout(late);
      return { code, stdout, stderr };
    },
  };
}
