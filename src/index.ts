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
export type { SessionAuthConfigs, SessionConfig } from "./session-config";
export { sessionConfig } from "./session-config";
