/**
 * One engine operation as the provider sees it: the way to the API, what has been seen so far, and a voice to the user.
 * The engine starts a process for each operation and provider, so this lives as long as the process.
 */
import type { Client } from "../client/client";
import type { Clock } from "../client/clock";
import { Redactor } from "../client/redaction";
import { currentValue, environmentValues, isEnvironmentSecret, resolveSecrets } from "../model/environment-secrets";
import { fingerprint, isFingerprintOf, newSalt } from "../model/fingerprint";
import type { Credential } from "../model/inputs";
import type { Lookup, Settings } from "../settings";
import { readLimits, readSettings, refusedKeyAdvice } from "../settings";
import { findBackend } from "../stack-backend";
import { engineIsThere, warnThroughEngine } from "./engine";
import { ProcessMemory } from "./process-memory";
import { Sweep } from "./sweep";

/** What a provider process finds around it. */
export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** Where the engine started the process: the program's folder. */
  directory: string;
  /** Where the engine listens, as `host:port`; undefined where there is none, in tests. */
  engine: string | undefined;
  /** A line for the user: the engine shows what the process prints. */
  log: (line: string) => void;
  clock: Clock;
  /** Of one try of a request, in tests. Default: as it is set. */
  timeoutMs?: number;
}

const WHERE_TO_SET_THE_KEY = "Set COMPOSIO_API_KEY, or run `pulumi config set --secret composio:apiKey`.";

/** The engine configures us on refresh and destroy with what the last `up` left in the state. */
const STALE_CONFIG =
  "On refresh and destroy a key in the stack's config is the one of the last `up`: set COMPOSIO_API_KEY, or use --run-program.";

export class Run {
  readonly redactor = new Redactor();
  readonly memory = new ProcessMemory();
  readonly clock: Clock;
  /** Where auth configs are read from. */
  readonly sweep: Sweep;
  /** Which state backend this is; undefined where that can't be told. */
  readonly backend: string | undefined;
  readonly #around: Surroundings;
  #config: Lookup = () => undefined;
  #settings: Settings;
  #client: Client | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.clock = around.clock;
    this.sweep = new Sweep(() => this.client, around.clock);
    this.backend = findBackend(around.environment, around.directory);
    this.#settings = readSettings(around.environment, this.#config);
  }

  get environment(): NodeJS.ProcessEnv {
    return this.#around.environment;
  }

  configure(config: Lookup): void {
    this.#config = config;
    this.#settings = readSettings(this.environment, config);
  }

  /** Throws where no key is set. Says once which address is used and where the key came from. */
  get client(): Client {
    if (this.#client) return this.#client;
    const { apiKey, baseUrl, allowInsecureHttp } = this.#settings;
    if (!apiKey) throw new Error("No Composio API key is set.");
    const limits = readLimits(this.environment, this.#config);
    // undici and zod take 140 ms to load: only what sends something pays for them.
    const { createClient } = require("../client/client") as typeof import("../client/client");
    this.#client = createClient({
      ...limits,
      apiKey: apiKey.value,
      baseUrl: baseUrl.value,
      allowInsecureHttp,
      timeoutMs: this.#around.timeoutMs ?? limits.timeoutMs,
      redactor: this.redactor,
      clock: this.clock,
      log: this.log,
      confirmWrite: this.confirmEngine,
    });
    this.log(`Composio: ${baseUrl.value}, API key from ${apiKey.origin}`);
    this.#warnOfTwoKeys();
    return this.#client;
  }

  get hasKey(): boolean {
    return this.#settings.apiKey !== undefined;
  }

  readonly log = (line: string): void => this.#around.log(this.redactor.redact(line));

  /** A warning in the engine's own form; a plain line where the engine can't be reached. */
  readonly warn = (message: string, urn?: string): Promise<void> =>
    warnThroughEngine(this.#around.engine, { message: this.redactor.redact(message), urn }, this.log);

  /** Throws where the engine is gone: the process outlives a killed CLI, and nobody would learn of what it makes. */
  readonly confirmEngine = async (): Promise<void> => {
    const { engine } = this.#around;
    if (engine !== undefined && !(await engineIsThere(engine))) {
      throw new Error("The Pulumi engine that asked for this is gone: nothing more is sent.");
    }
  };

  /** A body with the secrets of the environment in place of the references to them. */
  readonly resolve = <Body>(body: Body): Body => {
    this.redactor.remember(environmentValues(body, this.environment));
    return resolveSecrets(body, this.environment);
  };

  /** The value of a secret; undefined where it stands in a variable that no longer holds what was sent. */
  readonly knownValue = (secret: Credential): string | undefined =>
    isEnvironmentSecret(secret) ? currentValue(secret, this.environment) : `${secret}`;

  /**
   * The mark of whoever's key and address see an auth config now. The last one is kept where it still holds; a new one is like no
   * other, since it also tells apart two entries of the state that hold one id.
   */
  ownerMark(last?: string): string {
    return last !== undefined && isFingerprintOf(last, this.#owner) ? last : fingerprint(this.#owner, newSalt());
  }

  /**
   * Does "not found" mean that it is gone? Under another key or address than the one that last saw it, it may well be there:
   * an id of another project does not exist.
   */
  believesGone(lastOwner: string | undefined): boolean {
    const isAccepted = this.environment.COMPOSIO_ACCEPT_GONE?.trim() === "1";
    return isAccepted || lastOwner === undefined || isFingerprintOf(lastOwner, this.#owner);
  }

  get forcesDestroy(): boolean {
    return this.environment.COMPOSIO_FORCE_DESTROY?.trim() === "1";
  }

  /** Are inputs to be checked without asking the API? */
  get validatesLocally(): boolean {
    return this.#config("composio:validate")?.trim() === "local";
  }

  /** Where the key came from, for a message. */
  get keyOrigin(): string {
    return this.#settings.apiKey?.origin ?? "nowhere";
  }

  /** What a user can do about an error that is about the key; empty for every other. */
  adviceOn(error: Error, isRefreshOrDelete: boolean): string {
    const { apiKey } = this.#settings;
    const isRefused = "status" in error && error.status === 401;
    if (apiKey && !isRefused) return "";
    const mayBeStale = isRefreshOrDelete && apiKey?.origin !== "COMPOSIO_API_KEY";
    const stale = mayBeStale ? ` ${STALE_CONFIG}` : "";
    return apiKey ? ` ${refusedKeyAdvice(apiKey)}${stale}` : ` ${WHERE_TO_SET_THE_KEY}${stale}`;
  }

  get #owner(): string {
    return `${this.#settings.baseUrl.value}\n${this.#settings.apiKey?.value ?? ""}`;
  }

  #warnOfTwoKeys(): void {
    const { apiKey } = this.#settings;
    const ofStack = this.#config("composio:apiKey")?.trim();
    if (apiKey?.origin !== "COMPOSIO_API_KEY" || !ofStack || ofStack === apiKey.value) return;
    void this.warn("COMPOSIO_API_KEY and the stack's composio:apiKey are different keys: COMPOSIO_API_KEY is used.");
  }
}
