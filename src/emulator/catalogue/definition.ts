/** A toolkit as the emulator knows it, and the short way to write one down. */
import type { AuthConfigDetail, Toolkit, ToolkitField } from "../../api/toolkit";

/** A field, and what the API says of it beside its form. */
export interface FieldDefinition extends ToolkitField {
  /** Whether the hosted page shows it to the connecting user. Default true. */
  user_visible?: boolean | undefined;
  /** Whether an auth config may fill it in for all of its accounts. Default: if it is no secret. */
  is_available_as_shared_credentials?: boolean | undefined;
}

export interface FieldsDefinition {
  /** Fields without which the API refuses the request. */
  required: FieldDefinition[];
  /** All other fields. */
  optional: FieldDefinition[];
}

export interface SchemeDefinition extends AuthConfigDetail {
  /** The scheme's fields, by who gives them. */
  fields: {
    /** The fields that an auth config takes as `credentials`. */
    auth_config_creation: FieldsDefinition;
    /** The fields that each user is asked for when connecting. */
    connected_account_initiation: FieldsDefinition;
  };
  /** Scopes that are always requested, such as `offline_access`. Default none. */
  required_scopes?: string[] | undefined;
}

/** An OAuth app of Composio's own. */
export interface ManagedApp {
  /** `ma_…`. */
  managed_app_id: string;
  /** The auth scheme, such as `OAUTH2`. */
  mode: string;
  /** Is it the one that a managed auth config gets that names none? */
  is_default: boolean;
  /** The scopes that the app can be granted at most. */
  scopes: {
    /** The scopes. */
    available: string[];
  };
  /** The same for the user's own token (Slack alone). */
  user_scopes?:
    | {
        /** The scopes. */
        available: string[];
      }
    | undefined;
}

/** A toolkit as `GET /toolkits/{slug}` describes it, and how it behaves if that is not the whole truth. */
export interface ToolkitDefinition extends Toolkit {
  /** The auth schemes that the toolkit offers, with their fields. Default: none. */
  auth_config_details?: SchemeDefinition[] | undefined;
  /** Default: one for each of `composio_managed_auth_schemes`, `ma_` and the slug, with the default scopes. */
  composio_managed_auth?: ManagedApp[] | undefined;
  /** A sentence for people. Default: empty. */
  description?: string | undefined;
  /** Names of categories, such as `Developer Tools`. */
  categories?: string[] | undefined;
  /** Slugs of its tools, beside those that the emulator knows. */
  tools?: string[] | undefined;
  /** Its latest version is deprecated: answers about it say so in a header. Times are ISO times. */
  deprecation?:
    | {
        /** Since when. */
        deprecated?: string;
        /** When it goes away. */
        sunset?: string;
        /** A text for people. */
        reason?: string;
      }
    | undefined;
  /** The catalogue still advertises a managed app, and creates are refused all the same. Default false. */
  managedAppWithdrawn?: boolean | undefined;
}

/** Every OAUTH2 creation of the catalogue offers this default, older than the callback that a create fills in. */
const CATALOGUE_REDIRECT = "https://backend.composio.dev/api/v1/auth-apps/add";

interface FieldFacts {
  displayName?: string;
  default?: string;
  secret?: boolean;
}

/** One text field; the label follows from the name, as in `client_id`, "Client id". */
export const field = (
  name: string,
  { displayName = labelOf(name), secret, ...facts }: FieldFacts = {},
): FieldDefinition => ({
  name,
  displayName,
  type: "string",
  description: `${displayName}.`,
  required: false,
  ...(facts.default !== undefined && { default: facts.default }),
  ...(secret && { is_secret: true }),
});

function labelOf(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface SchemeFacts {
  label?: string;
  /** The display name of the `scopes` field, if it is not "Scopes". */
  scopesLabel?: string;
  /** Creation fields, beyond the scheme's own. */
  required?: FieldDefinition[];
  optional?: FieldDefinition[];
  /** Scopes that are always requested. */
  always?: string[];
  /** The fields that the connecting user is asked for. */
  asks?: FieldDefinition[];
  mayAsk?: FieldDefinition[];
}

const scheme = (
  mode: string,
  { label, required = [], optional = [], always = [], asks = [], mayAsk = [] }: SchemeFacts,
): SchemeDefinition => ({
  mode,
  name: label ?? mode.toLowerCase(),
  required_scopes: always,
  fields: {
    auth_config_creation: { required: must(required), optional },
    connected_account_initiation: { required: must(asks), optional: mayAsk },
  },
});

const must = (fields: FieldDefinition[]): FieldDefinition[] => fields.map((one) => ({ ...one, required: true }));

export const oauth2 = (scopes: string, facts: SchemeFacts = {}): SchemeDefinition =>
  scheme("OAUTH2", {
    ...facts,
    required: [field("client_id"), field("client_secret", { secret: true }), ...(facts.required ?? [])],
    optional: [
      field("oauth_redirect_uri", { default: CATALOGUE_REDIRECT }),
      field("scopes", { default: scopes, ...(facts.scopesLabel && { displayName: facts.scopesLabel }) }),
      ...(facts.optional ?? []),
    ],
  });

export const s2sOauth2 = (facts: SchemeFacts = {}): SchemeDefinition =>
  scheme("S2S_OAUTH2", {
    ...facts,
    required: [field("client_id"), field("client_secret", { secret: true }), ...(facts.required ?? [])],
  });

export const oauth1 = (scopes: string, facts: SchemeFacts = {}): SchemeDefinition =>
  scheme("OAUTH1", {
    ...facts,
    required: [field("consumer_key"), field("consumer_secret", { secret: true })],
    optional: [field("oauth_redirect_uri", { default: CATALOGUE_REDIRECT }), field("scopes", { default: scopes })],
  });

/** The usual key toolkit: an auth config needs no fields, the user's key is asked for at connection. */
export const apiKey = (facts: SchemeFacts = {}): SchemeDefinition =>
  scheme("API_KEY", { asks: [field("generic_api_key", { displayName: "API key", secret: true })], ...facts });

export const bearerToken = (facts: SchemeFacts = {}): SchemeDefinition =>
  scheme("BEARER_TOKEN", { asks: [field("token", { secret: true })], ...facts });

export const basic = (facts: SchemeFacts = {}): SchemeDefinition =>
  scheme("BASIC", { asks: [field("username"), field("password", { secret: true })], ...facts });

export const googleServiceAccount = (facts: SchemeFacts = {}): SchemeDefinition =>
  scheme("GOOGLE_SERVICE_ACCOUNT", { asks: [field("credentials_json", { secret: true })], ...facts });

const noAuth = (): SchemeDefinition => scheme("NO_AUTH", {});

export const googleScopes = (names: string[]): string =>
  names.map((name) => `https://www.googleapis.com/auth/${name}`).join(",");

interface ToolkitFacts {
  /** If there are several apps, or one that is not the usual. */
  apps?: ManagedApp[];
  /** Schemes with an app of Composio's own. */
  managed?: string[];
  category?: string;
  managedAppWithdrawn?: boolean;
}

export const toolkit = (
  slug: string,
  name: string,
  schemes: SchemeDefinition[],
  { managed = [], category = "Productivity", apps, ...rest }: ToolkitFacts = {},
): ToolkitDefinition => ({
  slug,
  name,
  enabled: true,
  description: `Tools for ${name}.`,
  categories: [category],
  composio_managed_auth_schemes: managed,
  ...(apps && { composio_managed_auth: apps }),
  auth_config_details: schemes,
  ...rest,
});

export const noAuthToolkit = (slug: string, name: string): ToolkitDefinition =>
  toolkit(slug, name, [noAuth()], { category: "Developer Tools" });

export const needsNoAuth = ({ auth_config_details: details = [] }: ToolkitDefinition): boolean =>
  details.length > 0 && details.every(({ mode }) => mode === "NO_AUTH");

export const detailOf = (toolkit: ToolkitDefinition, scheme: string): SchemeDefinition | undefined =>
  toolkit.auth_config_details?.find(({ mode }) => mode === scheme);

export const logoOf = (slug: string): string => `https://logos.composio.dev/api/${slug}`;

export const defaultScopesOf = (detail: SchemeDefinition | undefined, name = "scopes"): string =>
  detail?.fields.auth_config_creation.optional.find((field) => field.name === name)?.default ?? "";

/** The apps of Composio's own that a toolkit offers, the default one first. */
export function managedAppsOf(toolkit: ToolkitDefinition): ManagedApp[] {
  const { slug, composio_managed_auth: apps, composio_managed_auth_schemes: modes = [] } = toolkit;
  if (apps) return [...apps].sort((one, other) => Number(other.is_default) - Number(one.is_default));
  return modes.map((mode, index) => ({
    managed_app_id: index === 0 ? `ma_${slug}` : `ma_${slug}_${mode.toLowerCase()}`,
    mode,
    is_default: index === 0,
    scopes: { available: splitScopes(defaultScopesOf(detailOf(toolkit, mode))) },
  }));
}

/** The schemes that have such an app. */
export const managedSchemesOf = (toolkit: ToolkitDefinition): string[] =>
  toolkit.composio_managed_auth_schemes ?? [...new Set(managedAppsOf(toolkit).map(({ mode }) => mode))];

export const splitScopes = (scopes: string): string[] => scopes.split(/[\s,]+/).filter((scope) => scope !== "");
