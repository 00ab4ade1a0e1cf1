/** `GET /tool_router/session/{id}/toolkits`: what the session can use, and by which connection. */
import type { Answer, Call } from "./call";
import { pageOf, readBoolean, readList } from "./call";
import type { ToolkitDefinition } from "./catalogue/definition";
import { logoOf, managedSchemesOf, needsNoAuth } from "./catalogue/definition";
import { authConfigInUse } from "./session-auth";
import { allows } from "./session-checks";
import { findSession } from "./sessions";
import type { Project, StoredConnectedAccount, StoredSession } from "./store";

const MAX_PAGE_SIZE = 50;

export function listSessionToolkits(call: Call): Answer {
  const session = findSession(call);
  const isConnected = readBoolean("is_connected", call.query);
  const items = wantedToolkits(call, session)
    .map((toolkit) => show(toolkit, session, call.project))
    .filter(({ connected_account: account }) => !isConnected || account?.status === "ACTIVE");
  return {
    status: 200,
    body: pageOf(items, { query: call.query, maximum: MAX_PAGE_SIZE, answers: call.emulation.answers }),
  };
}

/** A list in the query takes the place of the session's own. */
function wantedToolkits({ emulation, query }: Call, session: StoredSession): ToolkitDefinition[] {
  const asked = readList(query.toolkits?.toLowerCase());
  const search = (query.search ?? "").toLowerCase();
  return [...emulation.catalogue.values()]
    .filter(({ slug }) => (asked.length > 0 ? asked.includes(slug) : allows(session.toolkits, slug)))
    .filter(({ slug, name, description = "" }) => `${slug} ${name} ${description}`.toLowerCase().includes(search));
}

const show = (toolkit: ToolkitDefinition, session: StoredSession, project: Project) => ({
  slug: toolkit.slug,
  name: toolkit.name,
  enabled: allows(session.toolkits, toolkit.slug),
  is_no_auth: needsNoAuth(toolkit),
  composio_managed_auth_schemes: managedSchemesOf(toolkit),
  meta: { logo: logoOf(toolkit.slug), description: toolkit.description ?? "" },
  connected_account: connectionOf(toolkit.slug, session, project),
});

function connectionOf(slug: string, session: StoredSession, project: Project) {
  const account = accountInUse(slug, session, project);
  const config = account && project.authConfigs.get(account.auth_config_id);
  if (!config) return null;
  const { id, user_id, status, created_at } = account;
  return {
    ...{ id, user_id, status, created_at },
    auth_config: { id: config.id, auth_scheme: config.auth_scheme, is_composio_managed: config.type === "default" },
  };
}

/** The one that is pinned; else the user's newest on the auth config that the session uses, an active one first. */
function accountInUse(slug: string, session: StoredSession, project: Project): StoredConnectedAccount | undefined {
  const [, [pinned = ""] = []] =
    Object.entries(session.connected_accounts).find(([key]) => key.toLowerCase() === slug) ?? [];
  const config = authConfigInUse(session, slug, project);
  const ours = [...project.connectedAccounts.values()]
    .reverse()
    .filter(({ deleted, user_id }) => !deleted && user_id === session.user_id)
    .filter(({ auth_config_id }) => auth_config_id === config?.id);
  return project.connectedAccounts.get(pinned) ?? ours.find(({ status }) => status === "ACTIVE") ?? ours[0];
}
