/** Names that a session may not have, and options that exclude each other in it. */
import { isForToolRouter } from "./auth-config-record";
import type { Call } from "./call";
import { isToolOf } from "./catalogue/tools";
import { toolRouterError } from "./errors";
import type { SessionToolkits } from "./session-settings";
import type { StoredSession } from "./store";

export function refuseWrongSession(call: Call, session: StoredSession): void {
  refuseUnknownToolkits(call, session);
  refuseForeignTools(call, session);
  refuseContradictions(call, session);
  refuseWrongAuthConfigs(call, session);
  refuseWrongAccounts(call, session);
}

const refuse = (message: string): never => {
  throw toolRouterError("BadRequest", message);
};

function refuseUnknownToolkits({ emulation }: Call, { toolkits, settings }: StoredSession): void {
  const { require_approval: waiting = [], ...list } = toolkits ?? {};
  const named = [...waiting, ...Object.values(list).flat(), ...Object.keys(settings.tools ?? {})];
  const unknown = named.filter((slug) => !emulation.catalogue.has(slug.toLowerCase()));
  if (unknown.length > 0) refuse(`Unknown toolkits: ${unknown.join(", ")}`);
}

function refuseForeignTools({ emulation }: Call, { settings }: StoredSession): void {
  const wrong = Object.entries(settings.tools ?? {}).flatMap(([slug, { tags: _tags, ...lists }]: [string, Lists]) => {
    const toolkit = emulation.catalogue.get(slug.toLowerCase());
    return Object.values(lists)
      .flatMap((list) => list ?? [])
      .filter((tool) => toolkit && !isToolOf(tool, toolkit))
      .map((tool) => `${tool} (${slug})`);
  });
  if (wrong.length > 0) refuse(`Invalid tool slugs: ${wrong.join(", ")}`);
}

interface Lists {
  tags?: unknown;
  enable?: string[] | undefined;
  disable?: string[] | undefined;
  require_approval?: string[] | undefined;
}

function refuseContradictions({ emulation }: Call, { toolkits, settings }: StoredSession): void {
  const { preload, proxy_execute, workbench, tools, tags, experimental } = settings;
  const allowlists = [toolkits, ...Object.values(tools ?? {}), tags].filter((one) => one && isAllowlist(one));
  if (preload?.tools === "all" && allowlists.length === 0) {
    refuse('preload.tools can be "all" only with a list of enabled toolkits, tools or tags');
  }
  if (proxy_execute?.enable === false && workbench?.enable_proxy_execution === true) {
    refuse("workbench.enable_proxy_execution can't be true if proxy_execute.enable is false");
  }
  const taken = (experimental?.custom_toolkits ?? []).filter(({ slug }) => emulation.catalogue.has(slug.toLowerCase()));
  if (taken.length > 0) refuse(`Custom toolkits conflict with known ones: ${taken.map(({ slug }) => slug).join(", ")}`);
}

const isAllowlist = (filter: object): boolean => Array.isArray(filter) || "enable" in filter || "tags" in filter;

/** Whether the session's lists let it use a toolkit. */
export function allows(toolkits: SessionToolkits | null, slug: string): boolean {
  if (toolkits && "enable" in toolkits) return isIn(toolkits.enable, slug);
  return !(toolkits && "disable" in toolkits && isIn(toolkits.disable, slug));
}

const isIn = (slugs: string[], slug: string): boolean => slugs.some((one) => one.toLowerCase() === slug);

// Assumption 19: every kind of unusable id gets the one slug that is on record.
function refuseWrongAuthConfigs(call: Call, { auth_configs, toolkits }: StoredSession): void {
  for (const [slug, id] of Object.entries(auth_configs)) {
    const reason = allows(toolkits, slug.toLowerCase())
      ? whyUnusable(call, slug.toLowerCase(), id)
      : "is for a toolkit that this session does not enable";
    if (reason) throw toolRouterError("InvalidAuthConfigIds", `Auth config ${id} for toolkit ${slug} ${reason}`);
  }
}

function whyUnusable({ project, emulation }: Call, slug: string, id: string): string | undefined {
  if (emulation.answers.unusableInSession === "accepted") return undefined;
  const config = project.authConfigs.get(id);
  if (!config || config.deleted) return "does not exist";
  if (config.status === "DISABLED") return "is disabled";
  if (config.toolkit !== slug) return `belongs to toolkit ${config.toolkit}`;
  // Assumption 20: an auth config that is not enabled for the tool router is taken like any other.
  const { toolRouterFlagInSession: flag } = emulation.answers;
  return flag === "required" && !isForToolRouter(config) ? "is not enabled for the tool router" : undefined;
}

function refuseWrongAccounts({ project }: Call, { connected_accounts, settings, user_id }: StoredSession): void {
  const { enable, max_accounts_per_toolkit: maximum = 5 } = settings.multi_account ?? {};
  const most = enable ? maximum : 1;
  for (const [slug, ids] of Object.entries(connected_accounts)) {
    if (ids.length > most)
      refuse(`connected_accounts.${slug} holds ${ids.length} accounts, but at most ${most} may be`);
    for (const id of ids) {
      const account = project.connectedAccounts.get(id);
      const fits = account && !account.deleted && !account.is_disabled && account.user_id === user_id;
      if (fits && account.toolkit === slug.toLowerCase()) continue;
      const message = `Connected account ${id} is not one of user ${user_id} for toolkit ${slug}`;
      throw toolRouterError("InvalidConnectedAccountIds", message);
    }
  }
}
