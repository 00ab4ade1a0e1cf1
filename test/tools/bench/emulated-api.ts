/**
 * The emulator in a process of its own, so that it does not compete with what measures. Forked: it runs the second half of
 * this file.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { startEmulator } from "pulumi-composio/emulator";

interface Address {
  url: string;
  apiKey: string;
}

export interface EmulatedApi extends Address {
  /** How many requests have come since the last question. */
  takeRequests: () => Promise<number>;
  close: () => Promise<void>;
}

/** `others`: how many auth configs of nobody's stack the account has from the start. */
export async function startEmulatedApi(latencyMs: number, others: number): Promise<EmulatedApi> {
  const child = fork(__filename, [String(latencyMs), String(others)], { stdio: "inherit" });
  const [address] = (await once(child, "message")) as [Address];
  return {
    ...address,
    takeRequests: async () => {
      child.send("take");
      const [requests] = (await once(child, "message")) as [number];
      return requests;
    },
    close: async () => {
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}

async function serve(latencyMs: number, others: number): Promise<void> {
  // Waiting for the rate limit of an account is not measured: 2,000 requests a minute would be 30 s for a thousand.
  const emulator = await startEmulator({ latencyMs, rateLimit: { limit: 1_000_000_000, windowMs: 60_000 } });
  for (let number = 1; number <= others; number += 1) {
    emulator.addAuthConfig({ toolkit: "notion", name: `other-${number}` });
  }
  let taken = 0;
  process.on("message", () => {
    process.send?.(emulator.requests.length - taken);
    taken = emulator.requests.length;
  });
  process.once("disconnect", () => emulator.close());
  process.send?.({ url: emulator.url, apiKey: emulator.apiKey } satisfies Address);
}

if (require.main === module) void serve(Number(process.argv[2]), Number(process.argv[3]));
