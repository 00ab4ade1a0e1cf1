/** An auth config in the provider's words: what the user declared, after `check`, and what the state holds of it. */
import type { CredentialValue, Scopes } from "../api/auth-config";
import type { EnvironmentSecret } from "./environment-secrets";

export type AuthType = "use_composio_managed_auth" | "use_custom_auth";

export interface ToolAccessConfig {
  toolsForConnectedAccountCreation?: string[];
  toolsAvailableForExecution?: string[];
}

/** A credential as it was declared: its value, or where the value is. */
export type Credential = CredentialValue | EnvironmentSecret;

export interface ProxyConfig {
  proxyUrl: string;
  proxyAuthKey?: string | EnvironmentSecret;
}

/** The inputs as `check` leaves them: normalized, with the defaults that are always managed. */
export interface Inputs {
  toolkit: string;
  type: AuthType;
  authScheme?: string;
  name: string;
  credentials?: Record<string, Credential>;
  scopes?: Scopes;
  userScopes?: Scopes;
  toolAccessConfig?: ToolAccessConfig;
  proxyConfig?: ProxyConfig;
  sharedCredentials?: Record<string, Credential>;
  isEnabledForToolRouter?: boolean;
  enabled: boolean;
  forceDestroy?: boolean;
  revokeOnDelete?: boolean;
  adopt?: boolean;
  /** Present where the name was made by us: the marks of the stack and of the URN that it was made for. */
  __autoName?: string;
  /** The logical name of the explicit provider that it goes through. */
  __through?: string;
  /** What joins a list of scopes where it is no comma: by the toolkit's own default. */
  __scopeSeparator?: " ";
  /** Secrets of an imported auth config that are trusted to be what is declared: see trusted-secrets.ts. */
  __trusted?: Record<string, string>;
}

export type InputName = Exclude<keyof Inputs, `__${string}`>;

/** What the state holds: the inputs, as they are in the API, and what the API says beside them. */
export interface State extends Inputs {
  isComposioManaged?: boolean;
  status?: string;
  /** Inputs that a failed create or update has left to do. */
  __todo?: InputName[];
  /** Values that the API may hold instead of those in the state, since nobody knows the end of a PATCH. */
  __maybe?: Partial<Inputs>[];
  /** Somebody else owns it: it was read by `AuthConfig.get`. */
  __external?: true;
  /** A fingerprint of the key and address that last saw it: see run.ts. */
  __owner?: string;
  /** What the masks of secrets have taught us: see masks.ts. */
  __masks?: Record<string, MaskLesson>;
}

/** `unlike`: the mask was not ours, so the secret is sent again. `resent`: it was. `opaque`: it still was not, so masks say nothing. */
export type MaskLesson = "unlike" | "resent" | "opaque";
