/** Probes of a GET: the masks, scopes and fields that it shows of an auth config. */

import { REDIRECT, SECRET } from "../bodies";
import { isItem } from "../items";
import type { Lab } from "../lab";
import type { Probe } from "../probe";
import { probeOf, probeWithoutSwitch } from "../probe";
import { Other } from "../seen";
import { Unclear } from "../wire";

/** The one string that scopes are, in either form. */
export const asText = (scopes: unknown): unknown => (Array.isArray(scopes) ? scopes.join(",") : scopes);

function maskOf(shown: unknown): "first-four" | "redacted" | "asterisks" | Other {
  if (shown === `${SECRET.slice(0, 4)}...`) return "first-four";
  if (shown === "REDACTED") return "redacted";
  if (shown === "********") return "asterisks";
  if (shown === undefined || shown === null) return new Other("left out");
  return new Other(shown === SECRET ? "in clear" : "another mask");
}

/** A name that never leads anywhere. */
const PROXY_URL = "https://pulumi-composio-verify.invalid";

async function seeProxyKey(lab: Lab): Promise<"first-four" | "redacted" | "asterisks" | "clear" | Other> {
  const proxy = { proxy_config: { proxy_url: PROXY_URL, proxy_auth_key: SECRET } };
  const shown = await lab.trial("app", { ...lab.bodies.plain("app"), ...proxy }, async (id) => {
    const { proxy_config: live } = await lab.requests.item(id);
    if (!isItem(live)) throw new Unclear("a proxy is not shown");
    return live.proxy_auth_key === SECRET ? "clear" : maskOf(live.proxy_auth_key);
  });
  if (shown === "refused") throw new Unclear("a create with a proxy was refused");
  return shown;
}

async function seeClearFields(lab: Lab): Promise<"clear" | "masked" | Other> {
  const { scopes, oauth_redirect_uri } = await lab.requests.credentials(await lab.fixture("scoped"));
  const isClear = [asText(scopes) === lab.bodies.scopesOf("scoped"), oauth_redirect_uri === REDIRECT];
  if (isClear.every(Boolean)) return "clear";
  if (!isClear.some(Boolean)) return "masked";
  return new Other(isClear[0] ? "only scopes in clear" : "only the redirect address in clear");
}

async function seeScopesAs(lab: Lab): Promise<"string" | "list" | Other> {
  for (const name of ["scoped", "managedScoped"] as const) {
    const { scopes } = await lab.requests.credentials(await lab.fixture(name));
    // A mask says nothing of the form.
    if (asText(scopes) === lab.bodies.scopesOf(name)) return Array.isArray(scopes) ? "list" : "string";
  }
  throw new Unclear("no scopes are shown in clear");
}

async function seeManagedCredentials(lab: Lab): Promise<"caller-scopes" | "all-redacted" | Other> {
  const { scopes } = await lab.requests.credentials(await lab.fixture("managedScoped"));
  if (asText(scopes) === lab.bodies.scopesOf("managedScoped")) return "caller-scopes";
  return asText(scopes) === "REDACTED" ? "all-redacted" : new Other("neither the scopes nor REDACTED");
}

async function seeSharedNames(lab: Lab): Promise<"both" | "old" | "new" | Other> {
  const [field] = lab.bodies.sharedFieldNames();
  if (field === undefined) throw new Unclear("the toolkit has no field to share");
  const item = await lab.requests.item(await lab.fixture("keyed"));
  const shows = (name: string) => isItem(item[name]) && field in item[name];
  if (shows("shared_connection_fields")) return shows("shared_credentials") ? "both" : "new";
  return shows("shared_credentials") ? "old" : new Other("neither is shown");
}

/** A header's time has whole seconds, and the answer takes some. */
const TOLERANCE_MS = 5000;

const seeCreatedAt = (lab: Lab): Promise<"of-date" | "minute-behind" | Other> =>
  lab.temporary("app", async (id, { date }) => {
    const createdAt = Date.parse(String((await lab.requests.item(id)).created_at));
    if (date === undefined || Number.isNaN(createdAt)) throw new Unclear("one of both times is missing");
    if (Math.abs(date - createdAt) <= TOLERANCE_MS) return "of-date";
    return createdAt < date ? "minute-behind" : new Other("created_at is ahead");
  });

export const SHOWN_PROBES: Probe[] = [
  probeOf("ownSecrets", {
    question: "how a secret of your own reads back",
    sends: "a create with a client secret of 33 characters, and a read of it",
    see: async (lab) => maskOf((await lab.requests.credentials(await lab.fixture("scoped"))).client_secret),
    means: {
      redacted: "Drift of secrets can't be seen: masks are all alike. The next change of a secret still travels.",
      asterisks: "Drift of secrets can't be seen: masks are all alike. The next change of a secret still travels.",
    },
    otherwise: "Drift of secrets can't be seen: the provider does not know this form. Please report it.",
  }),
  probeOf("proxyKey", {
    question: "how the key of a proxy reads back",
    sends: "a create with a proxy and its key, and a read of it",
    see: seeProxyKey,
    means: {
      redacted: "Drift of proxyAuthKey can't be seen: masks are all alike. The next change of it still travels.",
      asterisks: "Drift of proxyAuthKey can't be seen: masks are all alike. The next change of it still travels.",
      clear: "Whoever may read the project's auth configs reads the key of the proxy. Drift of it can't be seen.",
    },
    otherwise: "Drift of proxyAuthKey can't be seen: the provider does not know this form. Please report it.",
  }),
  probeOf("clearFields", {
    question: "whether scopes and the redirect address read back in clear",
    sends: "a create with scopes and a redirect address, and a read of it",
    see: seeClearFields,
    means: { masked: "Drift of scopes and of the redirect address can't be seen." },
  }),
  probeOf("managedCredentials", {
    question: "whether the scopes that you set on a managed one read back",
    sends: "a managed create with one scope of the toolkit's, and a read of it",
    see: seeManagedCredentials,
    means: { "all-redacted": "Drift of scopes of managed auth configs can't be seen." },
  }),
  probeOf("scopesAs", {
    question: "whether scopes read back as a string or a list",
    sends: "a create with two scopes, and a read of it",
    see: seeScopesAs,
    means: { list: "Nothing: the provider compares scopes as a set. A program that reads them itself must take both." },
  }),
  probeOf("defaultScopes", {
    question: "whether the toolkit's default scopes are shown",
    sends: "a create without scopes, and a read of it",
    see: async (lab) => {
      const { scopes } = await lab.requests.credentials(await lab.fixture("app"));
      return scopes !== undefined && scopes !== null && asText(scopes) !== "";
    },
    means: { false: "Which scopes an auth config without any asks for can't be read." },
  }),
  probeOf("enabledForToolRouter", {
    question: "whether a new one is enabled for the tool router",
    sends: "a create that does not say so, and a read of it",
    see: async (lab) => {
      const { is_enabled_for_tool_router: flag } = await lab.requests.item(await lab.fixture("app"));
      return typeof flag === "boolean" ? flag : new Other("not shown");
    },
    means: { true: "An auth config that does not set isEnabledForToolRouter is offered to sessions." },
  }),
  probeOf("managedAppShown", {
    question: "whether an item names its managed app",
    sends: "a managed create, and a read of it",
    see: async (lab) => typeof (await lab.requests.item(await lab.fixture("managed"))).managed_app_id === "string",
    means: { false: "Drift of managedAppId can't be seen." },
  }),
  probeOf("sharedNames", {
    question: "by which names shared connection fields are known",
    sends: "a create with both names, and a read of it",
    see: seeSharedNames,
    means: {
      old: "Only shared_credentials is known: what is sent as shared_connection_fields alone is lost.",
      new: "Only shared_connection_fields is known: programs that send or read the old name must change.",
    },
  }),
  probeOf("createdAtClock", {
    question: "whether created_at goes by the clock of the header Date",
    sends: "a create: its header Date beside created_at",
    see: seeCreatedAt,
    means: {
      "minute-behind": "The age of an auth config is overestimated: a lost create may not be recognized as new.",
    },
    otherwise: "The age of an auth config is misjudged: a lost create may not be recognized as new.",
  }),
  probeWithoutSwitch({
    assumption: 27,
    question: "whether restrict_to_following_tools mirrors the tools for execution",
    sends: "a PATCH of tools_available_for_execution, and a read",
    expected: "mirrored",
    see: (lab) =>
      lab.temporary("app", async (id) => {
        const tools = [`${lab.bodies.toolkit("app").slug.toUpperCase()}_PULUMI_COMPOSIO_VERIFY`];
        await lab.requests.change(id, { type: "custom", tool_access_config: { tools_available_for_execution: tools } });
        const { restrict_to_following_tools: mirror } = await lab.requests.item(id);
        return JSON.stringify(mirror) === JSON.stringify(tools) ? "mirrored" : new Other("not mirrored");
      }),
  }),
];
