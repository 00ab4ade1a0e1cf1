import * as pulumi from "@pulumi/pulumi";
import { AuthConfig, composioCallbackUrl, sessionConfig } from "pulumi-composio";

const config = new pulumi.Config();

// Your branding on the consent screen, your scopes, your rate limit. Users come back through Composio's address.
const notion = new AuthConfig("notion", {
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: {
    client_id: config.require("notionClientId"),
    client_secret: config.requireSecret("notionClientSecret"),
  },
});

// The same with a redirect address of your own, which passes the callback on to Composio.
const redirectUri = config.get("redirectUri");
const gmail = redirectUri
  ? new AuthConfig("gmail", {
      toolkit: "gmail",
      authScheme: "OAUTH2",
      credentials: {
        client_id: config.require("googleClientId"),
        client_secret: config.requireSecret("googleClientSecret"),
        oauth_redirect_uri: redirectUri,
      },
    })
  : undefined;

/** Register this as the redirect URI of your app in Notion's developer portal, before the first `pulumi up`. */
export const callbackUrl = composioCallbackUrl;
export const session = sessionConfig(gmail ? [notion, gmail] : [notion]);
