/** The service of examples/app-lifecycle in a process of its own, and its callers. */
import * as path from "node:path";
import { killAll, processTree, startCommand } from "../support/engine/command";
import { folderBelow, installPackage } from "../support/install";

export const notionApp = { clientId: "app-of-the-customer", clientSecret: "s3cr3t-4720" };

export interface Line {
  state?: "started" | "done" | "failed";
  op?: string;
  name?: string;
  session?: { authConfigs: Record<string, string> };
  retired?: string;
  failed?: string;
  error?: string;
}

export interface Service {
  provision: (customer: string, onLine?: (line: Line) => void) => Promise<Line[]>;
  retire: (customer: string) => Promise<Line[]>;
  /** Ends it as a host does, and waits for it. */
  close: () => Promise<void>;
}

/** A copy of the example in a folder of its own, as if it ran on another machine. */
export async function startService(env: Record<string, string>): Promise<Service> {
  const cwd = folderBelow(await installPackage(), path.join(__dirname, "../../examples/app-lifecycle"));
  const { child, result } = startCommand(process.execPath, [require.resolve("tsx/cli"), "service.ts"], {
    cwd,
    env: { ...env, PORT: "0" },
    timeoutMs: 300_000,
  });
  const ended = result.then(({ code, stderr }) => {
    throw new Error(`The service ended with ${code} before it listened:\n${stderr}`);
  });
  const listening = new Promise<string>((resolve) =>
    child.stdout?.once("data", (text: string) => resolve(text.trim())),
  );
  const url = await Promise.race([listening, ended]);
  ended.catch(() => {});

  const call = async (method: string, customer: string, body?: object, onLine?: (line: Line) => void) => {
    const response = await fetch(`${url}/customers/${customer}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return readLines(response, onLine);
  };
  return {
    provision: (customer, onLine) => call("PUT", customer, notionApp, onLine),
    retire: (customer) => call("DELETE", customer),
    close: async () => {
      const tree = processTree(child);
      child.kill("SIGTERM");
      const late = setTimeout(() => killAll(tree), 10_000);
      await result;
      clearTimeout(late);
    },
  };
}

async function readLines(response: Response, onLine: (line: Line) => void = () => {}): Promise<Line[]> {
  const lines: Line[] = [];
  let rest = "";
  for await (const chunk of response.body ?? []) {
    const parts = (rest + Buffer.from(chunk).toString()).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const line = JSON.parse(part) as Line;
      lines.push(line);
      onLine(line);
    }
  }
  return lines;
}
