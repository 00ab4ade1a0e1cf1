import { AuthConfig, sessionConfig, toPython } from "pulumi-composio";

const github = new AuthConfig("github", { toolkit: "github" });
const perplexity = new AuthConfig("perplexity", { toolkit: "perplexityai", authScheme: "API_KEY" });

// Gmail has no auth config here, so Composio manages it. Snake case, as composio.create takes it in Python.
export const session = sessionConfig([github, perplexity], {
  toolkits: ["github", "perplexityai", "gmail", "hackernews"],
  manageConnections: { waitForConnections: true },
}).apply(toPython);
