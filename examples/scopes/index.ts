import { AuthConfig, requiredScopesOutput, sessionConfig } from "pulumi-composio";

const tools = ["GMAIL_SEND_EMAIL", "GMAIL_CREATE_EMAIL_DRAFT"];

// The scopes that these tools need, as Composio knows them, in place of the toolkit's long default.
const gmail = new AuthConfig("gmail", {
  toolkit: "gmail",
  scopes: requiredScopesOutput(tools).scopes,
  toolAccessConfig: { toolsAvailableForExecution: tools },
});

// Scopes of your own choice. A preview warns of a tool that they do not cover.
const slack = new AuthConfig("slack", {
  toolkit: "slack",
  scopes: ["chat:write", "channels:read"],
  toolAccessConfig: { toolsForConnectedAccountCreation: ["SLACK_SEND_MESSAGE"] },
});

// A list is joined as the toolkit wants it: most with commas, Reddit with spaces.
const reddit = new AuthConfig("reddit", { toolkit: "reddit", scopes: ["identity", "read"] });

// A session does not look at toolsAvailableForExecution, so the same restriction goes along: see `tools` of the output.
export const session = sessionConfig([gmail, slack, reddit]);
