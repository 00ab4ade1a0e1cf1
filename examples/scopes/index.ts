import { AuthConfig, getToolkitOutput, recommendedScopesOutput, sessionConfig } from "pulumi-composio";

const tools = ["GMAIL_SEND_EMAIL", "GMAIL_CREATE_EMAIL_DRAFT"];

// What Composio's own app for Gmail can be granted: nothing else is recommended. Leave it out for an app of your own.
const availableScopes = getToolkitOutput("gmail").apply(({ composioManagedApps: [app] }) => app?.availableScopes);

// The narrowest scopes that these tools need, in place of the toolkit's long default.
// At the shell: npx pulumi-composio scopes gmail GMAIL_SEND_EMAIL GMAIL_CREATE_EMAIL_DRAFT
const gmail = new AuthConfig("gmail", {
  toolkit: "gmail",
  scopes: recommendedScopesOutput("gmail", tools, { availableScopes }).leastPrivilege,
});

// Scopes of your own choice. A preview warns of those that can't be granted.
const slack = new AuthConfig("slack", { toolkit: "slack", scopes: ["chat:write", "channels:read"] });

// A list is joined as the toolkit wants it: most with commas, Reddit with spaces.
const reddit = new AuthConfig("reddit", { toolkit: "reddit", scopes: ["identity", "read"] });

// The session has these tools of Gmail alone. A preview asks Composio whether they exist.
export const session = sessionConfig([gmail, slack, reddit], { tools: { gmail: tools } });
