/** Tools and the scopes that they need. Reading them needs no auth config; only what creation tools do does. */
import type { Item } from "../items";
import { isItem, itemsOf } from "../items";
import type { Lab } from "../lab";
import type { Probe } from "../probe";
import { probeOf, probeWithoutSwitch } from "../probe";
import { Other } from "../seen";
import type { Reply } from "../wire";
import { Unclear } from "../wire";
import { asText } from "./shown";

/** A toolkit whose tools have been on record for years, with scopes of which any one will do. */
const TOOLKIT = "gmail";
const TOOL = "GMAIL_SEND_EMAIL";
const UNKNOWN_TOOL = "PULUMI_COMPOSIO_VERIFY";

const tools = (lab: Lab, query: Record<string, string | number>): Promise<Reply> =>
  lab.wire.often({ method: "GET", path: "/tools", query });

const answeredTools = async (lab: Lab, query: Record<string, string | number>): Promise<Item[]> => {
  const { status, json } = await tools(lab, query);
  if (status !== 200) throw new Unclear(`the list of tools was answered with ${status}`);
  return itemsOf(json);
};

async function seeToolList(lab: Lab): Promise<"answered" | "absent" | Other> {
  const { status } = await tools(lab, { tool_slugs: TOOL });
  if (status === 200) return "answered";
  return status === 404 ? "absent" : new Other(`the answer is a ${status}`);
}

async function seeRecommendedScopes(lab: Lab): Promise<"answered" | "unsupported" | Other> {
  const path = `/toolkits/${TOOLKIT}/scopes/recommended`;
  const { status } = await lab.wire.often({ method: "POST", path, body: { tools: [TOOL] } });
  if (status < 300) return "answered";
  return status === 501 ? "unsupported" : new Other(`the answer is a ${status}`);
}

async function seeScopeAlternatives(lab: Lab): Promise<"objects" | "strings" | Other> {
  const found = await answeredTools(lab, { toolkit_slug: TOOLKIT, limit: 200 });
  const needs = found.flatMap(({ scope_requirements: all }) =>
    isItem(all) && Array.isArray(all.all_of) ? all.all_of : [],
  );
  const ways = needs.flatMap((need) => (isItem(need) && Array.isArray(need.any_of) ? need.any_of : []));
  if (ways.length === 0) throw new Unclear("no tool has alternatives");
  return ways.some(isItem) ? "objects" : "strings";
}

/** A tool of the toolkit, and scopes that it needs. */
async function toolWithScopes(lab: Lab, slug: string): Promise<string> {
  const found = await answeredTools(lab, { toolkit_slug: slug, limit: 200 });
  const tool = found.find(({ scopes }) => Array.isArray(scopes) && scopes.length > 0);
  if (typeof tool?.slug !== "string") throw new Unclear("no tool of the toolkit names its scopes");
  return tool.slug;
}

async function seeCreationTools(lab: Lab): Promise<"fill-scopes" | "set-scopes" | "nothing" | Other> {
  const tool = await toolWithScopes(lab, lab.bodies.toolkit("app").slug);
  const { scopes } = await lab.requests.credentials(await lab.fixture("scoped"));
  // Masks of different scopes can be the same.
  if (asText(scopes) !== lab.bodies.scopesOf("scoped")) throw new Unclear("scopes are not shown in clear");
  const access = { tool_access_config: { tools_for_connected_account_creation: [tool] } };
  const usual = JSON.stringify((await lab.requests.credentials(await lab.fixture("app"))).scopes);
  const filled = await lab.trial("app", { ...lab.bodies.plain("app"), ...access }, async (id) =>
    JSON.stringify((await lab.requests.credentials(id)).scopes),
  );
  if (filled === "refused") return new Other("such a create is refused");
  if (filled === usual) return "nothing";
  return lab.temporary("scoped", async (id) => {
    const before = JSON.stringify((await lab.requests.credentials(id)).scopes);
    await lab.requests.change(id, { type: "custom", ...access });
    return JSON.stringify((await lab.requests.credentials(id)).scopes) === before ? "fill-scopes" : "set-scopes";
  });
}

export const TOOL_PROBES: Probe[] = [
  probeOf("creationTools", {
    question: "what tools for account creation do to the scopes",
    sends: "a create with a tool and no scopes; a PATCH with a tool of one that has scopes; reads",
    see: seeCreationTools,
    means: {
      "set-scopes": "toolsForConnectedAccountCreation changes scopes that somebody set: declare scopes instead.",
      nothing: "toolsForConnectedAccountCreation has no effect on scopes: declare scopes instead.",
    },
  }),
  probeOf("toolList", {
    question: "whether GET /tools is answered",
    sends: "GET /tools with one slug",
    see: seeToolList,
    means: { absent: "Names of tools can't be checked, and previews say so." },
  }),
  probeWithoutSwitch({
    assumption: 32,
    question: "what GET /tools does with slugs that do not exist",
    sends: "GET /tools with one",
    expected: "left out",
    see: async (lab) =>
      (await answeredTools(lab, { tool_slugs: UNKNOWN_TOOL })).some(({ slug }) => slug === UNKNOWN_TOOL)
        ? new Other("shown")
        : "left out",
  }),
  probeOf("recommendedScopes", {
    question: "whether recommended scopes are answered",
    sends: "a question for the scopes of one tool",
    see: seeRecommendedScopes,
    means: { unsupported: "recommendedScopes fails: write the scopes down, or use requiredScopes." },
  }),
  probeOf("scopeAlternatives", {
    question: "whether one way to meet a need can be several scopes together",
    sends: "GET /tools of one toolkit: its scope_requirements",
    see: seeScopeAlternatives,
    means: { strings: "Nothing: no tool of that toolkit has such a way at this time." },
  }),
];
