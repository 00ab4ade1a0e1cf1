/** `pulumi-composio`: what a Pulumi program imports. */
export type {
  AuthConfigArgs,
  AuthConfigType,
  AuthScheme,
  CredentialInput,
  OpenAuthScheme,
} from "./auth-config";
export { AuthConfig } from "./auth-config";
export { composioCallbackUrl } from "./callback-url";
export type { AuthConfigFilter, ListedAuthConfig } from "./discovery/auth-config-list";
export type {
  ComposioSettings,
  ConnectionSource,
  LookupOptions,
  LookupOutputOptions,
} from "./discovery/connection-source";
export type { CreationFieldsOptions } from "./discovery/creation-fields";
export {
  getAuthConfigCreationFields,
  getAuthConfigCreationFieldsOutput,
  getToolkit,
  getToolkitOutput,
  listAuthConfigs,
  listAuthConfigsOutput,
  requiredScopes,
  requiredScopesOutput,
} from "./discovery/lookups";
export type { RequiredScopes, ScopeNeed } from "./discovery/required-scopes";
export type { Toolkit, ToolkitAuthScheme, ToolkitField, ToolkitFields } from "./discovery/toolkit";
export type { SessionAuthConfigs, SessionConfig } from "./session-config";
export { sessionConfig } from "./session-config";
