import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, sessionConfig } from "pulumi-composio";

// Every environment has a stack, and customers of its own: Pulumi.<stack>.yaml names the OAuth app of each.
// The secret of that app is set once per customer:
//   pulumi config set --secret notionClientSecret:acme
const customers = new pulumi.Config().requireObject<Record<string, string>>("customers");
const notionClientSecret = new pulumi.Config("notionClientSecret");

// Shared by all of them: Composio's own OAuth app.
const github = new AuthConfig("github", { toolkit: "github" });

/** By customer, what their sessions are opened with: `composio.create(user, sessions[customer])`. */
export const sessions = Object.fromEntries(
  Object.entries(customers).map(([customer, clientId]) => {
    const notion = new AuthConfig(`notion-${customer}`, {
      toolkit: "notion",
      authScheme: "OAUTH2",
      credentials: { client_id: clientId, client_secret: notionClientSecret.requireSecret(customer) },
    });
    return [customer, sessionConfig([github, notion])];
  }),
);
