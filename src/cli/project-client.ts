/** A client of the project that COMPOSIO_API_KEY is for. A stack's config is out of reach here. */
import type { Client } from "../client";
import { ApiError, createClient } from "../client";
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

/** Whoever opens it closes it. */
export const openClient = (apiKey: Setting, { baseUrl, allowInsecureHttp }: Omit<Settings, "apiKey">): Client =>
  createClient({
    apiKey: apiKey.value,
    baseUrl: baseUrl.value,
    allowInsecureHttp,
    ...readLimits(process.env, NO_STACK),
    // The output may be read by a program.
    log: (line) => process.stderr.write(`${line}\n`),
  });
