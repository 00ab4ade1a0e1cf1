import * as pulumi from "./pulumi-sdk";

/** How one `Provider` reaches its Composio project. */
export interface ProviderArgs {
  /** A project key (`ak_…`); secret in state. Wins over `COMPOSIO_API_KEY` and the stack's config. */
  apiKey: pulumi.Input<string>;
  /** The API's origin. Default: `COMPOSIO_BASE_URL`, the stack's `composio:baseUrl`, else `https://backend.composio.dev`. */
  baseUrl?: pulumi.Input<string> | undefined;
}

/**
 * A Composio project of its own for some auth configs of a program, given as `{ provider }` to them or to their component.
 *
 * ```ts
 * const eu = new Provider("eu", { apiKey: config.requireSecret("euKey") });
 * new AuthConfig("github", { toolkit: "github" }, { provider: eu });
 * ```
 *
 * An auth config that moves to another provider is made anew there. The price of an explicit key: refresh and destroy use the
 * one in state, so run `up` after rotating it. Under a component it serves every dynamic resource below, whoever made it.
 */
export class Provider extends pulumi.ProviderResource {
  /** The type token, for policies: `validateResourceOfType(Provider, …)`. */
  static readonly __pulumiType = "pulumi:providers:pulumi-nodejs";

  readonly #args: ProviderArgs;

  /** Throws if `apiKey` is missing. */
  constructor(name: string, args: ProviderArgs, options?: pulumi.ResourceOptions) {
    if (args?.apiKey === undefined) throw new pulumi.RunError(`Provider "${name}": apiKey is required.`);
    // Names of their own: under the names of the stack's config, a key in the environment would win over them.
    const inputs = {
      "composio:providerApiKey": pulumi.secret(args.apiKey),
      "composio:providerBaseUrl": args.baseUrl,
      // The provider's process tells by it which auth configs move to another provider, whoever gave it to them.
      "composio:providerName": name,
      // An explicit provider sees none of the stack's config.
      "composio:baseUrl": pulumi.runtime.getConfig("composio:baseUrl"),
    };
    super("pulumi-nodejs", name, inputs, options);
    this.#args = args;
  }

  /** Key and address for a lookup in the program; unknown at preview if the key is. */
  composioSettings(): pulumi.Output<{
    /** The project key, as a plain value. */
    apiKey: string;
    /** The API's origin; undefined if the provider was given none. */
    baseUrl: string | undefined;
  }> {
    const { apiKey, baseUrl } = this.#args;
    return pulumi.unsecret(pulumi.output({ apiKey, baseUrl }));
  }
}
