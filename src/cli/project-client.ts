/** A client of the project that COMPOSIO_API_KEY is for. A stack's config is out of reach here. */
import type { Client } from "../client";
import { createClient } from "../client";
import { readSettings } from "../settings";

/** Runs `use` with a client that is closed afterwards, so that the process can end. */
export async function withClient<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const { apiKey, baseUrl, allowInsecureHttp } = readSettings(process.env, () => undefined);
  if (!apiKey) throw new Error("No Composio API key is set. Set COMPOSIO_API_KEY to a key of the project (ak_…).");
  const client = createClient({ apiKey: apiKey.value, baseUrl: baseUrl.value, allowInsecureHttp });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
