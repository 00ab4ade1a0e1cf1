/** `pulumi-composio`: what a Pulumi program imports. */

export { AuthConfig } from "./auth-config";
export type {
  AuthConfigArgs,
  AuthConfigType,
  AuthScheme,
  CredentialInput,
  OpenAuthScheme,
  ProxyConfigArgs,
  ScopesInput,
  ToolAccessConfigArgs,
} from "./auth-config-args";
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
  recommendedScopes,
  recommendedScopesOutput,
  requiredScopes,
  requiredScopesOutput,
} from "./discovery/lookups";
export type { ConditionalScope, RecommendedScopes, RecommendedScopesOptions } from "./discovery/recommended-scopes";
export type { RequiredScopes, ScopeNeed, ScopeOption } from "./discovery/required-scopes";
export type { ManagedApp, Toolkit, ToolkitAuthScheme, ToolkitField, ToolkitFields } from "./discovery/toolkit";
export type { ProviderArgs } from "./provider-resource";
export { Provider } from "./provider-resource";
export type { SecretFromEnvironment } from "./secret-from-env";
export { secretFromEnv } from "./secret-from-env";
export type { Experimental, Permissions } from "./session/experimental";
export type { ConditionCheck, Hook, PromptInjectionCheck } from "./session/hooks";
export type { PythonSessionConfig } from "./session/python";
export { toPython } from "./session/python";
export type { SessionRequest } from "./session/request";
export { toRequest } from "./session/request";
export type {
  Instant,
  ManageConnections,
  MultiAccount,
  Preload,
  Selection,
  SessionConfig,
  TagSelection,
  ToolkitSelection,
  ToolSelection,
  ToolTag,
  TypeScriptSessionConfig,
  Workbench,
} from "./session/shape";
export type { SessionAuthConfigs, SessionOptions } from "./session-config";
export { sessionConfig, sessionConfigFrom } from "./session-config";
