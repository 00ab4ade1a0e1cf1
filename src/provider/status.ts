/** Enabling and disabling. */
import type { AuthConfigStatus } from "../api/auth-config";
import type { Client } from "../client/client";
import { isNotFound } from "../client/errors";
import { isAnswer } from "../client/is-answer";

/**
 * Sets the status. Nobody has seen what the API says of one that is set already, by hand or by a request whose answer was lost. So
 * a refusal counts only if the auth config does not have the status.
 */
export async function setStatus(client: Client, id: string, status: AuthConfigStatus): Promise<void> {
  try {
    await client.setAuthConfigStatus(id, status);
  } catch (error) {
    if (!isAnswer(error) || isNotFound(error) || (await statusOf(client, id)) !== status) throw error;
  }
}

/** Undefined if that can't be learnt. */
async function statusOf(client: Client, id: string): Promise<string | undefined> {
  try {
    return (await client.getAuthConfig(id)).status;
  } catch {
    // The refusal is the better message.
    return undefined;
  }
}
