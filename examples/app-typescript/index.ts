import { AuthConfig, sessionConfig } from "pulumi-composio";

const github = new AuthConfig("github", { toolkit: "github" });
const perplexity = new AuthConfig("perplexity", { toolkit: "perplexityai", authScheme: "API_KEY" });

// Gmail has no auth config here, so Composio manages it. `npm run deploy` writes this to session.json, which app.mts reads.
export const session = sessionConfig([github, perplexity], {
  toolkits: ["github", "perplexityai", "gmail", "hackernews"],
  manageConnections: { waitForConnections: true },
});
