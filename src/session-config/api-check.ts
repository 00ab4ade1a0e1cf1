/**
 * At preview: does Composio know the toolkits and tools that a session's options name? It refuses a session that names a tool
 * that is not the toolkit's, but only once an application opens one.
 *
 * One request for each toolkit that has tools in the options, and one for each toolkit that has no auth config in the session;
 * answers are kept for 5 minutes. Nothing is asked in `up`, in unit tests, without a key, and with `composio:validate: local`.
 * Without an answer in 5 s the session is not checked, and a line says so; one that can't be read costs only what hangs on it.
 */

import type { Client } from "../client/client";
import type { Clock } from "../client/clock";
import { AnswerCache } from "../discovery/answer-cache";
import type { Endpoint } from "../discovery/connection-source";
import { findEndpoint } from "../discovery/connection-source";
import { checkTools } from "../model/tools";
import { nearest } from "../nearest";
import * as pulumi from "../pulumi-sdk";
import type { SessionConfig } from "../session/shape";
import { namedToolkits, namedTools } from "./named";

const PATIENCE_MS = 5_000;

const answers = new AnswerCache();

/** Lines such as `tools.gmail: gmail has no tool GMAIL_SEND_EMIAL; did you mean GMAIL_SEND_EMAIL?`. */
export async function unknownToComposio(
  options: Omit<SessionConfig, "authConfigs">,
  declared: readonly string[],
): Promise<string[]> {
  const toolkits = namedToolkits(options).filter(({ slug }) => !declared.includes(slug));
  const tools = namedTools(options, [...declared, ...toolkits.map(({ slug }) => slug)]);
  if (!pulumi.runtime.isDryRun() || toolkits.length + tools.length === 0) return [];
  if (pulumi.runtime.getConfig("composio:validate") === "local") return [];
  const endpoint = await findEndpoint({}).catch(() => undefined);
  if (endpoint === undefined) return [];
  return inTime(endpoint, async (client) => {
    const once = <Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer | undefined> =>
      orUnheard(answers.get(`${endpoint.baseUrl} ${question}`, ask));
    const unknown = await Promise.all(
      toolkits.map(async ({ path, slug }) =>
        (await once(`toolkit ${slug}`, () => exists(client, slug))) === false
          ? [{ slug, line: `${path}: there is no toolkit ${slug}${await meant(client, slug)}` }]
          : [],
      ),
    );
    const missing = unknown.flat();
    const isThere = ({ toolkit }: { toolkit: string }) => missing.every(({ slug }) => slug !== toolkit);
    const mistakes = await Promise.all(
      tools.filter(isThere).map(async ({ toolkit, tools: named }) => {
        const slugs = [...new Set(named.map(({ slug }) => slug.toUpperCase()))].sort();
        const question = `tools ${toolkit} ${slugs.join()}`;
        const answer = await once(question, () => loaded().askTools(client, toolkit, slugs));
        return answer ? checkTools(toolkit, named, answer) : [];
      }),
    );
    return [...missing.map(({ line }) => line), ...mistakes.flat()];
  });
}

/** undici and zod take 140 ms to load, and most programs ask nothing. */
const loaded = () => ({
  ...(require("../client/client") as typeof import("../client/client")),
  ...(require("../client/clock") as typeof import("../client/clock")),
  ...(require("../client/errors") as typeof import("../client/errors")),
  ...(require("../client/is-answer") as typeof import("../client/is-answer")),
  ...(require("../client/pages") as typeof import("../client/pages")),
  ...(require("../client/tools") as typeof import("../client/tools")),
});

/** False only if the API itself says that there is none. */
const exists = (client: Client, slug: string): Promise<boolean> =>
  client.getToolkit(slug).then(
    () => true,
    (error) => {
      if (loaded().isNotFound(error)) return false;
      throw error;
    },
  );

/** An answer that says no, or that can't be read, costs what hangs on it alone. */
const orUnheard = <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> =>
  answer.catch((error: Error) => {
    if (!loaded().isAnswer(error)) throw error;
    void pulumi.log.info(`Composio: ${error.message} What it would have told of the session was not checked.`);
    return undefined;
  });

async function meant(client: Client, slug: string): Promise<string> {
  const known = await orUnheard(loaded().everyToolkitSlug(client));
  const found = nearest(slug, known ?? []);
  return found === undefined ? "" : `; did you mean ${found}?`;
}

async function inTime(endpoint: Endpoint, ask: (client: Client) => Promise<string[]>): Promise<string[]> {
  const { createClient, SYSTEM_CLOCK } = loaded();
  let isOver = false;
  // Nobody waits for what is tried again after that, but the program would not end before it.
  const sleep: Clock["sleep"] = async (...times) => {
    if (isOver) throw new Error("nobody waits for it any more");
    return SYSTEM_CLOCK.sleep(...times);
  };
  const client = createClient({ ...endpoint, timeoutMs: PATIENCE_MS, clock: { ...SYSTEM_CLOCK, sleep } });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(client), tooLate]);
  } catch (error) {
    const reason = (error as Error).message;
    void pulumi.log.info(`Composio: the toolkits and tools of the session's options were not checked: ${reason}`);
    return [];
  } finally {
    isOver = true;
    clearTimeout(timer);
    void client.close();
  }
}
