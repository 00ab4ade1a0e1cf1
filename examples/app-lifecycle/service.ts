/**
 * A small HTTP service that provisions and retires customers. It answers with a line of JSON for every step, as it comes:
 *
 *   curl -N -X PUT localhost:3000/customers/acme -d '{"clientId":"…","clientSecret":"…"}'
 *   curl -N -X DELETE localhost:3000/customers/acme
 */
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { NotionApp } from "./lifecycle";
import { provision, retire } from "./lifecycle";

const server = createServer((request, response) => {
  const customer = /^\/customers\/([a-z0-9-]{1,40})$/.exec(request.url ?? "")?.[1];
  if (customer === undefined) {
    response.writeHead(404).end();
    return;
  }
  const say = (line: object) => response.write(`${JSON.stringify(line)}\n`);
  answer(request, customer, say)
    .catch((error) => {
      // The caller has seen the engine's own errors among the steps; the rest is for whoever runs this.
      console.error(error);
      say({ failed: customer });
    })
    .finally(() => response.end());
});

async function answer(request: IncomingMessage, customer: string, say: (line: object) => void): Promise<void> {
  if (request.method === "DELETE") {
    await retire(customer, say);
    say({ retired: customer });
  } else if (request.method === "PUT") {
    const notionApp = (await json(request)) as NotionApp;
    say({ session: await provision(customer, notionApp, say) });
  } else {
    throw new Error(`${request.method} is not for customers`);
  }
}

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

// No new callers; what runs ends by itself, and then the process.
process.once("SIGTERM", () => server.close());
