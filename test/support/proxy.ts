/** A proxy, and an API behind it that has no auth configs: the emulator answers on this machine alone. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { connect } from "node:net";

export interface TunnelProxy {
  port: number;
  /** The requests for tunnels, one after the other. */
  asked: Array<{ target: string | undefined; authorization: string | undefined }>;
  /** The requests that have come to the API behind it. */
  passed: string[];
  close: () => void;
}

/** No machine has this name, so only a proxy can lead to it. */
export const ELSEWHERE = "http://api.composio.invalid";

interface ProxyOptions {
  status?: number;
  opens?: Promise<void>;
}

/** Leads every tunnel to that API, or refuses it with another status; not before `opens`, if that is given. */
export async function startProxy({ status = 200, opens }: ProxyOptions = {}): Promise<TunnelProxy> {
  const asked: TunnelProxy["asked"] = [];
  const passed: string[] = [];
  const sockets: Socket[] = [];
  const api = createServer(({ method, url }, response) => {
    passed.push(`${method} ${url}`);
    response.end('{"items":[]}');
  });
  const apiPort = await listening(api, sockets);
  const proxy = createServer().on("connect", async (request: IncomingMessage, socket: Socket) => {
    asked.push({ target: request.url, authorization: request.headers["proxy-authorization"] });
    socket.on("error", () => {});
    await opens;
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const tunnel = connect(apiPort, "127.0.0.1");
    sockets.push(tunnel);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.pipe(tunnel).pipe(socket);
  });
  const port = await listening(proxy, sockets);
  const close = () => {
    for (const socket of sockets) socket.destroy();
    for (const server of [api, proxy]) server.close();
  };
  return { port, asked, passed, close };
}

/** The port, any free one. Sockets that are still open keep a server from closing. */
export async function listening(server: Server, sockets: Socket[]): Promise<number> {
  server.on("connection", (socket: Socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
