import * as pulumi from "@pulumi/pulumi";
import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "./provider-text";
import { PUBLIC_CREDENTIALS } from "./public-credentials";
import type { SecretFromEnvironment } from "./secret-from-env";

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

/** A value of a credential: a string, number or boolean, `secretFromEnv(…)`, or a list under `scopes` and `user_scopes`. */
export type CredentialInput = pulumi.Input<string | number | boolean | string[] | SecretFromEnvironment>;

/** A list of scopes, or the API's one string of them, with commas or spaces between. */
export type ScopesInput = pulumi.Input<string | pulumi.Input<string>[]>;

/** Which tools count for an auth config. */
export interface ToolAccessConfigArgs {
  /** OAuth only: the least scopes of a new connection are derived from these tools. Default: not managed. */
  toolsForConnectedAccountCreation?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * The only tools that may be executed through the auth config; sessions do not enforce it. Takes a second call at create.
   * Default: not managed.
   */
  toolsAvailableForExecution?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A proxy that the toolkit is reached through. */
export interface ProxyConfigArgs {
  proxyUrl: pulumi.Input<string>;
  /** A secret. */
  proxyAuthKey?: pulumi.Input<string | SecretFromEnvironment>;
}

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
   * `user_scopes`, `optional_scopes`). A change is sent key by key; a new secret makes connected users connect again. A key
   * that is removed is removed in the API, by assumption.
   */
  credentials?: pulumi.Input<{ [field: string]: CredentialInput }>;
  /**
   * The OAuth scopes that new connections ask for; compared as a set. Default: the toolkit's own, not managed. Removed:
   * emptied, since the API has no way back to the toolkit's own. The same as `credentials.scopes`; both at once is an error.
   */
  scopes?: ScopesInput;
  /** The scopes of the user's own token, where a toolkit tells them apart (Slack). Otherwise as `scopes`. */
  userScopes?: ScopesInput;
  /** Default: not managed. A list that is removed is emptied. */
  toolAccessConfig?: pulumi.Input<ToolAccessConfigArgs>;
  /** Custom auth only. Default: not managed. Removed: cleared. */
  proxyConfig?: pulumi.Input<ProxyConfigArgs>;
  /**
   * Values that every account of the auth config inherits (experimental in the API); each one a secret. Default: not managed.
   * A change sends the whole map, with null for what is removed: nobody has written down whether the API merges it.
   */
  sharedCredentials?: pulumi.Input<{
    [field: string]: pulumi.Input<string | number | boolean | SecretFromEnvironment>;
  }>;
  /** May sessions use it through the tool router? Default: the API's own, not managed. Removed: stays as it was last. */
  isEnabledForToolRouter?: pulumi.Input<boolean>;
  /** May new accounts be connected? Default: true, and managed: one that was disabled by hand is enabled again. */
  enabled?: pulumi.Input<boolean>;
  /** Delete it though accounts are connected. Kept in state, and read from there: run `up` before it counts. Default: false. */
  forceDestroy?: pulumi.Input<boolean>;
  /**
   * Take over the one auth config that exists with this toolkit, name, scheme and kind, and bring it to what is declared; where
   * there is none, one is made, and several are an error. From then on it is this resource's: a destroy deletes it. Kept in
   * state alone, and read at create alone. Default: false.
   */
  adopt?: pulumi.Input<boolean>;
  /**
   * `local` checks only the form of the inputs, and asks the API nothing about the toolkit. Default: the stack's
   * `composio:validate`, else ask. Neither kept in state nor an output.
   */
  validate?: "local";
  /** Revoke the tokens of its accounts when it is deleted. Kept in state, as `forceDestroy`. Default: false. */
  revokeOnDelete?: pulumi.Input<boolean>;
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
  declare readonly credentials: pulumi.Output<
    { [field: string]: string | number | boolean | SecretFromEnvironment } | undefined
  >;
  /** As they were declared, a list or a string; undefined where they are not managed. */
  declare readonly scopes: pulumi.Output<string | string[] | undefined>;
  declare readonly userScopes: pulumi.Output<string | string[] | undefined>;
  declare readonly toolAccessConfig: pulumi.Output<
    { toolsForConnectedAccountCreation?: string[]; toolsAvailableForExecution?: string[] } | undefined
  >;
  declare readonly proxyConfig: pulumi.Output<
    { proxyUrl: string; proxyAuthKey?: string | SecretFromEnvironment } | undefined
  >;
  declare readonly sharedCredentials: pulumi.Output<
    { [field: string]: string | number | boolean | SecretFromEnvironment } | undefined
  >;
  declare readonly isEnabledForToolRouter: pulumi.Output<boolean | undefined>;
  declare readonly enabled: pulumi.Output<boolean>;
  declare readonly forceDestroy: pulumi.Output<boolean | undefined>;
  declare readonly revokeOnDelete: pulumi.Output<boolean | undefined>;
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** As the API reports it. */
  declare readonly isComposioManaged: pulumi.Output<boolean>;
  /** `ENABLED` or `DISABLED`, as the API reports it. */
  declare readonly status: pulumi.Output<string>;

  /** Throws where `toolkit` is missing, and for `import` among the options, which no dynamic resource can follow. */
  constructor(name: string, args: AuthConfigArgs, options: pulumi.CustomResourceOptions = {}) {
    if (options.import !== undefined) {
      throw new Error(
        `Auth config "${name}": the option import cannot work for a dynamic resource, since the engine would read it without its provider. ` +
          "Write an import file with `npx pulumi-composio import` and run `pulumi import --file`.",
      );
    }
    if (options.id === undefined && args?.toolkit === undefined) {
      throw new Error(`Auth config "${name}": toolkit is required, such as "github".`);
    }
    warnOfPlainKey();
    // The SDK makes four promises a property and takes a stack trace for each, which nobody reads: at a thousand auth configs
    // that is a third of the time of an `up`. The source position of the resource has a limit of its own.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      super(AUTH_CONFIG_TYPE, name, options.id === undefined ? propsOf(name, args, options) : { ...LOOKUP }, options);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    if (options.id === undefined)
      declarations.set(this, { name, toolkit: args.toolkit, toolAccessConfig: args.toolAccessConfig });
  }

  /**
   * One that somebody else owns, by its id (`ac_…`): read at preview and at refresh, never changed or deleted. One that does not
   * exist is an error. Its credentials are not read. Needs `@pulumi/pulumi` 3.268 or later, and throws below that.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options: pulumi.CustomResourceOptions = {}): AuthConfig {
    const { version } = require("@pulumi/pulumi/package.json") as { version: string };
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major === 3 && minor < 268) {
      throw new Error(`AuthConfig.get("${name}") needs @pulumi/pulumi 3.268 or later, but this is ${version}.`);
    }
    return new AuthConfig(name, {} as AuthConfigArgs, { ...options, id });
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
  toolAccessConfig: AuthConfigArgs["toolAccessConfig"];
}

const declarations = new WeakMap<AuthConfig, Declaration>();

/** Undefined for one that was made by another copy of this package. */
export const declarationOf = (config: AuthConfig): Declaration | undefined => declarations.get(config);

/** Outputs must be keys of the properties, undefined where the provider fills them: else they never exist. */
const OUTPUTS: { [output in Exclude<keyof AuthConfigArgs, "validate"> | "isComposioManaged" | "status"]: undefined } = {
  toolkit: undefined,
  type: undefined,
  authScheme: undefined,
  name: undefined,
  credentials: undefined,
  scopes: undefined,
  userScopes: undefined,
  toolAccessConfig: undefined,
  proxyConfig: undefined,
  sharedCredentials: undefined,
  isEnabledForToolRouter: undefined,
  enabled: undefined,
  forceDestroy: undefined,
  revokeOnDelete: undefined,
  adopt: undefined,
  isComposioManaged: undefined,
  status: undefined,
};

/** What a `get` sends: the provider tells it by `__lookup` from the refresh of a resource that we own. */
const LOOKUP: pulumi.Inputs = { ...OUTPUTS, __lookup: true, __provider: PROVIDER_TEXT };

function propsOf(name: string, all: AuthConfigArgs, options: pulumi.CustomResourceOptions): pulumi.Inputs {
  const { validate, ...args } = all;
  return {
    ...OUTPUTS,
    ...args,
    ...scopesOutOf(args),
    sharedCredentials: secretLeaves(args.sharedCredentials, () => true),
    proxyConfig: secretLeaves(args.proxyConfig, (field) => field === "proxyAuthKey"),
    __identity: identityOf(name, options.parent),
    __through: providerOf(options),
    __validate: validate,
    __provider: PROVIDER_TEXT,
  };
}

/** The logical name of the explicit provider that the engine will use: it says nothing itself when that changes. */
function providerOf({ provider, parent }: pulumi.CustomResourceOptions): string | undefined {
  const explicit = provider ?? parent?.getProvider(AUTH_CONFIG_TYPE);
  // Internal to the SDK, but the only name that is known before the provider is registered.
  return (explicit as { __name?: string } | undefined)?.__name;
}

/**
 * Credentials without the scopes among them, and those under the names that they have in state: the engine knows a secret
 * again only where it was sent. What is given in both places stays in both, for `check` to complain of.
 */
function scopesOutOf({ credentials, scopes, userScopes }: AuthConfigArgs): pulumi.Inputs {
  const inside = {
    ...(scopes === undefined && { scopes: "scopes" }),
    ...(userScopes === undefined && { userScopes: "user_scopes" }),
  };
  const keys = Object.values(inside);
  const others = mapped(credentials, (map) =>
    Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key))),
  );
  return {
    credentials: secretLeaves(others, (field) => !PUBLIC_CREDENTIALS.has(field)),
    ...Object.fromEntries(Object.entries(inside).map(([name, key]) => [name, mapped(credentials, (map) => map[key])])),
    __scopesInside: credentials && Object.keys(inside),
  };
}

function mapped(
  credentials: AuthConfigArgs["credentials"],
  to: (map: pulumi.Inputs) => unknown,
): pulumi.Input<object> | undefined {
  if (credentials === undefined || credentials === null) return undefined;
  const isLater = pulumi.Output.isInstance(credentials) || credentials instanceof Promise;
  return (
    isLater ? pulumi.output(credentials).apply((map) => map && to(map)) : to(credentials)
  ) as pulumi.Input<object>;
}

/**
 * Marks each value, not the map: the engine drops a mark on a map, and public ones are to stay readable. A map that is
 * itself an output can only be marked as a whole.
 */
function secretLeaves(
  map: pulumi.Input<object> | undefined,
  isSecret: (field: string) => boolean,
): pulumi.Input<object> | undefined {
  if (map === undefined || map === null) return undefined;
  if (pulumi.Output.isInstance(map) || map instanceof Promise) return pulumi.secret(map);
  const leaves = Object.entries(map).map(([field, value]) => [
    field,
    isSecret(field) && value !== undefined && !isReference(value) ? pulumi.secret(value) : value,
  ]);
  return Object.fromEntries(leaves);
}

/** `secretFromEnv(…)` holds a name, no secret. */
const isReference = (value: unknown): boolean =>
  value !== null && typeof value === "object" && "fromEnvironment" in value;

/**
 * Who this resource is, since the engine does not tell a dynamic provider. The URN goes through a bare promise: an output of
 * the parent would make the resource depend on it.
 */
function identityOf(name: string, parent: pulumi.Resource | undefined): pulumi.Inputs {
  const urn = pulumi.createUrn(name, AUTH_CONFIG_TYPE, parent);
  return { organization: organization(), urn: new Promise<string>((resolve) => urn.apply(resolve)) };
}

/** The SDK throws where unit tests with mocks name none; file backends report this one. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
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
