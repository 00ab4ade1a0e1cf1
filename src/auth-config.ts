import type { AuthConfigArgs, AuthConfigType } from "./auth-config-args";
import { INPUT_NAMES } from "./input-names";
import { missingProvider } from "./provider-place";
import { AUTH_CONFIG_TYPE } from "./provider-text";
import * as pulumi from "./pulumi-sdk";
import { LOOKUP, propertiesOf } from "./resource-properties";
import type { SecretFromEnvironment } from "./secret-from-env";
import { makeWhenAskedFor, outputsThatCanWait } from "./undeclared-outputs";

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
  /** The type token, for policies: `validateResourceOfType(AuthConfig, …)`. */
  static readonly __pulumiType = AUTH_CONFIG_TYPE;

  /** The toolkit's slug, in lower case. */
  declare readonly toolkit: pulumi.Output<string>;
  /** Who owns the app that users connect to: `use_composio_managed_auth` or `use_custom_auth`. */
  declare readonly type: pulumi.Output<AuthConfigType>;
  /** As the API reports it, with managed auth too. */
  declare readonly authScheme: pulumi.Output<string>;
  /** The name in the dashboard, declared or made by the provider. */
  declare readonly name: pulumi.Output<string>;
  /** The declared credentials, secrets as secrets. The API's own masked values never come here. */
  declare readonly credentials: pulumi.Output<
    { [field: string]: string | number | boolean | string[] | SecretFromEnvironment } | undefined
  >;
  /** As they were declared, a list or a string; undefined if they are not managed. */
  declare readonly scopes: pulumi.Output<string | string[] | undefined>;
  /** As they were declared, a list or a string; undefined if they are not managed. */
  declare readonly userScopes: pulumi.Output<string | string[] | undefined>;
  /** As it was declared; undefined if it is not managed. */
  declare readonly toolAccessConfig: pulumi.Output<
    | {
        /** The tools from which the API derives the least scopes of a new connection. */
        toolsForConnectedAccountCreation?: string[];
        /** The only tools that may be executed through the auth config. */
        toolsAvailableForExecution?: string[];
      }
    | undefined
  >;
  /** As it was declared; undefined if it is not managed. */
  declare readonly proxyConfig: pulumi.Output<
    | {
        /** The proxy's address. */
        proxyUrl: string;
        /** The proxy's key, a secret. */
        proxyAuthKey?: string | SecretFromEnvironment;
      }
    | undefined
  >;
  /** The managed app that the auth config sits on, as declared or as the API reports it; undefined if it reports none. */
  declare readonly managedAppId: pulumi.Output<string | undefined>;
  /** As they were declared; undefined if they stand under the old name `sharedCredentials`. */
  declare readonly sharedConnectionFields: pulumi.Output<
    { [field: string]: string | number | boolean | SecretFromEnvironment } | undefined
  >;
  /** @deprecated Undefined unless they were declared under this old name of `sharedConnectionFields`. */
  declare readonly sharedCredentials: pulumi.Output<
    { [field: string]: string | number | boolean | SecretFromEnvironment } | undefined
  >;
  /** As it was declared; undefined if it is not managed. */
  declare readonly isEnabledForToolRouter: pulumi.Output<boolean | undefined>;
  /** May new accounts be connected? True unless declared otherwise. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** As it was declared: may it be deleted although accounts are connected? Undefined counts as false. */
  declare readonly forceDestroy: pulumi.Output<boolean | undefined>;
  /** As it was declared: does a delete revoke the tokens of its accounts? Undefined counts as false. */
  declare readonly revokeOnDelete: pulumi.Output<boolean | undefined>;
  /** As it was declared: could the create take an existing auth config? Undefined counts as false. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** As the API reports it. */
  declare readonly isComposioManaged: pulumi.Output<boolean>;
  /** `ENABLED` or `DISABLED`, as the API reports it. */
  declare readonly status: pulumi.Output<string>;

  /** Throws if `toolkit` is missing, and for `import` among the options, which no dynamic resource can follow. */
  constructor(name: string, args: AuthConfigArgs, options: pulumi.CustomResourceOptions = {}) {
    if (options.import !== undefined) {
      throw new pulumi.RunError(
        `Auth config "${name}": the option import cannot work for a dynamic resource, since the engine would read it without its provider. ` +
          "Write an import file with `npx pulumi-composio import` and run `pulumi import --file`.",
      );
    }
    if (options.id === undefined && args?.toolkit === undefined) {
      throw new pulumi.RunError(`Auth config "${name}": toolkit is required, such as "github".`);
    }
    warnOfPlainKey();
    warnOfMissingProvider();
    const waiting = options.id === undefined ? outputsThatCanWait(args, options) : [];
    // The SDK makes four promises a property and takes a stack trace for each, which nobody reads: at a thousand auth configs
    // that is a third of the time of an `up`. The source position of the resource has a limit of its own.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      const properties = options.id === undefined ? propertiesOf(name, args, options.parent) : LOOKUP;
      super(AUTH_CONFIG_TYPE, name, { ...without(OUTPUTS, waiting), ...properties }, options);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    makeWhenAskedFor(this, waiting);
    if (options.id === undefined) declarations.set(this, declarationFor(this, name, args));
  }

  /**
   * Somebody else's auth config, by its id (`ac_…`): read at preview and at refresh, never changed or deleted. An id
   * that does not exist is an error. Its credentials are not read. Needs `@pulumi/pulumi` 3.268 or later, and throws
   * below that: from 3.249 on the SDK declares Node 22, so on Node 20 npm may pick an older one until it is asked for
   * by its number.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options: pulumi.CustomResourceOptions = {}): AuthConfig {
    const { version } = require("@pulumi/pulumi/package.json") as { version: string };
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major === 3 && minor < 268) {
      throw new pulumi.RunError(
        `AuthConfig.get("${name}") needs @pulumi/pulumi 3.268 or later, but this is ${version}: run \`npm install @pulumi/pulumi@^3.268.0\`.`,
      );
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

/** The arguments that a program gave for an auth config: known before the engine has answered anything. */
export interface Declaration {
  /** The logical name. */
  name: string;
  /** The toolkit's slug, as the program gave it. */
  toolkit: pulumi.Input<string>;
  /** After all transforms, some of which run in the engine alone. */
  readonly toolAccessConfig: AuthConfig["toolAccessConfig"];
}

const declarations = new WeakMap<AuthConfig, Declaration>();

/** Undefined for one that was made by another copy of this package. */
export const declarationOf = (config: AuthConfig): Declaration | undefined => declarations.get(config);

const declarationFor = (config: AuthConfig, name: string, args: AuthConfigArgs): Declaration => ({
  name,
  toolkit: args.toolkit,
  get toolAccessConfig() {
    return args.toolAccessConfig === undefined ? noneIfUnknown(config.toolAccessConfig) : config.toolAccessConfig;
  },
});

/** At preview, what nothing declares is unknown, since the provider could still fill it: taken so, a whole session would be unknown. */
function noneIfUnknown<Value>(output: pulumi.Output<Value | undefined>): pulumi.Output<Value | undefined> {
  // Internal to the SDK, but the only way to tell. Without it the session of a preview is unknown.
  const { isKnown = Promise.resolve(true) } = output as { isKnown?: Promise<boolean> };
  return pulumi.output(isKnown.then((known) => (known ? output : undefined))) as pulumi.Output<Value | undefined>;
}

/** Outputs must be keys of the properties, undefined if the provider fills them: else they never exist. */
const OUTPUTS: pulumi.Inputs = undefinedFor([...INPUT_NAMES, "isComposioManaged", "status"]);

/** An input that is not an argument, or not an output, does not compile. */
function undefinedFor(
  names: readonly ((keyof AuthConfig & keyof AuthConfigArgs) | "isComposioManaged" | "status")[],
): pulumi.Inputs {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function without(all: pulumi.Inputs, names: readonly string[]): pulumi.Inputs {
  const rest = { ...all };
  for (const name of names) delete rest[name];
  return rest;
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

/** The engine says "Cannot find module" of it, and not what to do. */
function warnOfMissingProvider(): void {
  const folder = process.cwd();
  if (warned.has(folder)) return;
  warned.add(folder);
  const missing = missingProvider(folder);
  if (missing !== undefined) void pulumi.log.warn(missing);
}

/** One program may run for several stacks in one process, through the Automation API. */
const warned = new Set<string>();
