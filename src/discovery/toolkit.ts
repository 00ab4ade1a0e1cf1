/** A toolkit's description as a program sees it, in the words of Composio's SDK. */
import type * as wire from "../api/toolkit";

/** One field that a scheme asks for. */
export interface ToolkitField {
  /** The key under `credentials`. */
  name: string;
  displayName: string;
  /** As the API calls it; so far always `string`. */
  type: string;
  description: string;
  required: boolean;
  default?: string | null;
  /** Present where the API says it. */
  isSecret?: boolean;
}

export interface ToolkitFields {
  required: ToolkitField[];
  optional: ToolkitField[];
}

/** An auth scheme that a toolkit offers. */
export interface ToolkitAuthScheme {
  /** The scheme: `authScheme` of an auth config. */
  mode: string;
  /** An internal label, such as `github_oauth`. */
  name: string;
  fields: {
    /** What an auth config takes as `credentials`. */
    authConfigCreation: ToolkitFields;
    /** What each user is asked for when connecting. */
    connectedAccountInitiation: ToolkitFields;
  };
}

/** What the API says of a toolkit. */
export interface Toolkit {
  slug: string;
  name: string;
  enabled?: boolean;
  /** Schemes that Composio keeps an app of its own for. Not a promise: creates have been refused all the same. */
  composioManagedAuthSchemes: string[];
  authConfigDetails: ToolkitAuthScheme[];
}

export const toolkitOf = (answer: wire.Toolkit): Toolkit => ({
  slug: answer.slug,
  name: answer.name,
  ...(answer.enabled !== undefined && { enabled: answer.enabled }),
  composioManagedAuthSchemes: [...(answer.composio_managed_auth_schemes ?? [])],
  authConfigDetails: (answer.auth_config_details ?? []).map(({ mode, name, fields }) => ({
    mode,
    name,
    fields: {
      authConfigCreation: fieldsOf(fields.auth_config_creation),
      connectedAccountInitiation: fieldsOf(fields.connected_account_initiation),
    },
  })),
});

const fieldsOf = ({ required, optional }: wire.ToolkitFields): ToolkitFields => ({
  required: required.map(fieldOf),
  optional: optional.map(fieldOf),
});

const fieldOf = ({ is_secret: isSecret, default: fallback, ...field }: wire.ToolkitField): ToolkitField => ({
  ...field,
  ...(fallback !== undefined && { default: fallback }),
  ...(isSecret !== undefined && { isSecret }),
});
