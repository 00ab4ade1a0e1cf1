/** The HTTP server. Listens on this machine alone, and prints nothing. */
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import { getRequestListener } from "@hono/node-server";

export interface Listening {
  origin: string;
  /** Ends every connection, also one that hangs. */
  close: () => Promise<void>;
}

type Answering = (request: Request, bindings: HttpBindings) => Promise<Response>;

export async function listen(port: number, answer: Answering): Promise<Listening> {
  const server = createServer(
    getRequestListener((request, bindings) => answer(request, bindings as HttpBindings), {
      // The caller's process keeps its own Request and Response.
      overrideGlobalObjects: false,
      // Seen by nobody when the caller went away or the emulator closed; otherwise a defect of the emulator's own.
      errorHandler: (error) => new Response(String(error), { status: 500 }),
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // An address of its own for every server that listens on a TCP port.
  const { port: chosen } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${chosen}`, close: () => close(server) };
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
