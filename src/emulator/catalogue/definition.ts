/** A toolkit as the emulator knows it, and the short way to write one down. */
import type { AuthConfigDetail, Toolkit, ToolkitField } from "../../api/toolkit";

/** What `GET /toolkits/{slug}` says, and how the toolkit behaves where that is not the whole truth. */
export interface ToolkitDefinition extends Toolkit {
  description?: string | undefined;
  /** Names of categories, such as `Developer Tools`. */
  categories?: string[] | undefined;
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
): ToolkitField => ({
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
  /** What the `scopes` field is called, where it is not "Scopes". */
  scopesLabel?: string;
  /** Creation fields, beyond the scheme's own. */
  required?: ToolkitField[];
  optional?: ToolkitField[];
  /** What the connecting user is asked for. */
  asks?: ToolkitField[];
  mayAsk?: ToolkitField[];
}

const scheme = (mode: string, { label, required = [], optional = [], asks = [], mayAsk = [] }: SchemeFacts) => ({
  mode,
  name: label ?? mode.toLowerCase(),
  fields: {
    auth_config_creation: { required: must(required), optional },
    connected_account_initiation: { required: must(asks), optional: mayAsk },
  },
});

const must = (fields: ToolkitField[]): ToolkitField[] => fields.map((one) => ({ ...one, required: true }));

export const oauth2 = (scopes: string, facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("OAUTH2", {
    ...facts,
    required: [field("client_id"), field("client_secret", { secret: true }), ...(facts.required ?? [])],
    optional: [
      field("oauth_redirect_uri", { default: CATALOGUE_REDIRECT }),
      field("scopes", { default: scopes, ...(facts.scopesLabel && { displayName: facts.scopesLabel }) }),
      ...(facts.optional ?? []),
    ],
  });

export const s2sOauth2 = (facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("S2S_OAUTH2", {
    ...facts,
    required: [field("client_id"), field("client_secret", { secret: true }), ...(facts.required ?? [])],
  });

export const oauth1 = (scopes: string, facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("OAUTH1", {
    ...facts,
    required: [field("consumer_key"), field("consumer_secret", { secret: true })],
    optional: [field("oauth_redirect_uri", { default: CATALOGUE_REDIRECT }), field("scopes", { default: scopes })],
  });

/** The usual key toolkit: an auth config needs no fields, the user's key is asked for at connection. */
export const apiKey = (facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("API_KEY", { asks: [field("generic_api_key", { displayName: "API key", secret: true })], ...facts });

export const bearerToken = (facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("BEARER_TOKEN", { asks: [field("token", { secret: true })], ...facts });

export const basic = (facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("BASIC", { asks: [field("username"), field("password", { secret: true })], ...facts });

export const googleServiceAccount = (facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("GOOGLE_SERVICE_ACCOUNT", { asks: [field("credentials_json", { secret: true })], ...facts });

const noAuth = (): AuthConfigDetail => scheme("NO_AUTH", {});

export const googleScopes = (names: string[]): string =>
  names.map((name) => `https://www.googleapis.com/auth/${name}`).join(",");

interface ToolkitFacts {
  /** Schemes with an app of Composio's own. */
  managed?: string[];
  category?: string;
  managedAppWithdrawn?: boolean;
}

export const toolkit = (
  slug: string,
  name: string,
  schemes: AuthConfigDetail[],
  { managed = [], category = "Productivity", ...rest }: ToolkitFacts = {},
): ToolkitDefinition => ({
  slug,
  name,
  enabled: true,
  description: `Tools for ${name}.`,
  categories: [category],
  composio_managed_auth_schemes: managed,
  auth_config_details: schemes,
  ...rest,
});

export const noAuthToolkit = (slug: string, name: string): ToolkitDefinition =>
  toolkit(slug, name, [noAuth()], { category: "Developer Tools" });

export const needsNoAuth = ({ auth_config_details: details = [] }: ToolkitDefinition): boolean =>
  details.length > 0 && details.every(({ mode }) => mode === "NO_AUTH");

export const detailOf = (toolkit: ToolkitDefinition, scheme: string): AuthConfigDetail | undefined =>
  toolkit.auth_config_details?.find(({ mode }) => mode === scheme);

export const logoOf = (slug: string): string => `https://logos.composio.dev/api/${slug}`;

export const defaultScopesOf = (detail: AuthConfigDetail | undefined, name = "scopes"): string =>
  detail?.fields.auth_config_creation.optional.find((field) => field.name === name)?.default ?? "";
