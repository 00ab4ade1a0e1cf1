/** The key stays with the API, and the client in its bounds, whatever an answer says or does. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Client } from "../../src/client/client";
import { createClient } from "../../src/client/client";
import { startEmulator } from "../../src/emulator";

const KEY = "ak_a-key-that-nobody-may-see";

describe("an answer from elsewhere", () => {
  const servers: Server[] = [];
  let client: Client | undefined;

  /** A server that answers everything so; its origin. */
  const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const open = (baseUrl: string, timeoutMs = 5_000): Client => {
    client = createClient({ apiKey: KEY, baseUrl, timeoutMs });
    return client;
  };

  afterEach(async () => {
    await client?.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each([301, 302, 303, 307, 308])("is not followed: %d", async (status) => {
    const seen: unknown[] = [];
    const elsewhere = await serve((request, response) => {
      seen.push(request.headers["x-api-key"]);
      response.end("{}");
    });
    const here = await serve((_request, response) => {
      response.writeHead(status, { location: `${elsewhere}/api/v3.1/auth_configs` }).end();
    });
    await expect(open(here).listAuthConfigs()).rejects.toThrow(
      `Could not list auth configs: something answered ${status}`,
    );
    expect(seen).toEqual([]);
  });

  it("that a status of the 100s announces is read under its own status", async () => {
    const here = await serve((_request, response) => {
      response.writeProcessing();
      response.writeHead(403).end(JSON.stringify({ error: { message: "No", slug: "x", code: 1 } }));
    });
    await expect(open(here).listAuthConfigs()).rejects.toMatchObject({ status: 403 });
  });

  it("is read up to a size, in a bounded time and space", async () => {
    let sentBytes = 0;
    const here = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(1024 * 1024, " ");
      const more = (): void => {
        if (response.destroyed) return;
        sentBytes += chunk.length;
        response.write(chunk, more);
      };
      more();
    });
    await expect(open(here).listAuthConfigs()).rejects.toThrow("the answer is larger than 16777216 bytes");
    expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
  });

  it("that never ends is given up, even while data keeps coming", async () => {
    const here = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    const create = open(here, 200).createAuthConfig({ toolkit: { slug: "github" } });
    await expect(create).rejects.toThrow("did not answer within 0.2 s");
  });

  it("that repeats our key does not bring it into an error", async () => {
    const here = await serve((request, response) => {
      const key = request.headers["x-api-key"];
      const body = {
        message: `The key ${key} is bad`,
        suggested_fix: `Not ${key}`,
        errors: [`key: ${key}`],
        slug: "x",
        code: 1,
      };
      response.writeHead(403).end(JSON.stringify({ error: body }));
    });
    const error = await open(here)
      .listAuthConfigs()
      .catch((thrown: Error) => thrown);
    expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain(KEY);
    expect((error as Error).message).toContain('"The key [secret] is bad" (key: [secret]). Not [secret]');
  });
});

describe("an error of the API", () => {
  it("is one line, and tells a terminal nothing", async () => {
    const emulator = await startEmulator();
    const client = createClient({ apiKey: emulator.apiKey, baseUrl: emulator.url });
    const error = {
      message: "bad\r\nnews \u001b[31m",
      suggested_fix: "Do\nthis.",
      errors: ["a\n b"],
      slug: "x",
      code: 1,
    };
    emulator.failNext({ kind: "status", status: 400, body: { error } });
    const thrown = await client.getAuthConfig("ac_1").catch(({ message }: Error) => message);
    expect(thrown).toMatch(
      /^Could not read auth config ac_1: the API answered 400, "bad news \[31m" \(a b\)\. Do this\./,
    );
    await client.close();
    await emulator.close();
  });
});
