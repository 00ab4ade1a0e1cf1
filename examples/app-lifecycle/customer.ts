import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, sessionConfig } from "pulumi-composio";
import type { NotionApp } from "./lifecycle";

// The program of one customer's stack. It runs in a process of its own, and gets what lifecycle.ts put into the environment.
const { clientId, clientSecret }: NotionApp = JSON.parse(process.env.NOTION_APP ?? "{}");

const github = new AuthConfig("github", { toolkit: "github" });

const notion = new AuthConfig("notion", {
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: clientId, client_secret: pulumi.secret(clientSecret) },
});

export const session = sessionConfig([github, notion]);
