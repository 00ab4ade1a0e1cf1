import { AuthConfig, sessionConfig } from "pulumi-composio";

const github = new AuthConfig("github", { toolkit: "github" });

export const session = sessionConfig([github]);
