import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, sessionConfig } from "pulumi-composio";

const config = new pulumi.Config();

// Composio's app: accounts that were connected through it stay with it. Remove it when `npx pulumi-composio doctor --stack dev` counts none.
const github = new AuthConfig("github", { toolkit: "github" });

// Your own app, under another logical name: a change of the first one would replace it, and cut everybody off.
const ownGithub = new AuthConfig("github-own", {
  toolkit: "github",
  authScheme: "OAUTH2",
  credentials: {
    client_id: config.require("githubClientId"),
    client_secret: config.requireSecret("githubClientSecret"),
  },
});

/** For everybody who connects from now on. */
export const session = sessionConfig([ownGithub]);

/** For users who are connected through Composio's app: see session-for.mts. */
export const sessionBefore = sessionConfig([github]);
