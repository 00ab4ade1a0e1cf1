/** Lines for the user: the engine hides everything that a plugin prints, so every line goes through the engine's own call. */
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Engine } from "../provider/engine";
import { nativeUrn } from "./urn";

const DEADLINE_MS = 2_000;

export class EngineLog {
  readonly #address: string | undefined;
  /** Throws if the engine is gone. */
  readonly confirm: Engine["confirm"];
  #client: EngineClient | undefined;
  /** Lines arrive in the order in which they were said. */
  #said: Promise<boolean> = Promise.resolve(true);

  /** `host:port`; undefined if there is no engine, in tests. */
  constructor(address: string | undefined) {
    this.#address = address;
    this.confirm = new Engine(address).confirm;
  }

  /** A line at the stack. */
  readonly info = (line: string): void => void this.#say(LogSeverity.INFO, line, undefined);

  /** A warning at the resource, whose URN is the dynamic type's. False if the engine did not take it. */
  readonly warn = (message: string, urn?: string): Promise<boolean> =>
    this.#say(LogSeverity.WARNING, message, urn && nativeUrn(urn));

  /** Until everything that was said so far has arrived. */
  async drained(): Promise<void> {
    await this.#said;
  }

  #say(severity: LogSeverity, message: string, urn: string | undefined): Promise<boolean> {
    this.#said = this.#said.then(() => this.#send(severity, message, urn));
    return this.#said;
  }

  #send(severity: LogSeverity, message: string, urn: string | undefined): Promise<boolean> {
    if (this.#address === undefined) return Promise.resolve(false);
    // gRPC takes `http_proxy` of the environment, on the way to this machine too.
    this.#client ??= new EngineClient(this.#address, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
    const request = new LogRequest().setSeverity(severity as 0).setMessage(message);
    if (urn !== undefined) request.setUrn(urn);
    const client = this.#client;
    return new Promise((resolve) => {
      client.log(request, { deadline: Date.now() + DEADLINE_MS } as never, (error: unknown) => resolve(error === null));
    });
  }
}
