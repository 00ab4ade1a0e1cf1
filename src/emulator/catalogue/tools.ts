/**
 * Tools that the emulator knows, and the scopes that some need. A toolkit without any here, or in its definition, is one whose
 * tools are not known: a slug that begins as its tools do is then taken for one of them.
 *
 * The tools are real. Their scopes are a guess throughout: what the services' own documents ask for.
 */
import type { ToolkitDefinition } from "./definition";

/** A scope that a tool needs. A list: any one of those will do, a list inside it: all of these. */
export type Need = string | (string | string[])[];

const gmail = (scope: string): string => `https://www.googleapis.com/auth/gmail.${scope}`;
const WHOLE_MAILBOX = "https://mail.google.com/";

const TOOL_SCOPES: Record<string, Need[]> = {
  GITHUB_CREATE_AN_ISSUE: ["repo"],
  GITHUB_GET_THE_AUTHENTICATED_USER: [["read:user", "user"]],
  GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER: ["repo"],
  GITHUB_CREATE_A_GIST: ["gist"],
  GMAIL_SEND_EMAIL: [[gmail("send"), gmail("modify"), WHOLE_MAILBOX]],
  GMAIL_FETCH_EMAILS: [[gmail("readonly"), gmail("modify"), WHOLE_MAILBOX]],
  GMAIL_CREATE_EMAIL_DRAFT: [[gmail("compose"), gmail("modify"), WHOLE_MAILBOX]],
  // Here either the whole mailbox will do, or two scopes together.
  GMAIL_REPLY_TO_THREAD: [[WHOLE_MAILBOX, [gmail("compose"), gmail("send")]]],
  SLACK_SEND_MESSAGE: ["chat:write"],
  SLACK_LIST_ALL_CHANNELS: [["channels:read", "groups:read"]],
  SLACK_ADD_REACTION_TO_AN_ITEM: ["reactions:write"],
  // Notion has no scopes: what a user shares is what is granted.
  NOTION_CREATE_NOTION_PAGE: [],
  NOTION_QUERY_DATABASE: [],
};

/** Tools whose scopes are not known, without the toolkit in front. */
const MORE_TOOLS: Record<string, string> = {
  github:
    "ADD_LABELS_TO_AN_ISSUE CREATE_AN_ISSUE_COMMENT CREATE_A_PULL_REQUEST CREATE_A_REFERENCE CREATE_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER " +
    "CREATE_OR_UPDATE_FILE_CONTENTS GET_A_PULL_REQUEST GET_A_REPOSITORY GET_REPOSITORY_CONTENT LIST_COMMITS LIST_PULL_REQUESTS " +
    "LIST_REPOSITORY_ISSUES MERGE_A_PULL_REQUEST SEARCH_REPOSITORIES STAR_A_REPOSITORY_FOR_THE_AUTHENTICATED_USER UPDATE_AN_ISSUE",
  gmail:
    "ADD_LABEL_TO_EMAIL CREATE_LABEL DELETE_DRAFT DELETE_MESSAGE FETCH_MESSAGE_BY_MESSAGE_ID FETCH_MESSAGE_BY_THREAD_ID GET_ATTACHMENT " +
    "GET_CONTACTS GET_PEOPLE GET_PROFILE LIST_DRAFTS LIST_LABELS LIST_THREADS MODIFY_THREAD_LABELS MOVE_TO_TRASH REMOVE_LABEL " +
    "SEARCH_PEOPLE SEND_DRAFT",
  slack:
    "CREATE_CHANNEL FETCH_CONVERSATION_HISTORY FIND_CHANNELS FIND_USERS LIST_ALL_USERS OPEN_DM REPLY_TO_A_MESSAGE SEARCH_MESSAGES " +
    "UPDATES_A_SLACK_MESSAGE",
  notion:
    "ADD_PAGE_CONTENT APPEND_BLOCK_CHILDREN CREATE_COMMENT CREATE_DATABASE DELETE_BLOCK FETCH_BLOCK_CONTENTS FETCH_DATA FETCH_ROW " +
    "INSERT_ROW_DATABASE SEARCH_NOTION_PAGE UPDATE_PAGE UPDATE_ROW_DATABASE",
  hubspot:
    "CREATE_COMPANY CREATE_CONTACT CREATE_DEAL GET_CONTACT LIST_COMPANIES LIST_CONTACTS LIST_DEALS UPDATE_CONTACT",
  googlecalendar:
    "CREATE_EVENT DELETE_EVENT EVENTS_LIST FIND_EVENT FIND_FREE_SLOTS GET_CALENDAR LIST_CALENDARS QUICK_ADD UPDATE_EVENT",
  googlesheets: "BATCH_GET BATCH_UPDATE CREATE_GOOGLE_SHEET1 GET_SPREADSHEET_INFO LOOKUP_SPREADSHEET_ROW",
  linear:
    "CREATE_LINEAR_COMMENT CREATE_LINEAR_ISSUE GET_LINEAR_ISSUE LIST_LINEAR_ISSUES LIST_LINEAR_TEAMS UPDATE_ISSUE",
};

/** Every tool that is known of a toolkit. None: nothing is known of its tools. */
export function toolsOf({ slug, tools = [] }: ToolkitDefinition): string[] {
  const start = toolStart(slug);
  const more = (new Map(Object.entries(MORE_TOOLS)).get(slug) ?? "").split(" ").filter((name) => name !== "");
  const scoped = Object.keys(TOOL_SCOPES).filter((tool) => tool.startsWith(start));
  return [...new Set([...scoped, ...more.map((name) => `${start}${name}`), ...tools])];
}

/** Undefined: a tool whose scopes are not known, or no tool. */
export const needsOf = (tool: string): Need[] | undefined =>
  Object.hasOwn(TOOL_SCOPES, tool) ? TOOL_SCOPES[tool] : undefined;

/** The scopes that tools need, the first of alternatives each: any one of them would do. */
export const scopesOfTools = (tools: string[]): string[] => [
  ...new Set(
    tools
      .flatMap((tool) => needsOf(tool) ?? [])
      .flatMap((need) => (typeof need === "string" ? need : [need[0] ?? []].flat())),
  ),
];

export function isToolOf(tool: string, toolkit: ToolkitDefinition): boolean {
  const known = toolsOf(toolkit);
  return known.length > 0 ? known.includes(tool) : tool.startsWith(toolStart(toolkit.slug));
}

const toolStart = (slug: string): string => `${slug.toUpperCase()}_`;
