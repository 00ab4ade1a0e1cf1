/** The key and the credentials stay where they belong, whatever an answer says or does. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, secretFromEnv } from "pulumi-composio";
import { startEmulator } from "pulumi-composio/emulator";
import type { Client } from "../../../src/client/client";
import { createClient } from "../../../src/client/client";
import { emulatedStack } from "../../support/emulated-stack";

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

  it("that never ends is given up, though it goes on and on", async () => {
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

describe("on the engine", () => {
  const SECRETS = ["s3cr3t-first-of-the-app", "s3cr3t-second-of-the-app", "sh4red-secret", "pr0xy-secret"] as const;
  /** Public by nature, but this program gives it as a secret. */
  const CLIENT_ID = "cl1ent-id-that-is-a-secret-here";
  let secret: string = SECRETS[0];
  const world = emulatedStack(async () => {
    new AuthConfig("notion", {
      toolkit: "notion",
      authScheme: "OAUTH2",
      name: pulumi.secret("Given-As-Secret"),
      credentials: { client_id: pulumi.secret(CLIENT_ID), client_secret: secret, extra: secretFromEnv("EXTRA") },
      sharedCredentials: { region: SECRETS[2] },
      proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: SECRETS[3] },
      toolAccessConfig: { toolsAvailableForExecution: ["NOTION_CREATE_PAGE"] },
    });
  });
  const IN_ENVIRONMENT = "s3cr3t-of-the-environment";
  /** Only what was sent can be known: the second secret comes later. */
  const echo = [SECRETS[0], ...SECRETS.slice(2), CLIENT_ID, IN_ENVIRONMENT, "Given-As-Secret"].join(" and ");
  const echoing = {
    body: { error: { message: `Bad values: ${echo}`, code: 1, slug: "x", status: 400, errors: [echo] } },
  };

  it("nothing secret is printed, kept in plain text or sent in an address, however it fails", async () => {
    const { emulator, stack } = world;
    stack.env.EXTRA = IN_ENVIRONMENT;
    secret = SECRETS[0];
    const patch = { method: "PATCH", times: 5 } as const;
    emulator.failNext({ kind: "status", status: 400, method: "POST", path: "auth_configs$", ...echoing });
    expect((await stack.up()).ok).toBe(false);
    emulator.failNext({ kind: "status", status: 400, ...patch, times: 1, ...echoing });
    expect((await stack.up()).ok).toBe(false);
    expect((await stack.up()).ok).toBe(true);

    // After this one nobody knows which of two secrets the API holds, so the state has to hold both.
    secret = SECRETS[1];
    emulator.failNext({ kind: "reset-after", ...patch });
    const open = await stack.up();
    expect([open.ok, JSON.stringify(stack.resource("notion").outputs?.__possibleValues)]).toEqual([
      false,
      expect.stringContaining("ciphertext"),
    ]);
    emulator.failNext({ kind: "status", status: 400, method: "GET", times: 2, ...echoing });
    expect((await stack.refresh()).ok).toBe(false);
    expect((await stack.destroy()).ok).toBe(false);
    secret = SECRETS[0];
    expect((await stack.up()).ok).toBe(true);
    expect(emulator.authConfigs().map(({ credentials }) => credentials.client_secret)).toEqual([SECRETS[0]]);
    expect((await stack.destroy()).ok).toBe(true);

    const addresses = emulator.requests.map(({ path, query }) => path + JSON.stringify(query)).join("\n");
    const everything = [stack.output, addresses, stack.backend.allBytes().toString("latin1")].join("\n");
    const secrets = [...SECRETS, CLIENT_ID, IN_ENVIRONMENT, "Given-As-Secret", emulator.apiKey];
    expect(secrets.filter((text) => everything.includes(text))).toEqual([]);
    expect(stack.output).toContain(`"Bad values: ${Array(6).fill("[secret]").join(" and ")}"`);
  }, 180_000);
});
