import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, sessionConfig } from "pulumi-composio";

/** The OAuth app that a customer has registered with Notion. */
export interface NotionApp {
  clientId: string;
  clientSecret: string;
}

// The program of one customer's stack. It runs in a process of its own, and gets from service.ts what is in the environment.
const { clientId, clientSecret }: NotionApp = JSON.parse(process.env.NOTION_APP ?? "{}");

const github = new AuthConfig("github", { toolkit: "github" });

const notion = new AuthConfig("notion", {
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: clientId, client_secret: pulumi.secret(clientSecret) },
});

export const session = sessionConfig([github, notion]);
