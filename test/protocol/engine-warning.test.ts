/** A warning reaches the engine over gRPC, as the engine itself serves it. */
import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { EngineLog } from "../../src/native/engine-log";
import { Engine } from "../../src/provider/engine";

interface Logged {
  getMessage(): string;
}

let logged: string[];
let server: Server;
let address: string;

beforeEach(async () => {
  logged = [];
  server = new Server();
  const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
  server.addService({ log: EngineService.log } as never, {
    log: ({ request }: ServerUnaryCall<Logged, unknown>, answer: sendUnaryData<unknown>) => {
      logged.push(request.getMessage());
      answer(null, new Empty());
    },
  });
  const credentials = ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  address = `127.0.0.1:${port}`;
});

afterEach(() => {
  server.forceShutdown();
  delete process.env.http_proxy;
});

describe.each([
  ["the dynamic provider", (at: string) => new Engine(at).warn("Mind the gap.", "")],
  ["the plugin", (at: string) => new EngineLog(at).warn("Mind the gap.")],
])("a warning of %s", (_whose, warn) => {
  it.each([undefined, "http://127.0.0.1:9"])("is shown, with %s as the proxy of this machine", async (proxy) => {
    if (proxy !== undefined) process.env.http_proxy = proxy;
    expect([await warn(address), logged]).toEqual([true, ["Mind the gap."]]);
  });
});
