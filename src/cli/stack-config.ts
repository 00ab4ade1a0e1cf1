/** The configuration of a stack, as the Pulumi CLI reads it: where a key, an address and limits may stand. */
import { z } from "zod";
import type { Lookup } from "../settings";
import { pulumi } from "./pulumi-command";

const printed = z.record(z.string(), z.object({ value: z.string().optional() }));

/** Secrets are only decrypted if the environment has no key: that takes the stack's passphrase, and what is not read can't leak. */
export async function readStackConfig(stack: string, cwd: string | undefined): Promise<Lookup> {
  const needsKey = !process.env.COMPOSIO_API_KEY?.trim();
  const text = await pulumi(["config", "--json", ...(needsKey ? ["--show-secrets"] : []), "--stack", stack], { cwd });
  const { data } = printed.safeParse(parseJson(text));
  if (!data) throw new Error(`The config of stack ${stack} can't be read: it is not what the Pulumi CLI gives.`);
  return (key) => data[key]?.value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
