/**
 * Toolkits with evidence of 2026: the official catalogue data of about August, unless a line says otherwise.
 *
 * Fields and default scopes are on record. The managed apps of notion, slack, hubspot, outlook and jira (none) are
 * carried over from mid-2025; labels such as `outlook_oauth` that are on no record follow the pattern of those that are.
 */
import type { ManagedApp, ToolkitDefinition } from "./definition";
import { apiKey, field, googleScopes, noAuthToolkit, oauth2, s2sOauth2, toolkit } from "./definition";

const MANAGED_OAUTH = { managed: ["OAUTH2"] };
const KEY = field("generic_api_key", { displayName: "API key", secret: true });
const SUBDOMAIN = field("subdomain");

const GMAIL_SCOPES = `https://mail.google.com/,${googleScopes([
  ...["userinfo.profile", "userinfo.email", "contacts.readonly", "contacts.other.readonly", "profile.language.read"],
  ...["user.addresses.read", "user.birthday.read", "user.emails.read", "user.phonenumbers.read", "profile.emails.read"],
])}`;

// The record names the two ends and calls it long; what lies between is a guess.
const SLACK_SCOPES =
  "calls:read,calls:write,channels:history,channels:read,channels:write,chat:write,files:read,files:write," +
  "groups:read,im:read,mpim:read,reactions:read,reactions:write,reminders:read,reminders:write,search:read," +
  "team:read,users:read,users:read.email,users:write";

// That there are two apps is on record, and which is the default. Their ids and what the older one leaves out are guesses.
const SLACK_APPS: ManagedApp[] = [
  {
    managed_app_id: "ma_slack_standard",
    mode: "OAUTH2",
    is_default: true,
    scopes: { available: SLACK_SCOPES.split(",") },
  },
  {
    managed_app_id: "ma_slack_legacy",
    mode: "OAUTH2",
    is_default: false,
    scopes: { available: SLACK_SCOPES.split(",").filter((scope) => !scope.startsWith("calls:")) },
  },
];

// The list is of mid-2025.
const HUBSPOT_SCOPES = [
  ...["account-info.security.read", "accounting", "cms.domains.read", "cms.domains.write", "crm.export", "crm.import"],
  ...["crm.lists.read", "crm.lists.write"],
  ...["companies", "contacts", "deals", "marketing_events", "quotes"].flatMap((object) => [
    `crm.objects.${object}.read`,
    `crm.objects.${object}.write`,
  ]),
  ...["crm.objects.owners.read", "crm.schemas.companies.read", "crm.schemas.companies.write"],
  ...[
    "crm.schemas.contacts.read",
    "crm.schemas.contacts.write",
    "oauth",
    "settings.users.read",
    "settings.users.write",
  ],
  ...["tickets", "timeline", "e-commerce", "crm.objects.custom.read", "crm.schemas.custom.read", "content"],
  "sales-email-read",
].join(",");

const OUTLOOK_SCOPES =
  "Calendars.Read,Calendars.ReadWrite,Calendars.ReadWrite.Shared,Contacts.ReadWrite,Mail.Read,Mail.ReadWrite," +
  "Mail.Send,offline_access,User.Read";

export const SEEN_2026: ToolkitDefinition[] = [
  toolkit(
    "github",
    "GitHub",
    [oauth2("repo,user,gist,notifications,project,workflow,codespace", { label: "github_oauth" })],
    { ...MANAGED_OAUTH, category: "Developer Tools" },
  ),
  toolkit("gmail", "Gmail", [oauth2(GMAIL_SCOPES, { label: "gmail_oauth" })], MANAGED_OAUTH),
  toolkit(
    "notion",
    "Notion",
    [oauth2("", { label: "notion_oauth" }), apiKey({ label: "notion_api_key" })],
    MANAGED_OAUTH,
  ),
  toolkit(
    "slack",
    "Slack",
    [
      oauth2(SLACK_SCOPES, {
        label: "slack_oauth",
        scopesLabel: "User Scopes",
        optional: [field("verification_token", { secret: true })],
      }),
    ],
    { ...MANAGED_OAUTH, apps: SLACK_APPS, category: "Communication" },
  ),
  toolkit(
    "hubspot",
    "HubSpot",
    [
      oauth2(HUBSPOT_SCOPES, {
        label: "hubspot_oauth",
        optional: [
          field("optional_scopes", {
            default: "transactional-email automation marketing.campaigns.read marketing.campaigns.write",
          }),
        ],
      }),
      apiKey({ label: "hubspot_api_key" }),
    ],
    { ...MANAGED_OAUTH, category: "CRM" },
  ),
  toolkit("jira", "Jira", [
    // Two scopes are on record, the others are a guess.
    oauth2("read:jira-work,write:jira-work,read:jira-user,offline_access", {
      label: "jira_oauth",
      always: ["offline_access"],
      asks: [SUBDOMAIN],
    }),
    apiKey({
      label: "jira_api_key",
      asks: [SUBDOMAIN],
      mayAsk: [field("basic_encoded", { secret: true }), KEY, field("generic_id", { displayName: "Email" })],
    }),
    s2sOauth2({ label: "jira_s2s_oauth2", asks: [SUBDOMAIN] }),
  ]),
  toolkit(
    "outlook",
    "Outlook",
    [
      oauth2(OUTLOOK_SCOPES, { label: "outlook_oauth", always: ["offline_access"] }),
      s2sOauth2({ label: "outlook_s2s_oauth2", required: [field("generic_id", { displayName: "Tenant id" })] }),
    ],
    MANAGED_OAUTH,
  ),
  toolkit(
    "twitter",
    "Twitter",
    [
      oauth2("tweet.read,tweet.write,users.read,follows.read,like.read,media.write,offline.access", {
        label: "twitter_oauth",
        required: [field("generic_id", { displayName: "Application bearer token", secret: true })],
      }),
    ],
    { category: "Social" },
  ),
  toolkit("perplexityai", "Perplexity AI", [apiKey({ label: "pplx_scheme" })], { category: "AI" }),
  toolkit("tavily", "Tavily", [apiKey({ label: "tavily_scheme" })], { category: "AI" }),
  toolkit(
    "firecrawl",
    "Firecrawl",
    [
      apiKey({
        label: "firecrawl_api_key",
        asks: [field("full", { displayName: "Base URL", default: "https://api.firecrawl.dev/v1" }), KEY],
      }),
    ],
    { category: "AI" },
  ),
  noAuthToolkit("composio", "Composio"),
  noAuthToolkit("hackernews", "Hacker News"),
  noAuthToolkit("codeinterpreter", "Code Interpreter"),
];
