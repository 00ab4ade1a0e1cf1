/** Opens the session that fits a user while both apps are in use. */
import type { Composio } from "@composio/core";
import { readSessionConfig } from "pulumi-composio/session";

const now = readSessionConfig({ file: "session.json" });
const before = readSessionConfig({ file: "session-before.json" });

/** The session of Composio's app for a user who is connected through that app alone, and the session of your own app for everybody else. */
export async function sessionFor(composio: Composio, userId: string) {
  const isConnected = async ({ authConfigs = {} }: typeof now) => {
    const authConfigIds = Object.values(authConfigs);
    const { items } = await composio.connectedAccounts.list({ userIds: [userId], authConfigIds, statuses: ["ACTIVE"] });
    return items.length > 0;
  };
  const hasMoved = await isConnected(now);
  return composio.create(userId, !hasMoved && (await isConnected(before)) ? before : now);
}
