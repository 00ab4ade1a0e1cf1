/** The plugin's service over a real emulator, in the test's own process. */
import { EventEmitter, once } from "node:events";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Emulator } from "../../../src/emulator";
import { pluginService } from "../../../src/native/plugin";
import { Stop } from "../../../src/native/stop";
import { AUTH_CONFIG_TYPE } from "../../../src/native/urn";
import type { Operation } from "../../../src/provider/operation";
import { startOperation } from "../../../src/provider/operation";
import type { Bag } from "./service-client";
import { bagOf, call, structOf } from "./service-client";

export const urnOf = (name: string): string => `urn:pulumi:dev::shop::${AUTH_CONFIG_TYPE}::${name}`;

export interface ServedOptions {
  environment?: Record<string, string>;
  /** The configuration that the engine gives the provider. Default: none. */
  configuration?: { name?: string; args?: Bag };
}

/** One operation's process of the plugin. */
export class Served {
  /** The lines that the user saw. */
  readonly lines: string[] = [];
  readonly #speech = new EventEmitter();
  readonly warnings: Array<{ message: string; urn: string | undefined }> = [];
  readonly stop = new Stop();
  readonly operation: Operation;
  readonly service: Partial<IResourceProviderServer>;

  constructor(emulator: Emulator, environment: Record<string, string> = {}) {
    const around = {
      environment: {
        COMPOSIO_API_KEY: emulator.apiKey,
        COMPOSIO_BASE_URL: emulator.url,
        PULUMI_BACKEND_URL: "file:///backend",
        ...environment,
      },
      directory: "/",
      engine: undefined,
      log: (line: string) => {
        this.lines.push(line);
        this.#speech.emit("line");
      },
      clock: this.stop.clock,
      stop: this.stop.signal,
    };
    const warn = async (message: string, urn?: string) => {
      this.warnings.push({ message, urn });
      return true;
    };
    this.operation = startOperation(around, { confirm: async () => {}, warn });
    const { operation, stop } = this;
    this.service = pluginService({ operation, engine: { drained: async () => {} }, stop });
  }

  /** Until the user has heard a line with these words. */
  async said(words: string): Promise<void> {
    while (!this.lines.some((line) => line.includes(words))) await once(this.#speech, "line");
  }

  configure({ name = "default", args = {} }: NonNullable<ServedOptions["configuration"]>): Promise<unknown> {
    return this.#call("configure", new proto.ConfigureRequest().setName(name).setArgs(structOf(args)));
  }

  async check(name: string, news: Bag, olds: Bag = {}): Promise<{ inputs: Bag; failures: string[] }> {
    const request = new proto.CheckRequest().setUrn(urnOf(name)).setOlds(structOf(olds)).setNews(structOf(news));
    const answer = await this.#call<proto.CheckResponse>("check", request);
    return {
      inputs: bagOf(answer.getInputs()),
      failures: answer.getFailuresList().map((failure) => `${failure.getProperty()}${failure.getReason()}`),
    };
  }

  async diff(id: string, olds: Bag, news: Bag) {
    const request = new proto.DiffRequest().setId(id).setOlds(structOf(olds)).setNews(structOf(news));
    const answer = await this.#call<proto.DiffResponse>("diff", request);
    const kinds = Object.entries(proto.PropertyDiff.Kind);
    const details = answer
      .getDetaileddiffMap()
      .toArray()
      .map(([path, diff]) => [path, kinds.find(([, kind]) => kind === (diff as unknown as number[])[0])?.[0] ?? "ADD"]);
    return {
      isChanged: answer.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: answer.getReplacesList(),
      details: Object.fromEntries(details) as Record<string, string>,
    };
  }

  async create(inputs: Bag, isPreview = false): Promise<{ id: string; state: Bag }> {
    const request = new proto.CreateRequest().setProperties(structOf(inputs)).setPreview(isPreview);
    const answer = await this.#call<proto.CreateResponse>("create", request);
    return { id: answer.getId(), state: bagOf(answer.getProperties()) };
  }

  async update(id: string, olds: Bag, news: Bag, isPreview = false): Promise<Bag> {
    const request = new proto.UpdateRequest().setId(id).setOlds(structOf(olds)).setNews(structOf(news));
    return bagOf((await this.#call<proto.UpdateResponse>("update", request.setPreview(isPreview))).getProperties());
  }

  async read(id: string, state: Bag = {}, inputs: Bag = {}): Promise<{ id: string; state: Bag; inputs?: Bag }> {
    const request = new proto.ReadRequest().setId(id).setProperties(structOf(state)).setInputs(structOf(inputs));
    const answer = await this.#call<proto.ReadResponse>("read", request);
    const found = answer.getInputs();
    return { id: answer.getId(), state: bagOf(answer.getProperties()), ...(found && { inputs: bagOf(found) }) };
  }

  async delete(id: string, state: Bag): Promise<void> {
    await this.#call("delete", new proto.DeleteRequest().setId(id).setProperties(structOf(state)));
  }

  async invoke(name: string, args: Bag): Promise<Bag> {
    const request = new proto.InvokeRequest().setTok(`composio:index:${name}`).setArgs(structOf(args));
    return bagOf((await this.#call<proto.InvokeResponse>("invoke", request)).getReturn());
  }

  async checkConfig(news: Bag): Promise<{ inputs: Bag; failures: string[] }> {
    const answer = await this.#call<proto.CheckResponse>(
      "checkConfig",
      new proto.CheckRequest().setNews(structOf(news)),
    );
    return { inputs: bagOf(answer.getInputs()), failures: answer.getFailuresList().map((each) => each.getReason()) };
  }

  async diffConfig(olds: Bag, news: Bag): Promise<{ isChanged: boolean; replaces: string[] }> {
    const request = new proto.DiffRequest().setOldInputs(structOf(olds)).setNews(structOf(news));
    const answer = await this.#call<proto.DiffResponse>("diffConfig", request);
    const isChanged = answer.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME;
    return { isChanged, replaces: answer.getReplacesList() };
  }

  async cancel(): Promise<void> {
    const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
    await this.#call("cancel", new Empty());
  }

  #call<Answer>(method: keyof IResourceProviderServer & string, request: { serializeBinary(): Uint8Array }) {
    return call(this.service, method, request) as Promise<Answer>;
  }
}

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

export const secret = (value: unknown) => ({ [SIGNATURE_KEY]: "1b47061264138c4ac30d75fd1eb44270", value });

/** With `[secret]` in place of what the engine encrypts. */
export function encrypted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encrypted);
  if (value === null || typeof value !== "object") return value;
  if (SIGNATURE_KEY in value) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encrypted(inner)]));
}

/** Out of their envelopes, as a program sees them. */
export function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== "object") return value;
  if (SIGNATURE_KEY in value) return opened((value as unknown as { value: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}
