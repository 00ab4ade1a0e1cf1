/** The way to the API: proxies that the environment names, certificates that nobody vouches for, and what surely never left. */
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Server, Socket } from "node:net";
import { deprecationText } from "../../src/api/deprecated-toolkits";
import type { Client, InternalClientOptions } from "../../src/client/client";
import { createClient } from "../../src/client/client";
import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { anOperation } from "../support/an-operation";
import type { TunnelProxy } from "../support/proxy";
import { ELSEWHERE, listening, startProxy } from "../support/proxy";
import { cert, key } from "./self-signed";

let emulator: Emulator;
let client: Client | undefined;
let servers: Server[];
let sockets: Socket[];
let proxy: TunnelProxy | undefined;

beforeEach(async () => {
  emulator = await startEmulator();
  servers = [];
  sockets = [];
});

afterEach(async () => {
  await client?.close();
  proxy?.close();
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  await emulator.close();
});

function listen(server: Server): Promise<number> {
  servers.push(server);
  return listening(server, sockets);
}

const waits: number[] = [];
const open = (baseUrl: string, options: Partial<InternalClientOptions> = {}): Client => {
  waits.length = 0;
  const sleep = async (waitMs: number) => void waits.push(waitMs);
  client = createClient({
    apiKey: emulator.apiKey,
    baseUrl,
    allowInsecureHttp: true,
    environment: {},
    clock: { now: Date.now, random: () => 0, sleep },
    ...options,
  });
  return client;
};
const create = (from: Client) => from.createAuthConfig({ toolkit: { slug: "github" } });

describe("a proxy", () => {
  it.each(["HTTP_PROXY", "http_proxy"])("of %s leads to the API, and is told its password", async (variable) => {
    proxy = await startProxy();
    const environment = { [variable]: `http://me:p%40ss@127.0.0.1:${proxy.port}` };
    expect((await open(ELSEWHERE, { environment }).listAuthConfigs()).items).toEqual([]);
    expect(proxy.asked).toEqual([
      { target: "api.composio.invalid:80", authorization: `Basic ${Buffer.from("me:p@ss").toString("base64")}` },
    ]);
  });

  it("is asked for nothing on the way to this machine, or to a host that NO_PROXY names", async () => {
    proxy = await startProxy();
    const environment = { HTTP_PROXY: `127.0.0.1:${proxy.port}`, HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
    await open(emulator.url, { environment }).listAuthConfigs();
    await client?.close();
    const excepted = open(ELSEWHERE, { environment: { ...environment, NO_PROXY: "other.example, .composio.invalid" } });
    await expect(excepted.listAuthConfigs()).rejects.toThrow("no answer from api.composio.invalid");
    expect(proxy.asked).toEqual([]);
  });

  it("that refuses is named by its variable, at once, and nothing may have been made", async () => {
    proxy = await startProxy({ status: 407 });
    const environment = { HTTP_PROXY: `http://me:s3cr3t-pw@127.0.0.1:${proxy.port}` };
    const error = await create(open(ELSEWHERE, { environment })).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      message:
        "Could not create auth config without a name (toolkit github): nothing was sent, since the proxy of HTTP_PROXY answered 407.",
      mayHaveArrived: false,
    });
    expect(proxy.asked).toHaveLength(1);
  });
});

describe("a time limit", () => {
  it("that ends before a connection stands has sent nothing, and sends nothing when it stands at last", async () => {
    let openTunnels = () => {};
    proxy = await startProxy({ opens: new Promise((resolve) => (openTunnels = resolve)) });
    const environment = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    const from = open(ELSEWHERE, { environment, timeoutMs: 100 });
    const error = await create(from).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      message:
        "Could not create auth config without a name (toolkit github): no connection to api.composio.invalid within 0.1 s; check the proxy that HTTP_PROXY names.",
      mayHaveArrived: false,
    });
    expect(proxy.asked).toHaveLength(5);
    openTunnels();
    // By a tunnel that is asked for after those five.
    await from.listAuthConfigs();
    expect(proxy.passed.filter((line) => line.startsWith("POST"))).toEqual([]);
  });
});

it("tells a time limit in whole milliseconds: the last try has what is left of 30 s", async () => {
  proxy = await startProxy({ opens: new Promise(() => {}) });
  const environment = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
  // By this clock the first try takes so long that, after a wait of 250 ms, 49.9375 ms are left.
  let now = 0;
  const elapsed = () => {
    now += 29_700.0625;
    return now;
  };
  const clock = { now: Date.now, elapsed, random: () => 0, sleep: async () => {} };
  const error = await create(open(ELSEWHERE, { environment, clock, timeoutMs: 100 })).catch((thrown: Error) => thrown);
  expect(String(error)).toContain("no connection to api.composio.invalid within 0.05 s;");
});

describe("a client", () => {
  it("closes at once though a proxy keeps a tunnel waiting, since its tries have ended", async () => {
    proxy = await startProxy({ opens: new Promise(() => {}) });
    const environment = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    const from = open(ELSEWHERE, { environment, timeoutMs: 50 });
    await expect(create(from)).rejects.toThrow("within 0.05 s");
    await expect(from.close()).resolves.toBeUndefined();
  });

  it("closes when the last of its tries has ended, and sends nothing from then on", async () => {
    proxy = await startProxy({ opens: new Promise(() => {}) });
    const environment = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    const from = open(ELSEWHERE, { environment, timeoutMs: 50 });
    const both = [create(from), create(from)];
    await expect(Promise.race(both)).rejects.toThrow("within 0.05 s");
    await expect(from.close()).resolves.toBeUndefined();
    const asked = proxy.asked.length;
    await expect(create(from)).rejects.toMatchObject({ mayHaveArrived: false });
    await Promise.allSettled(both);
    expect([proxy.asked.length, proxy.passed]).toEqual([asked, []]);
  });

  it("lets a request end that is on its way when it is closed", async () => {
    const port = await listen(
      createServer((_request, response) => void setImmediate(() => response.end('{"items":[]}'))),
    );
    const from = open(`http://127.0.0.1:${port}`);
    const listed = from.listAuthConfigs();
    await new Promise((resolve) => servers[0]?.once("request", resolve));
    await from.close();
    expect(await listed).toEqual({ items: [] });
  });

  it("says of a body that can't be written that nothing was sent", async () => {
    const credentials = { client_id: 1n as unknown as number };
    const body = { toolkit: { slug: "github" }, auth_config: { type: "use_custom_auth", credentials } } as const;
    const error = await open(emulator.url)
      .createAuthConfig(body)
      .catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: "TransportError", mayHaveArrived: false });
    expect(String(error)).toContain("nothing was sent");
  });
});

describe("a certificate that nobody vouches for", () => {
  it("is reported at once, with the variable to set, and says that nothing was made", async () => {
    let requests = 0;
    const port = await listen(createTlsServer({ cert, key }, () => (requests += 1)));
    const error = await create(open(`https://localhost:${port}`)).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      message: `Could not create auth config without a name (toolkit github): nothing was sent, since the certificate of localhost:${port} can't be verified (DEPTH_ZERO_SELF_SIGNED_CERT). If a company's proxy reads along, set NODE_EXTRA_CA_CERTS to the file of its certificate authority.`,
      mayHaveArrived: false,
    });
    expect([requests, waits]).toEqual([0, []]);
  });
});

describe("a connection that breaks", () => {
  it("before it stands sends a create again, since nothing has left", async () => {
    const port = await listen(createServer());
    // Whoever wants TLS is hung up on.
    servers[0]?.on("connection", (socket) => socket.destroy());
    const error = await create(open(`https://localhost:${port}`)).catch((thrown: Error) => thrown);
    expect([error, waits]).toEqual([expect.objectContaining({ mayHaveArrived: false }), [250, 500, 1_000, 2_000]]);
  });

  it("after the request has left may have made something, and sends no create again", async () => {
    emulator.failNext({ kind: "reset-before" });
    const error = await create(open(emulator.url)).catch((thrown: Error) => thrown);
    expect([error, waits]).toEqual([expect.objectContaining({ mayHaveArrived: true }), []]);
  });
});

describe("a toolkit that the API calls deprecated", () => {
  const startApi = () =>
    listen(
      createServer((_request, response) => {
        response.setHeader("Composio-Deprecated-Toolkits", 'slack;sunset="2027-01-31", jira').end('{"items":[]}');
      }),
    );

  it("is told once", async () => {
    const told: unknown[] = [];
    const from = open(`http://127.0.0.1:${await startApi()}`, { onDeprecatedToolkit: (one) => void told.push(one) });
    await from.listAuthConfigs();
    await from.listAuthConfigs();
    expect(told).toEqual([{ slug: "slack", sunset: "2027-01-31" }, { slug: "jira" }]);
  });

  it("is a warning of the provider, with the day on which it goes away", async () => {
    const lines: string[] = [];
    const environment = { COMPOSIO_API_KEY: "ak_1", COMPOSIO_BASE_URL: `http://127.0.0.1:${await startApi()}` };
    const { connection } = anOperation({ environment, log: (line) => void lines.push(line) });
    client = connection.client();
    await client.listAuthConfigs();
    await client.listAuthConfigs();
    expect(lines.slice(1)).toEqual([
      `Warning: ${deprecationText({ slug: "slack", sunset: "2027-01-31" })}`,
      `Warning: ${deprecationText({ slug: "jira" })}`,
    ]);
    expect(lines[1]).toContain("2027-01-31");
  });
});
