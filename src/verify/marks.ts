/** How this command recognizes what it has made, in any project and after any crash. */

const PREFIX = "pulumi-composio-verify-";

/** Every account that a probe makes belongs to this user. */
export const SCRATCH_USER = "pulumi-composio-verify";

const NAME = /^pulumi-composio-verify-[0-9a-f]{16}$/;

/** What an item shows that can carry the mark. */
interface Marked {
  name?: unknown;
  credentials?: unknown;
}

/** The mark of one scratch auth config: 8 hex of the run and 8 of its own. */
export const scratchName = (runHex: string, ownHex: string): string => `${PREFIX}${runHex}${ownHex}`;

/**
 * By the name, or by the client id of a config that was made without a name: the API shows a client id in clear. `runHex`
 * narrows it to one run.
 */
export function isScratch({ name, credentials }: Marked, runHex = ""): boolean {
  const clientId = (credentials as { client_id?: unknown } | null | undefined)?.client_id;
  return [name, clientId].some(
    (text) => typeof text === "string" && NAME.test(text) && text.startsWith(`${PREFIX}${runHex}`),
  );
}
