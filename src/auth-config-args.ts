/** The arguments of an auth config: every input with its documentation. */
import type * as pulumi from "./pulumi-sdk";
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
  | "S2S_OAUTH2"
  | "CIMD_OAUTH";

/** Any scheme, with the known ones offered by an editor. */
export type OpenAuthScheme = AuthScheme | (string & {});

/** `use_composio_managed_auth`: Composio's own OAuth app. `use_custom_auth`: an app or a key of your own. */
export type AuthConfigType = "use_composio_managed_auth" | "use_custom_auth";

/** A value of a credential: a string, number or boolean, `secretFromEnv(…)`, or a list under `scopes` and `user_scopes`. */
export type CredentialInput = pulumi.Input<string | number | boolean | string[] | SecretFromEnvironment>;

/** A list of scopes, or the API's one string of them, with commas or spaces between. */
export type ScopesInput = pulumi.Input<string | pulumi.Input<string>[]>;

/** Which tools count for an auth config. A preview asks Composio whether they exist and are the toolkit's. */
export interface ToolAccessConfigArgs {
  /**
   * OAuth only: the least scopes of a new connection are derived from these tools. Default: not managed.
   *
   * @deprecated In the API. Instead: put what `recommendedScopes` gives into `scopes`.
   */
  toolsForConnectedAccountCreation?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * The only tools that may be executed through the auth config; sessions do not enforce it. Takes a second call at create.
   * Default: not managed.
   *
   * @deprecated In the API. Instead: restrict sessions by their own `tools`.
   */
  toolsAvailableForExecution?: pulumi.Input<pulumi.Input<string>[]> | undefined;
}

/** A proxy that the toolkit is reached through. */
export interface ProxyConfigArgs {
  /** The proxy's address, `https://…` or `http://…`. Not a secret. */
  proxyUrl: pulumi.Input<string>;
  /** A secret. */
  proxyAuthKey?: pulumi.Input<string | SecretFromEnvironment> | undefined;
}

/** The arguments of `new AuthConfig`. */
export interface AuthConfigArgs {
  /** The toolkit's slug, such as `github`; letter case does not matter. A change makes a new auth config. */
  toolkit: pulumi.Input<string>;
  /**
   * Who owns the app that users connect to. Default: `use_custom_auth` if `authScheme` is given, else
   * `use_composio_managed_auth`. A change makes a new auth config.
   */
  type?: pulumi.Input<AuthConfigType> | undefined;
  /**
   * Required with `use_custom_auth`, refused with managed auth, since Composio knows the scheme; letter case does not matter. A
   * change makes a new auth config.
   */
  authScheme?: pulumi.Input<OpenAuthScheme> | undefined;
  /**
   * Default: `<logical name>-<8 hex of the stack><8 hex of the URN>`, made once and kept. Changed in place.
   * The API allows the same name twice.
   */
  name?: pulumi.Input<string> | undefined;
  /**
   * The values that the scheme needs of its owner, under the field names of the toolkit (`client_id`, `client_secret`). Default: none,
   * which is right for a scheme whose key comes from each connecting user. Custom auth only, except `scopes` and `user_scopes`.
   *
   * Every value is a secret except those that are public by nature (`client_id`, `consumer_key`, `oauth_redirect_uri`, `scopes`,
   * `user_scopes`, `optional_scopes`). A change is sent key by key; a new secret makes connected users connect again. A key
   * that is removed is removed in the API, by assumption. The API's `sealed_credentials`, which are experimental, are not offered.
   */
  credentials?: pulumi.Input<{ [field: string]: CredentialInput | undefined }> | undefined;
  /**
   * The OAuth scopes that new connections ask for. Default: the toolkit's own, not managed. Removed: emptied, since the API has
   * no way back to the toolkit's own. The same as `credentials.scopes`; both at once is an error. A change is whatever would be
   * sent in another form; what the API shows is compared as a set.
   */
  scopes?: ScopesInput | undefined;
  /** The scopes of the user's own token, if a toolkit tells them apart (Slack). Otherwise as `scopes`. */
  userScopes?: ScopesInput | undefined;
  /**
   * Default: not managed. A list that is removed is emptied.
   *
   * @deprecated In the API since September 2026; it keeps working. Instead: put what `recommendedScopes` gives into `scopes`, and
   * restrict sessions by their own `tools`.
   */
  toolAccessConfig?: pulumi.Input<ToolAccessConfigArgs> | undefined;
  /** Custom auth only. Default: not managed. Removed: cleared. */
  proxyConfig?: pulumi.Input<ProxyConfigArgs> | undefined;
  /**
   * One of Composio's apps for the toolkit (`ma_…`), if there are several; `getToolkit` lists them. Managed auth only. Default:
   * the toolkit's default app. A change makes a new auth config; declaring the app that it sits on already, or removing this, is no change.
   * If the API does not show which app an existing auth config sits on, declaring one is an error that asks for `--replace`.
   * Source: Composio's guide "Slack: from Legacy to Standard", November 2026; the name of the option is an assumption.
   */
  managedAppId?: pulumi.Input<string> | undefined;
  /**
   * Values that every account of the auth config inherits (a region, a subdomain), under the names of the fields that a connecting
   * user would be asked for; each one a secret. Default: not managed. A change sends the whole map, with null for what is removed:
   * nobody has written down whether the API merges it. Older name: `sharedCredentials`.
   */
  sharedConnectionFields?:
    | pulumi.Input<{
        [field: string]: pulumi.Input<string | number | boolean | SecretFromEnvironment> | undefined;
      }>
    | undefined;
  /** @deprecated The old name of `sharedConnectionFields`, with the same meaning. Both at once is an error. */
  sharedCredentials?:
    | pulumi.Input<{
        [field: string]: pulumi.Input<string | number | boolean | SecretFromEnvironment> | undefined;
      }>
    | undefined;
  /** May sessions use it through the tool router? Default: the API's own, not managed. Removed: stays as it was last. */
  isEnabledForToolRouter?: pulumi.Input<boolean> | undefined;
  /** May new accounts be connected? Default: true, and managed: one that was disabled by hand is enabled again. */
  enabled?: pulumi.Input<boolean> | undefined;
  /** Delete it though accounts are connected. Kept in state, and read from there: run `up` before it counts. Default: false. */
  forceDestroy?: pulumi.Input<boolean> | undefined;
  /**
   * Adopt the one auth config that exists with this toolkit, name, scheme and kind, and update it to the declared inputs. If
   * there is none, the provider makes one; several are an error. From then on it belongs to this resource: a destroy deletes
   * it. Kept in state alone, and read at create alone. Default: false.
   */
  adopt?: pulumi.Input<boolean> | undefined;
  /**
   * `local` checks only the form of the inputs, and asks the API nothing about the toolkit. Default: the stack's
   * `composio:validate`, else ask. Neither kept in state nor an output.
   */
  validate?: "local" | undefined;
  /** Revoke the tokens of its accounts when it is deleted. Kept in state, as `forceDestroy`. Default: false. */
  revokeOnDelete?: pulumi.Input<boolean> | undefined;
}
