import { deprecationText } from "../api/deprecated-toolkits";
import type { Client } from "../client/client";
import type { Lookup, Settings } from "../settings";
import { connectionText, readLimits, readSettings, refusedKeyAdvice, unusableKey } from "../settings";
import type { Engine } from "./engine";
import type { Surroundings } from "./surroundings";
import type { Voice } from "./voice";

export const WHERE_TO_SET_THE_KEY = "Set COMPOSIO_API_KEY, or run `pulumi config set --secret composio:apiKey`.";

/** The engine configures us on refresh and destroy with what the last `up` left in the state. */
const STALE_CONFIG =
  "On refresh and destroy the engine uses the stack's config of the last `up`, its key included: set COMPOSIO_API_KEY, or use --run-program.";

type Around = Pick<Surroundings, "environment" | "clock" | "timeoutMs" | "stop">;

/** The way to the API: its settings, and the client that is made of them when something is first sent. */
export class Connection {
  readonly #around: Around;
  readonly #voice: Voice;
  readonly #engine: Pick<Engine, "confirm">;
  #config: Lookup = () => undefined;
  #settings: Settings;
  #client: Client | undefined;
  #hasAdvised = false;

  constructor(around: Around, voice: Voice, engine: Pick<Engine, "confirm">) {
    this.#around = around;
    this.#voice = voice;
    this.#engine = engine;
    this.#settings = readSettings(around.environment, this.#config);
  }

  /** Takes what the engine has configured the provider with. */
  configure(config: Lookup): void {
    this.#config = config;
    this.#settings = readSettings(this.#around.environment, config);
  }

  /** Throws if no key is set. The first call says which address is used and where the key came from. */
  client(): Client {
    this.#client ??= this.#open();
    return this.#client;
  }

  get hasKey(): boolean {
    return this.#settings.apiKey !== undefined;
  }

  /** Throws if the key is one that the API never takes. */
  checkKey(): void {
    const { apiKey } = this.#settings;
    const mistake = apiKey && unusableKey(apiKey);
    if (mistake) throw new Error(mistake);
  }

  /** Where the key came from, for a message. */
  get keyOrigin(): string {
    return this.#settings.apiKey?.origin ?? "nowhere";
  }

  /** Key and address, as one secret text: what tells one Composio project from another. */
  get project(): string {
    return `${this.#settings.baseUrl.value}\n${this.#settings.apiKey?.value ?? ""}`;
  }

  /** The logical name of the explicit provider that this process serves; undefined for the default one. */
  get providerName(): string | undefined {
    return this.#config("composio:providerName");
  }

  /** Are inputs to be checked without asking the API? */
  get validatesLocally(): boolean {
    return this.#config("composio:validate")?.trim() === "local";
  }

  /** The advice about an error that is about the key; empty for every other error. The full advice about a missing key comes once. */
  adviceOn(error: Error, isRefreshOrDelete: boolean): string {
    const { apiKey } = this.#settings;
    const isRefused = "status" in error && error.status === 401;
    if (apiKey && !isRefused) return "";
    if (!apiKey && this.#hasAdvised) return " What to do is said above.";
    this.#hasAdvised = true;
    const mayBeStale = isRefreshOrDelete && apiKey?.origin !== "COMPOSIO_API_KEY";
    const stale = mayBeStale ? ` ${STALE_CONFIG}` : "";
    return apiKey ? ` ${refusedKeyAdvice(apiKey)}${stale}` : ` ${WHERE_TO_SET_THE_KEY}${stale}`;
  }

  #open(): Client {
    const { apiKey, baseUrl, allowInsecureHttp } = this.#settings;
    if (!apiKey) throw new Error("No Composio API key is set.");
    this.checkKey();
    const { environment, clock, timeoutMs, stop } = this.#around;
    const limits = readLimits(environment, this.#config);
    // undici takes a while to load: only what sends something pays for it.
    const { createClient } = require("../client/client") as typeof import("../client/client");
    const client = createClient({
      ...limits,
      apiKey: apiKey.value,
      baseUrl: baseUrl.value,
      allowInsecureHttp,
      timeoutMs: timeoutMs ?? limits.timeoutMs,
      redactor: this.#voice.redactor,
      clock,
      environment,
      stop,
      log: this.#voice.log,
      onDeprecatedToolkit: (toolkit) =>
        void this.#voice.warnOnce(`deprecated ${toolkit.slug}`, deprecationText(toolkit)),
      confirmWrite: this.#engine.confirm,
    });
    this.#voice.log(`Composio: ${connectionText(this.#settings)}`);
    this.#warnOfTwoKeys();
    return client;
  }

  #warnOfTwoKeys(): void {
    const { apiKey } = this.#settings;
    const ofStack = this.#config("composio:apiKey")?.trim();
    if (apiKey?.origin !== "COMPOSIO_API_KEY" || !ofStack || ofStack === apiKey.value) return;
    void this.#voice.warn(
      "COMPOSIO_API_KEY and the stack's composio:apiKey are different keys: COMPOSIO_API_KEY is used.",
    );
  }
}
