import { AuthConfig, sessionConfig } from "pulumi-composio";

// Composio keeps an OAuth app for many toolkits: nothing to register, nothing to rotate.
const github = new AuthConfig("github", { toolkit: "github" });

export const githubAuthConfigId = github.id;
export const session = sessionConfig([github]);
