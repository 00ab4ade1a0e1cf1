import * as pulumi from "@pulumi/pulumi";
import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "./provider-text";
import { PUBLIC_CREDENTIALS } from "./public-credentials";

/** The schemes that the API documents. Others are let through, since it may learn new ones. */
export type AuthScheme =
  | "OAUTH2"
  | "OAUTH1"
  | "API_KEY"
  | "BASIC"
  | "BILLCOM_AUTH"
  | "BEARER_TOKEN"
  | "GOOGLE_SERVICE_ACCOUNT"
  | "NO_AUTH"
  | "BASIC_WITH_JWT"
  | "CALCOM_AUTH"
  | "SERVICE_ACCOUNT"
  | "SAML"
  | "DCR_OAUTH"
  | "S2S_OAUTH2";

/** Any scheme, with the known ones offered by an editor. */
export type OpenAuthScheme = AuthScheme | (string & {});

/** `use_composio_managed_auth`: Composio's own OAuth app. `use_custom_auth`: an app or a key of your own. */
export type AuthConfigType = "use_composio_managed_auth" | "use_custom_auth";

/** A value of a credential: a string, number or boolean, or a list of scopes under `scopes` and `user_scopes`. */
export type CredentialInput = pulumi.Input<string | number | boolean | string[]>;

/** What an auth config is made of. */
export interface AuthConfigArgs {
  /** The toolkit's slug, such as `github`; letter case does not matter. A change makes a new auth config. */
  toolkit: pulumi.Input<string>;
  /**
   * Who owns the app that users connect to. Default: `use_custom_auth` where `authScheme` is given, else
   * `use_composio_managed_auth`. A change makes a new auth config.
   */
  type?: pulumi.Input<AuthConfigType>;
  /** Required with `use_custom_auth`, refused with managed auth, where Composio knows the scheme. A change makes a new auth config. */
  authScheme?: pulumi.Input<OpenAuthScheme>;
  /**
   * Default: `<logical name>-<8 hex of the stack><8 hex of the URN>`, made once and kept. Changed in place.
   * The API allows the same name twice.
   */
  name?: pulumi.Input<string>;
  /**
   * What the scheme needs of its owner, under the field names of the toolkit (`client_id`, `client_secret`). Default: none,
   * which is right for a scheme whose key comes from each connecting user. Custom auth only, but for `scopes` and `user_scopes`.
   *
   * Every value is a secret but those that are public by nature (`client_id`, `consumer_key`, `oauth_redirect_uri`, `scopes`,
   * `user_scopes`, `optional_scopes`). A change is sent key by key; a new secret makes connected users connect again.
   */
  credentials?: pulumi.Input<{ [field: string]: CredentialInput }>;
}

/**
 * A Composio auth config: how one toolkit authenticates. Its `id` (`ac_…`) goes into a session, see `sessionConfig`.
 *
 * Managed by Composio unless `authScheme` says that it is your own:
 *
 * ```ts
 * const github = new AuthConfig("github", { toolkit: "github" });
 * const notion = new AuthConfig("notion", {
 *   toolkit: "notion",
 *   authScheme: "OAUTH2",
 *   credentials: { client_id: config.require("notionClientId"), client_secret: config.requireSecret("notionClientSecret") },
 * });
 * ```
 */
export class AuthConfig extends pulumi.CustomResource {
  /** The toolkit's slug, in lower case. */
  declare readonly toolkit: pulumi.Output<string>;
  declare readonly type: pulumi.Output<AuthConfigType>;
  /** As the API reports it, with managed auth too. */
  declare readonly authScheme: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  /** What was declared, secrets as secrets. The API's own masked values never come here. */
  declare readonly credentials: pulumi.Output<{ [field: string]: string | number | boolean } | undefined>;
  /** As the API reports it. */
  declare readonly isComposioManaged: pulumi.Output<boolean>;
  /** `ENABLED` or `DISABLED`, as the API reports it. */
  declare readonly status: pulumi.Output<string>;

  /** Throws where `toolkit` is missing, and for `import` among the options, which no dynamic resource can follow. */
  constructor(name: string, args: AuthConfigArgs, options: pulumi.CustomResourceOptions = {}) {
    if (args?.toolkit === undefined) {
      throw new Error(`Auth config "${name}": toolkit is required, such as "github".`);
    }
    if (options.import !== undefined) {
      throw new Error(
        `Auth config "${name}": the option import cannot work for a dynamic resource, since the engine would read it without its provider. ` +
          "Use an import file: `pulumi import --file`.",
      );
    }
    warnOfPlainKey();
    super(AUTH_CONFIG_TYPE, name, propsOf(name, args, options), options);
    declarations.set(this, { name, toolkit: args.toolkit });
  }

  /** Is it an auth config, made by this or by another copy of the package? */
  static override isInstance(value: unknown): value is AuthConfig {
    return (
      pulumi.CustomResource.isInstance(value) && (value as { __pulumiType?: string }).__pulumiType === AUTH_CONFIG_TYPE
    );
  }
}

/** What a program said of an auth config: known before the engine has answered anything. */
export interface Declaration {
  /** The logical name. */
  name: string;
  toolkit: pulumi.Input<string>;
}

const declarations = new WeakMap<AuthConfig, Declaration>();

/** Undefined for one that was made by another copy of this package. */
export const declarationOf = (config: AuthConfig): Declaration | undefined => declarations.get(config);

/** Outputs must be keys of the properties, undefined where the provider fills them: else they never exist. */
function propsOf(name: string, args: AuthConfigArgs, options: pulumi.CustomResourceOptions): pulumi.Inputs {
  return {
    type: undefined,
    authScheme: undefined,
    name: undefined,
    ...args,
    credentials: secretLeaves(args.credentials),
    isComposioManaged: undefined,
    status: undefined,
    __identity: identityOf(name, options.parent),
    __provider: PROVIDER_TEXT,
  };
}

/**
 * Marks each value, not the map: the engine drops a mark on a map, and public ones are to stay readable. A map that is
 * itself an output can only be marked as a whole.
 */
function secretLeaves(credentials: AuthConfigArgs["credentials"]): pulumi.Input<pulumi.Inputs> | undefined {
  if (credentials === undefined || credentials === null) return undefined;
  if (pulumi.Output.isInstance(credentials) || credentials instanceof Promise) return pulumi.secret(credentials);
  const leaves = Object.entries(credentials).map(([field, value]) => [
    field,
    PUBLIC_CREDENTIALS.has(field) || value === undefined ? value : pulumi.secret(value),
  ]);
  return Object.fromEntries(leaves);
}

/**
 * Who this resource is, since the engine does not tell a dynamic provider. The URN goes through a bare promise: an output of
 * the parent would make the resource depend on it.
 */
function identityOf(name: string, parent: pulumi.Resource | undefined): pulumi.Inputs {
  const urn = pulumi.createUrn(name, AUTH_CONFIG_TYPE, parent);
  return { organization: pulumi.getOrganization(), urn: new Promise<string>((resolve) => urn.apply(resolve)) };
}

/** The engine keeps the whole stack config in its state, a key in plain text too. */
function warnOfPlainKey(): void {
  // Internal to the SDK, but the only way to know whether a value of the configuration is a secret. Without it there is no warning.
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  const stack = `${pulumi.getProject()}/${pulumi.getStack()}`;
  if (isConfigSecret === undefined || warned.has(stack)) return;
  if (pulumi.runtime.getConfig("composio:apiKey") !== undefined && !isConfigSecret("composio:apiKey")) {
    warned.add(stack);
    void pulumi.log.warn(
      "composio:apiKey stands in plain text in this stack's config, and so in its state. Run: pulumi config set --secret composio:apiKey",
    );
  }
}

/** One program may run for several stacks in one process, through the Automation API. */
const warned = new Set<string>();
