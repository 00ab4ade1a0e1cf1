/**
 * A small HTTP service that provisions and retires customers:
 *
 *   curl -X PUT localhost:3000/customers/acme -d '{"clientId":"…","clientSecret":"…"}'
 *   curl -X DELETE localhost:3000/customers/acme
 */
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { json } from "node:stream/consumers";
import type { Step } from "pulumi-composio/automation";
import { Aborted, Closed, InvalidName, Locked, QueueFull, stacks, TimedOut } from "pulumi-composio/automation";
import type { NotionApp } from "./customer";

const customers = stacks({
  project: "app-lifecycle",
  program: path.join(__dirname, "customer.ts"),
  // The key of the customers' secrets, such as awskms://alias/customers. Without one it is PULUMI_CONFIG_PASSPHRASE.
  secretsProvider: process.env.SECRETS_PROVIDER,
});

class BadRequest extends Error {}

/** What is in none of these is 502: Composio, or the program, has refused. */
const statuses = [
  { status: 400, errors: [BadRequest, InvalidName] },
  { status: 409, errors: [Locked] },
  { status: 429, errors: [QueueFull] },
  { status: 503, errors: [Closed, TimedOut, Aborted] },
];

const server = createServer(async (request, response) => {
  // A caller that goes away ends its call.
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  let answer: [status: number, body: object];
  try {
    answer = [200, await run(request, gone.signal)];
  } catch (error) {
    const status = statuses.find(({ errors }) => errors.some((each) => error instanceof each))?.status ?? 502;
    answer = [status, { error: (error as Error).message }];
  }
  response.writeHead(answer[0], { "content-type": "application/json" }).end(`${JSON.stringify(answer[1])}\n`);
});

async function run(request: IncomingMessage, signal: AbortSignal): Promise<object> {
  const { method, url = "" } = request;
  if (url === "/health") return customers.health();

  const [, customer = ""] = /^\/customers\/([^/]*)$/.exec(url) ?? [];
  const progress = (step: Step) => console.log(JSON.stringify({ customer, ...step }));
  if (method === "DELETE") return customers.destroy(customer, { signal, progress });
  if (method !== "PUT") throw new BadRequest(`${method} is not for customers`);

  const env = { NOTION_APP: JSON.stringify(notionAppOf(await json(request).catch(() => undefined))) };
  const { outputs } = await customers.up(customer, { env, signal, progress });
  return { session: outputs.session?.value };
}

/** A secret that ends in "..." is the mask that Composio shows for one. */
function notionAppOf(body: unknown): NotionApp {
  const { clientId, clientSecret } = (body ?? {}) as { [name: string]: unknown };
  const isGiven = (value: unknown): value is string =>
    typeof value === "string" && value !== "" && !value.endsWith("...");
  if (isGiven(clientId) && isGiven(clientSecret)) return { clientId, clientSecret };
  throw new BadRequest("The body must be JSON with clientId and clientSecret, two texts that are no masks");
}

customers.recover().then((recovery) => console.log(JSON.stringify({ recovery })));
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

// A deploy: no new callers; what runs ends, its callers get their answers, and the process ends by itself.
process.once("SIGTERM", () => {
  server.close();
  void customers.close();
});
