/** The provider's way to the API: settings and client, made when first needed, and what a user is told about them. */
import type { Client } from "../client/client";
import { Redactor } from "../client/redaction";
import type { Lookup, Settings } from "../settings";
import { readSettings } from "../settings";
import { currentValue, environmentValues, isEnvironmentSecret, resolveSecrets } from "./environment-secrets";
import type { Credential } from "./inputs";

const WHERE_TO_SET_THE_KEY = "Set COMPOSIO_API_KEY, or run `pulumi config set --secret composio:apiKey`.";

/** The engine configures us on refresh and destroy with what the last `up` left in the state. */
const STALE_CONFIG =
  "On refresh and destroy a key in the stack's config is the one of the last `up`: set COMPOSIO_API_KEY, or use --run-program.";

export class Connection {
  readonly redactor = new Redactor();
  readonly #environment: NodeJS.ProcessEnv;
  readonly #settings: Settings;
  readonly #log: (line: string) => void;
  #client: Client | undefined;

  constructor(environment: NodeJS.ProcessEnv, stackConfig: Lookup, log: (line: string) => void) {
    this.#environment = environment;
    this.#settings = readSettings(environment, stackConfig);
    this.#log = log;
  }

  /** Throws where no key is set. Says once which address is used and where the key came from. */
  get client(): Client {
    if (this.#client) return this.#client;
    const { apiKey, baseUrl, allowInsecureHttp } = this.#settings;
    if (!apiKey) throw new Error("No Composio API key is set.");
    // undici and zod take 140 ms to load: only what sends something pays for them.
    const { createClient } = require("../client/client") as typeof import("../client/client");
    this.#client = createClient({
      apiKey: apiKey.value,
      baseUrl: baseUrl.value,
      allowInsecureHttp,
      redactor: this.redactor,
    });
    this.#log(`Composio: ${baseUrl.value}, API key from ${apiKey.origin}`);
    return this.#client;
  }

  /** A body with the secrets of the environment in place of the references to them. */
  readonly resolve = <Body>(body: Body): Body => {
    this.redactor.remember(environmentValues(body, this.#environment));
    return resolveSecrets(body, this.#environment);
  };

  /** The value of a secret; undefined where it stands in a variable that no longer holds what was sent. */
  readonly knownValue = (secret: Credential): string | undefined =>
    isEnvironmentSecret(secret) ? currentValue(secret, this.#environment) : `${secret}`;

  /** What a user can do about an error that is about the key; empty for every other. */
  adviceOn(error: Error, isRefreshOrDelete: boolean): string {
    const { apiKey } = this.#settings;
    const isRefused = "status" in error && error.status === 401;
    if (apiKey && !isRefused) return "";
    const origin = apiKey ? ` The key came from ${apiKey.origin}.` : "";
    const isEnvironment = apiKey?.origin === "COMPOSIO_API_KEY";
    return `${origin} ${WHERE_TO_SET_THE_KEY}${isRefreshOrDelete && !isEnvironment ? ` ${STALE_CONFIG}` : ""}`;
  }
}
