/** An auth config in the provider's words: what the user declared, after `check`, and what the state holds of it. */
import type { CredentialValue, Scopes } from "../api/auth-config";

export type AuthType = "use_composio_managed_auth" | "use_custom_auth";

export interface ToolAccessConfig {
  toolsForConnectedAccountCreation?: string[];
  toolsAvailableForExecution?: string[];
}

export interface ProxyConfig {
  proxyUrl: string;
  proxyAuthKey?: string;
}

/** The inputs as `check` leaves them: normalized, with the defaults that are always managed. */
export interface Inputs {
  toolkit: string;
  type: AuthType;
  authScheme?: string;
  name: string;
  credentials?: Record<string, CredentialValue>;
  scopes?: Scopes;
  userScopes?: Scopes;
  toolAccessConfig?: ToolAccessConfig;
  proxyConfig?: ProxyConfig;
  sharedCredentials?: Record<string, CredentialValue>;
  isEnabledForToolRouter?: boolean;
  enabled: boolean;
  forceDestroy?: boolean;
  revokeOnDelete?: boolean;
  /** Present where the name was made by us: the marks of the stack and of the URN that it was made for. */
  __autoName?: string;
}

export type InputName = Exclude<keyof Inputs, `__${string}`>;

/** What the state holds: the inputs, as they are in the API, and what the API says beside them. */
export interface State extends Inputs {
  isComposioManaged?: boolean;
  status?: string;
  /** Inputs that a failed create or update has left to do. */
  __todo?: InputName[];
}
