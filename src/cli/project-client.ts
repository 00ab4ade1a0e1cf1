/** A client of the project that COMPOSIO_API_KEY is for. A stack's config is out of reach here. */
import type { Client, UnreadableItem } from "../client";
import { ApiError, createClient } from "../client";
import { unreadableText } from "../client/pages";
import { printable } from "../client/printable";
import type { Setting, Settings } from "../settings";
import { readLimits, readSettings, refusedKeyAdvice } from "../settings";

const NO_STACK = () => undefined;

export const settingsOfEnvironment = (): Settings => readSettings(process.env, NO_STACK);

/** Runs `use` with a client that is closed afterwards, so that the process can end. */
export async function withClient<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const { apiKey, ...settings } = settingsOfEnvironment();
  if (!apiKey) throw new Error("No Composio API key is set. Set COMPOSIO_API_KEY to a key of the project (ak_…).");
  const client = openClient(apiKey, settings);
  try {
    return await use(client);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    throw new Error(`${error.message} ${refusedKeyAdvice(apiKey)}`);
  } finally {
    await client.close();
  }
}

/** On stderr: the output may be read by a program. */
export const warn = (line: string): void => {
  process.stderr.write(`${printable(line)}\n`);
};

/** Of auth configs that a list leaves out. */
export const warnOfUnreadable = (items: readonly UnreadableItem[]): void => {
  for (const item of items) warn(`warning: The API's answer can't be read, and is left out: ${unreadableText(item)}`);
};

/** Whoever opens it closes it. */
export const openClient = (apiKey: Setting, { baseUrl, allowInsecureHttp }: Omit<Settings, "apiKey">): Client =>
  createClient({
    apiKey: apiKey.value,
    baseUrl: baseUrl.value,
    allowInsecureHttp,
    ...readLimits(process.env, NO_STACK),
    log: warn,
  });
