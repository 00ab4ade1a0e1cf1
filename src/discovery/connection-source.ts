/** Which key and which address a lookup uses. */
import * as pulumi from "../pulumi-sdk";
import { readSettings, unusableKey } from "../settings";

/** A key and an address of one's own; what is undefined comes from the environment or the stack's configuration. */
export interface ComposioSettings {
  /** A project key (`ak_…`). */
  apiKey?: string | undefined;
  /** The API's origin, such as `https://backend.composio.dev`. */
  baseUrl?: string | undefined;
}

/** An explicit `Provider`, from which a lookup takes its API key and address. */
export interface ConnectionSource {
  /** Its key and address as plain values, which a lookup keeps to itself. Unknown if they come from a resource that does not exist yet. */
  composioSettings(): pulumi.Output<ComposioSettings> | Promise<ComposioSettings>;
}

/** Where a lookup gets its API key and address. Default: the environment, then the stack's config. */
export interface LookupOptions {
  /** A project key (`ak_…`). */
  apiKey?: string | undefined;
  /** The API's origin. */
  baseUrl?: string | undefined;
  /** Ask with the key and the address of this provider; `apiKey` and `baseUrl` go before them. */
  provider?: ConnectionSource | undefined;
}

/** `LookupOptions` whose values may be outputs. */
export interface LookupOutputOptions {
  /** A project key (`ak_…`). */
  apiKey?: pulumi.Input<string | undefined>;
  /** The API's origin. */
  baseUrl?: pulumi.Input<string | undefined>;
  /** Ask with the key and the address of this provider; `apiKey` and `baseUrl` go before them. */
  provider?: ConnectionSource | undefined;
}

/** The key and the address that a client is made with. */
export interface Endpoint {
  apiKey: string;
  baseUrl: string;
  allowInsecureHttp: boolean;
}

/** Throws if no key is set, or is known yet. Reads the stack's configuration before it waits for anything. */
export async function findEndpoint({ apiKey, baseUrl, provider }: LookupOptions): Promise<Endpoint> {
  const defaults = readSettings(process.env, (key) => pulumi.runtime.getConfig(key));
  const own = provider ? await knownSettings(provider) : {};
  const key = apiKey || own.apiKey || defaults.apiKey?.value;
  if (!key) {
    throw new Error(
      "No Composio API key is set. Set COMPOSIO_API_KEY, run `pulumi config set --secret composio:apiKey`, or give the lookup an apiKey or a provider.",
    );
  }
  const origin = apiKey ? "the lookup's apiKey" : own.apiKey ? "the provider" : (defaults.apiKey?.origin ?? "");
  const mistake = unusableKey({ value: key, origin });
  if (mistake) throw new Error(mistake);
  return {
    apiKey: key,
    baseUrl: baseUrl || own.baseUrl || defaults.baseUrl.value,
    allowInsecureHttp: defaults.allowInsecureHttp,
  };
}

async function knownSettings(provider: ConnectionSource): Promise<ComposioSettings> {
  // Internal to the SDK, but nothing else tells: what is applied to an unknown output is never called.
  const settings = pulumi.output(provider.composioSettings()) as unknown as {
    promise(): Promise<ComposioSettings>;
    isKnown: Promise<boolean>;
  };
  if (await settings.isKnown) return settings.promise();
  throw new Error("The key of the provider is not known at preview: use the lookup that ends in Output.");
}
