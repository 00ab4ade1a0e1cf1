/** `sessionConfig` for every language: from auth configs that exist to what an application reads. Pure. */
import { z } from "zod";
import type { SessionSettings } from "../session/compose";
import { composeSettings } from "../session/compose";
import { distinctToolkits } from "../session/distinct-toolkits";
import { toPython } from "../session/python";
import type { SessionConfig } from "../session/shape";

/** An auth config for a session. */
export interface SessionAuthConfig {
  /** Its id (`ac_…`): the output `id` of an auth config. */
  id: string;
  /** Its toolkit: the output `toolkit` of an auth config. */
  toolkit: string;
  /** The session is restricted to these tools: the input of that name of the auth config. Default: not restricted. */
  toolsAvailableForExecution?: string[];
}

/** The arguments of the function. */
export interface SessionConfigArgs {
  /** One for each toolkit at most. */
  authConfigs: SessionAuthConfig[];
  /**
   * The options of the session, under the names of Composio's TypeScript SDK: `toolkits`, `tools`,
   * `connectedAccounts`, `manageConnections` and so on; `restrictTools: false` leaves `toolsAvailableForExecution` out of it.
   */
  options?: { [option: string]: unknown };
}

/** The session for applications in TypeScript and in Python. */
export interface SessionConfigResult {
  /** For an application in TypeScript: `composio.create(user, session)`. What every reader of this package takes. */
  session: { [key: string]: unknown };
  /** For an application in Python: `composio.create(user_id=user, **session)`. */
  python: { [key: string]: unknown };
}

const text = z.string({ error: "a string" }).min(1, { error: "a non-empty string" });

/** The options are checked where the session is composed. */
export const sessionArgs = z.strictObject({
  authConfigs: z.array(
    z.strictObject(
      {
        id: text,
        toolkit: text,
        toolsAvailableForExecution: z.array(text, { error: "a list of tools" }).optional(),
      },
      { error: "an object with id and toolkit" },
    ),
    { error: "a list of objects with id and toolkit" },
  ),
  options: z.record(z.string(), z.unknown(), { error: "a map of options" }).optional(),
});

export function sessionConfig({ authConfigs, options = {} }: SessionConfigArgs): SessionConfigResult {
  const named = distinctToolkits(authConfigs.map(({ id, toolkit }) => ({ label: id, toolkit })));
  const ids = named.map(({ slug }, index): [string, string] => [slug, authConfigs[index]?.id ?? ""]);
  const configs = named.map((config, index) => ({ ...config, tools: authConfigs[index]?.toolsAvailableForExecution }));
  const session: SessionConfig = {
    authConfigs: Object.fromEntries(ids),
    ...composeSettings(configs, options as SessionSettings),
  };
  return { session: { ...session }, python: { ...toPython(session) } };
}
