/**
 * Scopes that some tools need, for `POST /tools/scopes/required`.
 *
 * A guess throughout: the tools are real, their scopes are what the services' own documents ask for. A list inside a
 * list means any one of those.
 */
const gmail = (scope: string): string => `https://www.googleapis.com/auth/gmail.${scope}`;
const WHOLE_MAILBOX = "https://mail.google.com/";

export const TOOL_SCOPES: Record<string, (string | string[])[] | undefined> = {
  GITHUB_CREATE_AN_ISSUE: ["repo"],
  GITHUB_GET_THE_AUTHENTICATED_USER: [["read:user", "user"]],
  GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER: ["repo"],
  GITHUB_CREATE_A_GIST: ["gist"],
  GMAIL_SEND_EMAIL: [[gmail("send"), gmail("modify"), WHOLE_MAILBOX]],
  GMAIL_FETCH_EMAILS: [[gmail("readonly"), gmail("modify"), WHOLE_MAILBOX]],
  GMAIL_CREATE_EMAIL_DRAFT: [[gmail("compose"), gmail("modify"), WHOLE_MAILBOX]],
  SLACK_SEND_MESSAGE: ["chat:write"],
  SLACK_LIST_ALL_CHANNELS: [["channels:read", "groups:read"]],
  SLACK_ADD_REACTION_TO_AN_ITEM: ["reactions:write"],
  // Notion has no scopes: what a user shares is what is granted.
  NOTION_CREATE_NOTION_PAGE: [],
  NOTION_QUERY_DATABASE: [],
};
