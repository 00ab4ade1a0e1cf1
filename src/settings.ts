/**
 * Where the key and the address come from. An explicit provider's own, then the environment, then the stack's configuration,
 * then the default: on refresh and destroy the engine hands us the configuration of the last `up`, while the environment is
 * always current.
 */

export const DEFAULT_BASE_URL = "https://backend.composio.dev";

/** A setting's value and where it was found, in words for a message. */
export interface Setting {
  value: string;
  origin: string;
}

/** The advice about a key that the API has refused: a sentence of a message. */
export const refusedKeyAdvice = ({ origin }: Setting): string =>
  `The key came from ${origin}: set it to a key of this project.`;

export interface Settings {
  /** Undefined if no key is set anywhere. Nobody may print its value. */
  apiKey: Setting | undefined;
  baseUrl: Setting;
  /** Keys may travel over plain http to hosts other than this machine. */
  allowInsecureHttp: boolean;
}

/** How hard the API may be asked. */
export interface Limits {
  maxInFlight: number;
  reserve: number;
  /** The time limit of one try of a request. */
  timeoutMs: number;
}

export type Lookup = (name: string) => string | undefined;

/** Settings from the environment and from what the engine configured us with. Values are trimmed; empty means unset. */
export function readSettings(environment: Record<string, string | undefined>, stackConfig: Lookup): Settings {
  const find = (variable: string, ownKey: string, key: string): Setting | undefined => {
    const own = stackConfig(ownKey)?.trim();
    if (own) return { value: own, origin: "its own provider" };
    const fromEnvironment = environment[variable]?.trim();
    if (fromEnvironment) return { value: fromEnvironment, origin: variable };
    const fromStack = stackConfig(key)?.trim();
    if (fromStack) return { value: fromStack, origin: `stack config ${key}` };
    return undefined;
  };
  return {
    apiKey: find("COMPOSIO_API_KEY", "composio:providerApiKey", "composio:apiKey"),
    baseUrl: find("COMPOSIO_BASE_URL", "composio:providerBaseUrl", "composio:baseUrl") ?? {
      value: DEFAULT_BASE_URL,
      origin: "default",
    },
    allowInsecureHttp: environment.COMPOSIO_ALLOW_INSECURE_HTTP?.trim() === "1",
  };
}

/**
 * `COMPOSIO_MAX_REQUESTS` or `composio:maxRequests`: requests in flight, 1 to 256, default 64. `COMPOSIO_RATE_RESERVE` or
 * `composio:rateReserve`: the percentage of the organization's rate limit that is left to others, 0 to 90, default 10.
 * `COMPOSIO_TIMEOUT_MS` or `composio:timeoutMs`: how long one try of a request may take, 100 to 30000, default 15000.
 * Throws on anything else, by name.
 */
export function readLimits(environment: Record<string, string | undefined>, stackConfig: Lookup): Limits {
  const read = (variable: string, key: string, [least, most]: [number, number], otherwise: number): number => {
    const text = environment[variable]?.trim() || stackConfig(key)?.trim();
    if (!text) return otherwise;
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new Error(`${variable} (or ${key}) must be a whole number from ${least} to ${most}, but got: ${text}`);
    }
    return value;
  };
  return {
    maxInFlight: read("COMPOSIO_MAX_REQUESTS", "composio:maxRequests", [1, 256], 64),
    reserve: read("COMPOSIO_RATE_RESERVE", "composio:rateReserve", [0, 90], 10) / 100,
    timeoutMs: read("COMPOSIO_TIMEOUT_MS", "composio:timeoutMs", [100, 30_000], 15_000),
  };
}

/**
 * The mistake in a key that this API refuses whatever project it is of, in one sentence that names its origin; undefined if
 * only the API can tell. Kinds of keys are told by how they begin.
 */
export function unusableKey({ value, origin }: Setting): string | undefined {
  const reason = whatIsWrongWith(value);
  return reason && `The API key from ${origin} ${reason}`;
}

function whatIsWrongWith(key: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(key)) return "holds a character that no key has: copy the key again.";
  if (key.startsWith("uak_")) {
    return "is a user key (uak_…), such as Composio's own command line uses: take a key of the project (ak_…), from its settings in the dashboard.";
  }
  if (key.startsWith("ck_")) {
    return "is a consumer key (ck_…), which this API refuses: take a key of the project (ak_…).";
  }
  return undefined;
}

/** A key of which four characters could be told would not be much of one any more. */
const LONG_ENOUGH = 16;

/** Which project is asked, for the line that says so once: address, origin of the key, and its end, which tells dev's from prod's. */
export function connectionText({ apiKey, baseUrl }: Pick<Settings, "apiKey" | "baseUrl">): string {
  if (!apiKey) return `${baseUrl.value}, no API key`;
  const end = apiKey.value.length < LONG_ENOUGH ? "" : ` (…${apiKey.value.slice(-4)})`;
  return `${baseUrl.value}, API key from ${apiKey.origin}${end}`;
}
