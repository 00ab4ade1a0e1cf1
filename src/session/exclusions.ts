/** Options that a session can't have together, though each is right by itself. */
import type { SessionConfig, TagSelection, ToolSelection } from "./shape";

/** Lines without an end, none if everything goes together. The configuration has the right form. */
export const contradictions = (session: Partial<SessionConfig>): string[] => [
  ...besideSavedConfig(session),
  ...twoSandboxes(session),
  ...proxyOnAndOff(session),
  ...severalPins(session),
  ...preloadOfEverything(session),
  ...hooksOfOneId(session),
];

const NOT_BESIDE_A_SAVED_CONFIG = ["toolkits", "tools", "tags", "hooks"] as const;

function besideSavedConfig(session: Partial<SessionConfig>): string[] {
  if (session.experimental?.sessionConfigId === undefined) return [];
  return NOT_BESIDE_A_SAVED_CONFIG.filter((option) => session[option] !== undefined).map(
    (option) => `experimental.sessionConfigId names a saved session config, so ${option} can't be given beside it`,
  );
}

const twoSandboxes = ({ sandbox, workbench }: Partial<SessionConfig>): string[] =>
  sandbox && workbench ? ["sandbox and workbench are two names of one thing: give sandbox alone"] : [];

function proxyOnAndOff({ proxyExecute, sandbox, workbench }: Partial<SessionConfig>): string[] {
  const isOff = proxyExecute === false || (typeof proxyExecute === "object" && !proxyExecute.enable);
  const place = sandbox ? "sandbox" : "workbench";
  if (!isOff || (sandbox ?? workbench)?.enableProxyExecution !== true) return [];
  return [`proxyExecute is off, which holds for the sandbox too, but ${place}.enableProxyExecution is true`];
}

function severalPins({ connectedAccounts = {}, multiAccount }: Partial<SessionConfig>): string[] {
  if (multiAccount?.enable === true) return [];
  return Object.entries(connectedAccounts)
    .filter(([, ids]) => Array.isArray(ids) && ids.length > 1)
    .map(([toolkit]) => `connectedAccounts.${toolkit} names several accounts, so multiAccount.enable must be true`);
}

/** A saved session config has lists of its own. */
function preloadOfEverything(session: Partial<SessionConfig>): string[] {
  const { preload, sessionPreset, experimental } = session;
  const isAsked = preload === undefined ? sessionPreset === "direct_tools" : preload.tools === "all";
  if (!isAsked || experimental?.sessionConfigId !== undefined || hasAllowlist(session)) return [];
  const option = preload === undefined ? "sessionPreset direct_tools preloads" : 'preload.tools "all" is';
  return [`${option} every tool that is allowed, so toolkits, tools or tags must enable some`];
}

const hasAllowlist = ({ toolkits, tools = {}, tags }: Partial<SessionConfig>): boolean =>
  (toolkits !== undefined && isAllowlist(toolkits)) ||
  (tags !== undefined && isAllowlist(tags)) ||
  Object.values(tools).some((selection) => isAllowlist("tags" in selection ? selection.tags : selection));

const isAllowlist = (selection: ToolSelection | TagSelection): boolean =>
  Array.isArray(selection) || ("enable" in selection && selection.enable !== undefined);

function hooksOfOneId({ hooks = [] }: Partial<SessionConfig>): string[] {
  const ids = hooks.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [`hooks[${index}].id is that of another hook, but must be its own`],
  );
}
