/** The engine that started this process: is it still there, and can it show a warning? */
import { connect } from "node:net";

/** Half a second is long on a loopback address. */
const CONNECT_TIMEOUT_MS = 500;

export class Engine {
  readonly #address: string | undefined;

  /** `host:port`; undefined if there is none, in tests: then it counts as there, and shows no warning. */
  constructor(address: string | undefined) {
    this.#address = address;
  }

  /** Throws if the engine is gone: the process outlives a killed CLI, and nobody would learn of what it makes. */
  readonly confirm = async (): Promise<void> => {
    if (this.#address !== undefined && !(await isThere(this.#address))) {
      throw new Error("The Pulumi engine that asked for this is gone: nothing more is sent.");
    }
  };

  /** Shows a warning in the engine's own form, at the resource or at the stack. False if that was not possible. */
  async warn(message: string, urn: string | undefined): Promise<boolean> {
    if (this.#address === undefined) return false;
    return sendWarning(this.#address, message, urn).then(
      () => true,
      () => false,
    );
  }
}

function isThere(address: string): Promise<boolean> {
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(address) ?? [];
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: CONNECT_TIMEOUT_MS });
    const settle = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.once("connect", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
  });
}

/** `EngineClient` is internal to the SDK. Rejects without it. */
async function sendWarning(address: string, message: string, urn: string | undefined): Promise<void> {
  // The process's main module is the SDK's own, so these are the very modules that it runs.
  const load = require.main?.require.bind(require.main) ?? require;
  const { EngineClient } = load("@pulumi/pulumi/proto/engine_grpc_pb");
  const { LogRequest, LogSeverity } = load("@pulumi/pulumi/proto/engine_pb");
  const { credentials } = load("@grpc/grpc-js");
  const request = new LogRequest();
  request.setSeverity(LogSeverity.WARNING);
  request.setMessage(message);
  if (urn !== undefined) request.setUrn(urn);
  // gRPC takes `http_proxy` of the environment, on the way to this machine too.
  const client = new EngineClient(address, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
  return new Promise((resolve, reject) => {
    client.log(request, { deadline: Date.now() + 2_000 }, (error: Error | null) => {
      client.close();
      if (error) reject(error);
      else resolve();
    });
  });
}
