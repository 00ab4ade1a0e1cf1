/** A toolkit's description as a program sees it, in the words of Composio's SDK. */
import type * as wire from "../api/toolkit";

/** One field that a scheme asks for. */
export interface ToolkitField {
  /** The key under `credentials`. */
  name: string;
  /** The label for people, such as "Client id". Empty if the API gives none. */
  displayName: string;
  /** As the API calls it; so far always `string`. */
  type: string;
  /** A sentence for people. Empty if the API gives none. */
  description: string;
  /** Does the API refuse the request without it? */
  required: boolean;
  /** The default value. Null or absent if there is none. */
  default?: string | null;
  /** Present if the API says it. */
  isSecret?: boolean;
  /**
   * False: users are never asked for it, and the default holds, unless the auth config shares a value. Present if the
   * API says it.
   */
  userVisible?: boolean;
}

/** Fields of one auth scheme, parted by whether the toolkit can do without them. */
export interface ToolkitFields {
  /** Fields without which the API refuses the request. */
  required: ToolkitField[];
  /** All other fields. */
  optional: ToolkitField[];
}

/** An auth scheme that a toolkit offers. */
export interface ToolkitAuthScheme {
  /** The scheme: `authScheme` of an auth config. */
  mode: string;
  /** An internal label, such as `github_oauth`. */
  name: string;
  /** Scopes that are always asked for, such as `offline_access`. */
  requiredScopes: string[];
  /** The scheme's fields, by who gives them. */
  fields: {
    /** The fields that an auth config takes as `credentials`. */
    authConfigCreation: ToolkitFields;
    /** The fields that each user is asked for when connecting. */
    connectedAccountInitiation: ToolkitFields;
  };
}

/** One of Composio's own apps for a toolkit. */
export interface ManagedApp {
  /** The scheme. */
  mode: string;
  /** `managedAppId` of an auth config. Present if the API says it. */
  managedAppId?: string;
  /** Does an auth config that names no app get this one? Present if the API says it. */
  isDefault?: boolean;
  /** The scopes that the app can be granted at most; empty if the API does not say. */
  availableScopes: string[];
  /** The same for the user's own token (Slack alone). */
  availableUserScopes: string[];
}

/** A toolkit as the API describes it. */
export interface Toolkit {
  /** In lower case, such as `github`. */
  slug: string;
  /** The name for people, such as `GitHub`. */
  name: string;
  /** May the toolkit be used? Absent if the API does not say. */
  enabled?: boolean;
  /** Schemes that Composio keeps an app of its own for. Not a promise: creates have been refused all the same. */
  composioManagedAuthSchemes: string[];
  /** Those apps, one by one. */
  composioManagedApps: ManagedApp[];
  /** The auth schemes that the toolkit offers, with their fields. */
  authConfigDetails: ToolkitAuthScheme[];
}

export const toolkitOf = (answer: wire.Toolkit): Toolkit => ({
  slug: answer.slug,
  name: answer.name,
  ...(answer.enabled !== undefined && { enabled: answer.enabled }),
  composioManagedAuthSchemes: [...(answer.composio_managed_auth_schemes ?? [])],
  composioManagedApps: (answer.composio_managed_auth ?? []).map(managedAppOf),
  authConfigDetails: (answer.auth_config_details ?? []).map(({ mode, name, required_scopes: required, fields }) => ({
    mode,
    name,
    requiredScopes: [...(required ?? [])],
    fields: {
      authConfigCreation: fieldsOf(fields.auth_config_creation),
      connectedAccountInitiation: fieldsOf(fields.connected_account_initiation),
    },
  })),
});

const managedAppOf = (app: wire.ManagedApp): ManagedApp => ({
  mode: app.mode,
  ...(app.managed_app_id !== undefined && { managedAppId: app.managed_app_id }),
  ...(app.is_default !== undefined && { isDefault: app.is_default }),
  availableScopes: [...(app.scopes?.available ?? [])],
  availableUserScopes: [...(app.user_scopes?.available ?? [])],
});

const fieldsOf = ({ required, optional }: wire.ToolkitFields): ToolkitFields => ({
  required: required.map(fieldOf),
  optional: optional.map(fieldOf),
});

const fieldOf = (wireField: wire.ToolkitField): ToolkitField => {
  const { is_secret: isSecret, user_visible: userVisible, default: fallback, ...field } = wireField;
  return {
    ...field,
    ...(fallback !== undefined && { default: fallback }),
    ...(isSecret !== undefined && { isSecret }),
    ...(userVisible !== undefined && { userVisible }),
  };
};
