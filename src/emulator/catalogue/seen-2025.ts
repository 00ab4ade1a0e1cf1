/**
 * Toolkits with evidence of mid-2025 alone: the official catalogue of that time, which did not tell the fields of a
 * creation from those of a connection. Taken as asked at connection, under the field names of 2026.
 *
 * On later record are the managed apps of linear, googlecalendar, googledrive and salesforce, the connection fields of
 * snowflake and salesforce, and that shopify and clockify advertise a managed app and refuse it.
 * Guesses: everything else about clockify; the schemes of shopify beyond their names; at which stage a field is asked for.
 */
import type { ToolkitDefinition } from "./definition";
import {
  apiKey,
  basic,
  bearerToken,
  field,
  googleScopes,
  googleServiceAccount,
  oauth1,
  oauth2,
  s2sOauth2,
  toolkit,
} from "./definition";

const MANAGED_OAUTH = { managed: ["OAUTH2"] };
const SUBDOMAIN = field("subdomain");

const readAndWrite = (scopes: string[]): string[] => scopes.flatMap((scope) => [`${scope}:read`, `${scope}:write`]);

const AIRTABLE_SCOPES = [
  ...readAndWrite(["data.records", "data.recordComments", "schema.bases"]),
  "user.email:read",
].join(",");

// Separated by a space, unlike the other Google toolkits.
const CALENDAR_SCOPES = googleScopes(["calendar", "calendar.events"]).replace(",", " ");

const DISCORD_SCOPES =
  "identify,email,connections,guilds,guilds.join,guilds.members.read,applications.commands,messages.read,openid";

export const SEEN_2025: ToolkitDefinition[] = [
  toolkit("linear", "Linear", [oauth2("admin,read,write,issues:create,comments:create"), apiKey()], MANAGED_OAUTH),
  toolkit("googlecalendar", "Google Calendar", [oauth2(CALENDAR_SCOPES)], MANAGED_OAUTH),
  toolkit("googledrive", "Google Drive", [oauth2(googleScopes(["drive.file", "userinfo.email"]))], MANAGED_OAUTH),
  toolkit("googlesheets", "Google Sheets", [oauth2(googleScopes(["spreadsheets"]))], MANAGED_OAUTH),
  // developer_token belongs to the auth config: from the knowledge base.
  toolkit("googleads", "Google Ads", [
    oauth2(googleScopes(["adwords"]), {
      required: [field("developer_token", { secret: true })],
      asks: [field("generic_id", { displayName: "Customer id" })],
    }),
  ]),
  toolkit("googlebigquery", "Google BigQuery", [googleServiceAccount()], { category: "Data" }),
  toolkit(
    "snowflake",
    "Snowflake",
    [oauth2("", { asks: [field("generic_id", { displayName: "Account id" })] }), basic()],
    {
      category: "Data",
    },
  ),
  toolkit(
    "salesforce",
    "Salesforce",
    [oauth2("full,refresh_token", { always: ["refresh_token"], asks: [field("subdomain", { default: "login" })] })],
    { ...MANAGED_OAUTH, category: "CRM" },
  ),
  toolkit(
    "shopify",
    "Shopify",
    [
      oauth2("read_products,write_products,read_orders,write_orders", { asks: [SUBDOMAIN] }),
      s2sOauth2({ asks: [SUBDOMAIN] }),
      apiKey({ asks: [SUBDOMAIN, field("generic_api_key", { displayName: "Admin API access token", secret: true })] }),
    ],
    { ...MANAGED_OAUTH, managedAppWithdrawn: true, category: "Commerce" },
  ),
  toolkit("clockify", "Clockify", [oauth2(""), apiKey()], { ...MANAGED_OAUTH, managedAppWithdrawn: true }),
  toolkit("stripe", "Stripe", [apiKey()], { category: "Commerce" }),
  toolkit("posthog", "PostHog", [apiKey({ mayAsk: [field("subdomain", { default: "us.i" })] })], { category: "Data" }),
  toolkit("trello", "Trello", [oauth1("read,write,account"), bearerToken()], { managed: ["OAUTH1"] }),
  toolkit("discord", "Discord", [oauth2(DISCORD_SCOPES), bearerToken()], {
    ...MANAGED_OAUTH,
    category: "Communication",
  }),
  toolkit(
    "zendesk",
    "Zendesk",
    [oauth2(readAndWrite(["organizations", "tickets", "users", "webhooks"]).join(","), { asks: [SUBDOMAIN] })],
    { ...MANAGED_OAUTH, category: "CRM" },
  ),
  toolkit("airtable", "Airtable", [oauth2(AIRTABLE_SCOPES), bearerToken(), apiKey()], {
    ...MANAGED_OAUTH,
    category: "Data",
  }),
  toolkit("freshdesk", "Freshdesk", [basic({ mayAsk: [SUBDOMAIN] })], { category: "CRM" }),
  toolkit("sentry", "Sentry", [bearerToken({ mayAsk: [field("base_url", { default: "https://sentry.io" })] })], {
    category: "Developer Tools",
  }),
  // Separated by spaces, unlike most.
  toolkit("reddit", "Reddit", [oauth2("identity read vote submit flair edit")], {
    ...MANAGED_OAUTH,
    category: "Social",
  }),
  toolkit("asana", "Asana", [oauth2("")], MANAGED_OAUTH),
];
