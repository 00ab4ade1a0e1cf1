/** The way to the API: proxies that the environment names, certificates that nobody vouches for, and what surely never left. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { connect } from "node:net";
import type { Client, InternalClientOptions } from "../../src/client/client";
import { createClient } from "../../src/client/client";
import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { cert, key } from "./self-signed";

let emulator: Emulator;
let client: Client | undefined;
let servers: Server[];
let sockets: Socket[];

beforeEach(async () => {
  emulator = await startEmulator();
  servers = [];
  sockets = [];
});

afterEach(async () => {
  await client?.close();
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  await emulator.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on("connection", (socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

interface ProxySeen {
  asked: Array<{ target: string | undefined; authorization: string | undefined }>;
  port: number;
}

/** A proxy that leads every tunnel to an API without auth configs, or refuses it: the emulator answers no host but this machine. */
async function startProxy(status = 200): Promise<ProxySeen> {
  const apiPort = await listen(createServer((_request, response) => void response.end('{"items":[]}')));
  const asked: ProxySeen["asked"] = [];
  const server = createServer().on("connect", (request: IncomingMessage, socket: Socket) => {
    asked.push({ target: request.url, authorization: request.headers["proxy-authorization"] });
    sockets.push(socket);
    socket.on("error", () => {});
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const api = connect(apiPort, "127.0.0.1");
    sockets.push(api);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.pipe(api).pipe(socket);
  });
  return { asked, port: await listen(server) };
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
/** No machine has this name, so only a proxy can lead to it. */
const ELSEWHERE = "http://api.composio.invalid";
const create = (from: Client) => from.createAuthConfig({ toolkit: { slug: "github" } });

describe("a proxy", () => {
  it.each(["HTTP_PROXY", "http_proxy"])("of %s leads to the API, and is told its password", async (variable) => {
    const proxy = await startProxy();
    const environment = { [variable]: `http://me:p%40ss@127.0.0.1:${proxy.port}` };
    expect((await open(ELSEWHERE, { environment }).listAuthConfigs()).items).toEqual([]);
    expect(proxy.asked).toEqual([
      { target: "api.composio.invalid:80", authorization: `Basic ${Buffer.from("me:p@ss").toString("base64")}` },
    ]);
  });

  it("is asked for nothing on the way to this machine, or to a host that NO_PROXY names", async () => {
    const proxy = await startProxy();
    const environment = { HTTP_PROXY: `127.0.0.1:${proxy.port}`, HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
    await open(emulator.url, { environment }).listAuthConfigs();
    await client?.close();
    const excepted = open(ELSEWHERE, { environment: { ...environment, NO_PROXY: "other.example, .composio.invalid" } });
    await expect(excepted.listAuthConfigs()).rejects.toThrow("no answer from api.composio.invalid");
    expect(proxy.asked).toEqual([]);
  });

  it("that refuses is named by its variable, at once, and nothing may have been made", async () => {
    const proxy = await startProxy(407);
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

describe("a certificate that nobody vouches for", () => {
  it("is said at once, with what to set, and nothing may have been made", async () => {
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

it("tells once of each toolkit that the API calls deprecated", async () => {
  const header = 'slack;sunset="2027-01-31", jira';
  const server = createServer((_request, response) => {
    response.setHeader("Composio-Deprecated-Toolkits", header).end('{"items":[]}');
  });
  const told: unknown[] = [];
  const from = open(`http://127.0.0.1:${await listen(server)}`, { onDeprecatedToolkit: (one) => void told.push(one) });
  await from.listAuthConfigs();
  await from.listAuthConfigs();
  expect(told).toEqual([{ slug: "slack", sunset: "2027-01-31" }, { slug: "jira" }]);
});
