/** A finding of `doctor`. */
import type { AuthConfigItem } from "../client";
import { shellQuoted } from "./shell";

export interface Finding {
  check: Check;
  /** A note is worth a thought; a problem makes the exit code 1. */
  level: "ok" | "note" | "problem";
  /** One line that stands alone. */
  message: string;
  /** The things that the finding is about, one a line. */
  details?: string[];
  /** Commands to copy, of which the key itself is never a part. */
  mend?: string[];
}

export type Check =
  | "node"
  | "package"
  | "pulumi"
  | "sdk"
  | "api"
  | "unreadable"
  | "clock"
  | "rate"
  | "deprecated"
  | "duplicates"
  | "managed-app"
  | "redirect"
  | "state"
  | "orphans"
  | "session"
  | "move";

/** The API's own call for what the command line has no command for. The shell fills in the key. */
export function apiCall(baseUrl: string, method: "PATCH" | "DELETE", path: string, body?: object): string {
  const sent = body ? ` -H 'content-type: application/json' -d ${shellQuoted(JSON.stringify(body))}` : "";
  const url = shellQuoted(`${baseUrl}/api/v3.1/auth_configs/${path}`);
  return `curl -X ${method} -H "x-api-key: $COMPOSIO_API_KEY"${sent} ${url}`;
}

export const connectionsText = ({ no_of_connections: count }: AuthConfigItem): string =>
  count === undefined ? "connected accounts not known" : counted(count, "connected account");

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
