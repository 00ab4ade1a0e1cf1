/** Which ids a session may name. */
import type { Selection } from "../api/session";
import type { Call } from "./call";
import { toolRouterError } from "./errors";
import type { StoredSession } from "./store";

export function refuseWrongIds(call: Call, session: StoredSession): void {
  const { toolkits } = session;
  refuseUnknownToolkits(call, toolkits);
  for (const [slug, id] of Object.entries(session.auth_configs)) {
    const reason = whyUnusable(call, { slug: slug.toLowerCase(), id, toolkits });
    if (reason) throw toolRouterError("InvalidAuthConfigIds", `Auth config ${id} for toolkit ${slug} ${reason}`);
  }
  for (const [slug, ids] of Object.entries(session.connected_accounts)) {
    for (const id of ids) refuseForeignAccount(call, { slug: slug.toLowerCase(), id, userId: session.user_id });
  }
}

function refuseUnknownToolkits({ emulation }: Call, toolkits: Selection | null): void {
  const unknown = slugsOf(toolkits).filter((slug) => !emulation.catalogue.has(slug));
  if (unknown.length > 0) throw toolRouterError("BadRequest", `Unknown toolkits: ${unknown.join(", ")}`);
}

function slugsOf(toolkits: Selection | null): string[] {
  if (!toolkits) return [];
  return ("enable" in toolkits ? toolkits.enable : toolkits.disable).map((slug) => slug.toLowerCase());
}

/** Whether the session's lists let it use a toolkit. */
export const allows = (toolkits: Selection | null, slug: string): boolean =>
  !toolkits || slugsOf(toolkits).includes(slug) === "enable" in toolkits;

interface Named {
  slug: string;
  id: string;
  toolkits: Selection | null;
}

// Assumption 19: every kind of unusable id gets the one slug that is on record.
// Assumption 20: an auth config that is not enabled for the tool router is taken like any other.
function whyUnusable({ project }: Call, { slug, id, toolkits }: Named): string | undefined {
  const config = project.authConfigs.get(id);
  if (!allows(toolkits, slug)) return "is for a toolkit that this session does not enable";
  if (!config || config.deleted) return "does not exist";
  if (config.status === "DISABLED") return "is disabled";
  if (config.toolkit !== slug) return `belongs to toolkit ${config.toolkit}`;
  return undefined;
}

function refuseForeignAccount(
  { project }: Call,
  { slug, id, userId }: { slug: string; id: string; userId: string },
): void {
  const account = project.connectedAccounts.get(id);
  const fits = account && !account.deleted && !account.is_disabled && account.user_id === userId;
  if (!fits || account.toolkit !== slug) {
    const message = `Connected account ${id} is not one of user ${userId} for toolkit ${slug}`;
    throw toolRouterError("InvalidConnectedAccountIds", message);
  }
}
