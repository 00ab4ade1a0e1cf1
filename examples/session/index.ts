import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, sessionConfig } from "pulumi-composio";

// Pulumi.dev.yaml and Pulumi.prod.yaml name another Notion app each. The secret is set once per environment:
//   pulumi config set --secret notionClientSecret
const config = new pulumi.Config();

const github = new AuthConfig("github", { toolkit: "github" });

const notion = new AuthConfig("notion", {
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: {
    client_id: config.require("notionClientId"),
    client_secret: config.requireSecret("notionClientSecret"),
  },
});

const perplexity = new AuthConfig("perplexity", { toolkit: "perplexityai", authScheme: "API_KEY" });

// pulumi stack output session --json > session.json
export const session = sessionConfig([github, notion, perplexity]);
