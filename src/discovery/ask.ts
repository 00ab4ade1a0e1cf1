/** The way of every lookup to the API: one question, kept under whom it was asked of. */
import { createHash } from "node:crypto";
import type { Client } from "../client/client";
import * as pulumi from "../pulumi-sdk";
import { AnswerCache } from "./answer-cache";
import type { Endpoint } from "./connection-source";

export type Ask = <Answer>(
  endpoint: Endpoint,
  question: readonly unknown[],
  call: (client: Client) => Promise<Answer>,
) => Promise<Answer>;

/** Asks with a memory of its own. The key is remembered as a hash, since a program's memory may be looked at. */
export function createAsk(cache: AnswerCache = new AnswerCache()): Ask {
  return (endpoint, question, call) => {
    const key = createHash("sha256").update(endpoint.apiKey).digest("hex");
    return cache.get(JSON.stringify([endpoint.baseUrl, key, ...question]), () => withClient(endpoint, call));
  };
}

/** undici and zod take 140 ms to load, and most programs look nothing up. */
async function withClient<Answer>(endpoint: Endpoint, call: (client: Client) => Promise<Answer>): Promise<Answer> {
  const { createClient } = require("../client/client") as typeof import("../client/client");
  const client = createClient({ ...endpoint, log: (line) => void pulumi.log.info(line) });
  try {
    return await call(client);
  } finally {
    await client.close();
  }
}
