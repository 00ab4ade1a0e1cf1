/** The engine that started this process: is it still there, and can it show a warning? */
import { connect } from "node:net";

/** Half a second is long on a loopback address. */
const CONNECT_TIMEOUT_MS = 500;

export function engineIsThere(address: string): Promise<boolean> {
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(address) ?? [];
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: CONNECT_TIMEOUT_MS });
    const settle = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once("connect", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
  });
}

interface Warning {
  message: string;
  /** Of the resource that it is about; undefined for the stack. */
  urn?: string | undefined;
}

/** `EngineClient` is internal to the SDK; without it a warning is a line like any other. */
export async function warnThroughEngine(
  address: string | undefined,
  { message, urn }: Warning,
  log: (line: string) => void,
): Promise<void> {
  try {
    if (address === undefined) throw new Error("there is no engine");
    await sendWarning(address, message, urn);
  } catch {
    log(`Warning: ${message}`);
  }
}

function sendWarning(address: string, message: string, urn: string | undefined): Promise<void> {
  // The process's main module is the SDK's own, so these are the very modules that it runs.
  const load = require.main?.require.bind(require.main) ?? require;
  const { EngineClient } = load("@pulumi/pulumi/proto/engine_grpc_pb");
  const { LogRequest, LogSeverity } = load("@pulumi/pulumi/proto/engine_pb");
  const { credentials } = load("@grpc/grpc-js");
  const request = new LogRequest();
  request.setSeverity(LogSeverity.WARNING);
  request.setMessage(message);
  if (urn !== undefined) request.setUrn(urn);
  const client = new EngineClient(address, credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client.log(request, { deadline: Date.now() + 2_000 }, (error: Error | null) => {
      client.close();
      if (error) reject(error);
      else resolve();
    });
  });
}
