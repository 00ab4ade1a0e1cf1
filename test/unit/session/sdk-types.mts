/** Compiled by `npm run types`, never run: the official SDK's types take what applications get from us. */
import type { Composio } from "@composio/core";
import type { SessionConfig, TypeScriptSessionConfig } from "pulumi-composio/session";
import { readSessionConfig, toRequest } from "pulumi-composio/session";

export const openBySdk = (composio: Composio) => composio.create("user_123", readSessionConfig());

export async function openByRequest(composio: Composio) {
  const { session_id } = await composio
    .getClient()
    .toolRouter.session.create(toRequest("user_123", readSessionConfig()));
  return composio.use(session_id);
}

/** The SDK's form is one of ours. */
export const isSubset = (session: TypeScriptSessionConfig): SessionConfig => session;

// @ts-expect-error The SDK of today does not know approvals: if it does, TypeScriptSessionConfig can be SessionConfig.
export const openWhole = (composio: Composio, session: SessionConfig) => composio.create("user_123", session);
