/** An auth config in the provider's words: what the user declared, after `checkForm`, and what the state holds of it. */
import type { CredentialValue, Scopes } from "../api/auth-config";
import type { InputName } from "../input-names";
import type { EnvironmentSecret } from "./environment-secrets";

export type AuthType = "use_composio_managed_auth" | "use_custom_auth";

export interface ToolAccessConfig {
  toolsForConnectedAccountCreation?: string[];
  toolsAvailableForExecution?: string[];
}

/** A credential as it was declared: its value, the place of its value, or scopes as a list. */
export type Credential = CredentialValue | EnvironmentSecret | string[];

/** A value that every account of the auth config inherits, or its place. */
export type SharedField = CredentialValue | EnvironmentSecret;

export interface ProxyConfig {
  proxyUrl: string;
  proxyAuthKey?: string | EnvironmentSecret;
}

/**
 * The inputs as `checkForm` leaves them: normalized, with the defaults that are always managed. Keys that begin with `__` are
 * ours: the engine keeps them in the state and shows them to nobody. `src/README.md` has a table of them.
 */
export interface Inputs {
  toolkit: string;
  type: AuthType;
  authScheme?: string;
  name: string;
  credentials?: Record<string, Credential>;
  scopes?: Scopes;
  userScopes?: Scopes;
  managedAppId?: string;
  toolAccessConfig?: ToolAccessConfig;
  proxyConfig?: ProxyConfig;
  sharedConnectionFields?: Record<string, SharedField>;
  sharedCredentials?: Record<string, SharedField>;
  isEnabledForToolRouter?: boolean;
  enabled: boolean;
  forceDestroy?: boolean;
  revokeOnDelete?: boolean;
  adopt?: boolean;
  /** How the provider recognizes what it has made for this resource: see marks.ts. */
  __mark?: string;
  /** The provider made the name, of the mark. */
  __isAutoNamed?: true;
  /** The logical name of the explicit provider that the resource goes through. */
  __providerName?: string;
  /** The character that joins a list of scopes, if it is not a comma: by the toolkit's own default. */
  __scopeSeparator?: " ";
  /** Dotted paths of what the user gave as a secret though it is public by nature: nobody prints what stands there. */
  __secretInputs?: string[];
  /** Secrets of an imported auth config that the API is trusted to hold: see trusted-secrets.ts. */
  __trustedSecrets?: Record<string, string>;
}

/** The state: the inputs as they are in the API, and the facts that only the API knows. */
export interface State extends Inputs {
  isComposioManaged?: boolean;
  /** The managed app is not declared: the API has reported it. */
  __isAppReported?: true;
  status?: string;
  /** Inputs that a failed create or update has left to do. */
  __leftToDo?: InputName[];
  /** Values that the API may hold instead of those in the state, since nobody knows how a PATCH ended. */
  __possibleValues?: Partial<Inputs>[];
  /** Another stack, or nobody, owns it: `AuthConfig.get` has read it. */
  __external?: true;
  /** When a create made it or took it over, in milliseconds since 1970 by the server's clock. */
  __madeAt?: number;
  /** A fingerprint of the key and the address that last saw it: see provider/owner.ts. */
  __lastSeenBy?: string;
  /** Values that the API stores in another form than they were sent: see stored-forms.ts. */
  __storedForms?: StoredForms;
  /** Lessons from the masks of secrets: see masks.ts. */
  __maskLessons?: Record<string, MaskLesson>;
}

/** `unlike`: the mask was not ours, so the secret is sent again. `resent`: it was. `opaque`: it still was not, so masks say nothing. */
export type MaskLesson = "unlike" | "resent" | "opaque";

/** The form that the API showed in place of the value that was sent, by the dotted path of the input. */
export interface StoredForm {
  sent: string;
  shown: string;
  /** The API showed it after our own write, too. */
  isHeld?: true;
}

export type StoredForms = Record<string, StoredForm>;
