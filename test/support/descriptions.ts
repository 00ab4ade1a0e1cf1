/** Descriptions of toolkits, made short: what is not given is empty. */
import type { AuthConfigDetail, Toolkit, ToolkitField } from "../../src/api/toolkit";

export const field = (name: string, facts: Partial<ToolkitField> = {}): ToolkitField => ({
  name,
  displayName: name.replaceAll("_", " "),
  type: "string",
  description: "",
  required: false,
  ...facts,
});

interface SchemeFacts {
  required?: ToolkitField[];
  optional?: ToolkitField[];
  ofUsers?: ToolkitField[];
}

export const scheme = (
  mode: string,
  { required = [], optional = [], ofUsers = [] }: SchemeFacts = {},
): AuthConfigDetail => ({
  mode,
  name: mode.toLowerCase(),
  fields: {
    auth_config_creation: { required, optional },
    connected_account_initiation: { required: ofUsers, optional: [] },
  },
});

export const toolkit = (slug: string, schemes: AuthConfigDetail[], managed: string[] = []): Toolkit => ({
  slug,
  name: slug,
  composio_managed_auth_schemes: managed,
  auth_config_details: schemes,
});

export const oauth2 = (scopes = "", facts: SchemeFacts = {}): AuthConfigDetail =>
  scheme("OAUTH2", {
    required: [field("client_id"), field("client_secret"), ...(facts.required ?? [])],
    optional: [field("oauth_redirect_uri"), field("scopes", { default: scopes }), ...(facts.optional ?? [])],
  });

export const apiKey = scheme("API_KEY", { ofUsers: [field("generic_api_key")] });

export const notion = toolkit("notion", [oauth2(), apiKey], ["OAUTH2"]);
export const jira = toolkit("jira", [oauth2("read:jira-work"), apiKey, scheme("S2S_OAUTH2")]);
export const hackernews = toolkit("hackernews", [scheme("NO_AUTH")]);
