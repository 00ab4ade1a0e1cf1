import { AuthConfig, sessionConfig } from "pulumi-composio";

// With "type": "module" Pulumi imports what stands here as it is: compile TypeScript with tsc first, and name its output as "main".
const github = new AuthConfig("github", { toolkit: "github" });

export const session = sessionConfig([github]);
