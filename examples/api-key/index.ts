import { AuthConfig, sessionConfig } from "pulumi-composio";

// Each user gives a key of their own when connecting, so there are no credentials here.
const perplexity = new AuthConfig("perplexity", { toolkit: "perplexityai", authScheme: "API_KEY" });

// The same for every other scheme whose fields belong to the connecting user: bearer tokens, user name and password.
const sentry = new AuthConfig("sentry", { toolkit: "sentry", authScheme: "BEARER_TOKEN", credentials: {} });
const freshdesk = new AuthConfig("freshdesk", { toolkit: "freshdesk", authScheme: "BASIC", credentials: {} });

export const session = sessionConfig([perplexity, sentry, freshdesk]);
