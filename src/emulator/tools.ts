/** `/tools` and the two questions about scopes: which tools need, and which are recommended. */
import { z } from "zod";
import type { Answers } from "./answers";
import type { Answer, Call } from "./call";
import { pageOf, readBody, readList } from "./call";
import type { ToolkitDefinition } from "./catalogue/definition";
import { logoOf, needsNoAuth } from "./catalogue/definition";
import type { Need } from "./catalogue/tools";
import { isToolOf, needsOf, scopesOfTools, toolsOf } from "./catalogue/tools";
import { ApiError, badRequest } from "./errors";
import { cheapest, optionsOf } from "./scope-choice";
import { deprecationOf, findToolkit, VERSION } from "./toolkits";

const MAX_PAGE_SIZE = 1000;
const SLUGS = z.array(z.string(), { error: "must be a list of slugs" });

// Assumption 32: a tool that does not exist is left out of the list.
export function listTools({ emulation, query }: Call): Answer {
  if (emulation.answers.toolList === "absent") {
    throw new ApiError({ status: 404, code: 90406, slug: "HTTP_NotFound", message: "Cannot GET /api/v3.1/tools" });
  }
  const slugs = readList(query.tool_slugs);
  const toolkits = readList(query.toolkit_slug?.toLowerCase());
  const search = (query.query ?? query.search ?? "").toLowerCase();
  const wanted = [...emulation.catalogue.values()]
    .flatMap((toolkit) => toolsOf(toolkit).map((tool) => ({ tool, toolkit })))
    // The slugs of tools win over every other filter.
    .filter(({ tool, toolkit }) =>
      slugs.length > 0
        ? slugs.includes(tool)
        : (toolkits.length === 0 || toolkits.includes(toolkit.slug)) && tool.toLowerCase().includes(search),
    );
  const page = pageOf(wanted, { query, maximum: MAX_PAGE_SIZE, answers: emulation.answers });
  return {
    status: 200,
    headers: Object.assign({}, ...page.items.map(({ toolkit }) => deprecationOf(toolkit))),
    body: { ...page, items: page.items.map((one) => shownTool(one, emulation.answers)) },
  };
}

function shownTool({ tool, toolkit }: { tool: string; toolkit: ToolkitDefinition }, answers: Answers) {
  const words = tool
    .slice(toolkit.slug.length + 1)
    .replaceAll("_", " ")
    .toLowerCase();
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const needs = needsOf(tool);
  return {
    slug: tool,
    name,
    description: `${name}, in ${toolkit.name}.`,
    toolkit: { slug: toolkit.slug, name: toolkit.name, logo: logoOf(toolkit.slug) },
    ...{ tags: [], input_parameters: {}, output_parameters: {}, no_auth: needsNoAuth(toolkit) },
    ...{ scopes: scopesOfTools([tool]), scope_requirements: requirementsOf(needs, answers) },
    ...{ version: VERSION, available_versions: [VERSION], is_deprecated: false },
    deprecated: {
      ...{ displayName: name, version: VERSION, available_versions: [VERSION], is_deprecated: false },
      toolkit: { logo: logoOf(toolkit.slug) },
    },
  };
}

export function requireScopes(call: Call): Answer {
  const { tools } = readBody(z.object({ tools: SLUGS.min(1), version: z.string().optional() }), call);
  const { answers } = call.emulation;
  const toolkits = new Map(tools.map((tool) => [tool, toolkitOf(tool, call)]));
  const unknown = tools.filter((tool) => toolkits.get(tool) === undefined);
  if (unknown.length > 0) throw badRequest(`Tools not found: ${unknown.join(", ")}`);
  if (new Set(toolkits.values()).size > 1) throw badRequest("All requested tools must belong to the same toolkit");
  const [toolkit] = toolkits.values();
  return {
    status: 200,
    headers: toolkit ? deprecationOf(toolkit) : {},
    body: {
      scopes_required: scopesOfTools(tools),
      per_tool_requirements: tools.map((tool) => ({
        tool,
        scope_requirements: requirementsOf(needsOf(tool), answers),
      })),
    },
  };
}

/** The toolkit whose list has the tool: the tool's prefix alone proves nothing. */
const toolkitOf = (tool: string, { emulation }: Call): ToolkitDefinition | undefined =>
  [...emulation.catalogue.values()].find((toolkit) => toolsOf(toolkit).includes(tool));

const requirementsOf = (needs: Need[] | undefined, answers: Answers) =>
  needs?.length ? { all_of: needs.map((need) => requirementOf(need, answers)) } : null;

function requirementOf(need: Need, { scopeAlternatives }: Answers) {
  if (typeof need === "string") return need;
  const ways = need.filter((way) => typeof way === "string" || scopeAlternatives === "objects");
  return { any_of: ways.map((way) => (typeof way === "string" ? way : { all_of: way, source: ["docs"] })) };
}

const RECOMMENDATION = z.object({
  tools: SLUGS,
  auth_scheme: z.string().optional(),
  toolkit_version: z.string().min(1).optional(),
  grant_context: z.record(z.string(), z.string()).optional(),
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  available_scopes: z.array(z.string()).optional(),
});

// Assumption 35: 404 for a tool that is not the toolkit's, 422 if no way is left, 501 if nothing is known of the scopes.
export function recommendScopes(call: Call): Answer {
  const toolkit = findToolkit(call.emulation.catalogue, call.params.slug ?? "");
  const { tools, auth_scheme = "OAUTH2", grant_context = {}, ...wishes } = readBody(RECOMMENDATION, call);
  const foreign = tools.filter((tool) => !isToolOf(tool, toolkit));
  if (foreign.length > 0) throw refusal(404, "ToolNotFound", `Not tools of ${toolkit.slug}: ${foreign.join(", ")}`);
  const asked = tools.length > 0 ? tools : toolsOf(toolkit).filter((tool) => needsOf(tool));
  const legacy = asked.filter((tool) => needsOf(tool) === undefined);
  const isSupported = asked.length > 0 && auth_scheme.includes("OAUTH");
  if (legacy.length > 0 || !isSupported || call.emulation.answers.recommendedScopes === "unsupported") {
    throw refusal(
      501,
      "NotSupported",
      `The scopes of ${toolkit.slug} are not known for ${legacy.join(", ") || auth_scheme}`,
    );
  }
  const requirements = asked.flatMap((tool) => optionsOf(needsOf(tool) ?? [], wishes));
  if (requirements.some((options) => options.length === 0)) {
    throw refusal(422, "scope_not_available", "No documented scopes are left for the requested tools");
  }
  const { include = [] } = wishes;
  const always = toolkit.auth_config_details?.find(({ mode }) => mode === auth_scheme)?.required_scopes ?? [];
  return {
    status: 200,
    headers: deprecationOf(toolkit),
    body: {
      ...{ auth_scheme, toolkit_version: VERSION, grant_context },
      scopes: {
        least_privilege: [...new Set([...always, ...include, ...requirements.flatMap(([first = []]) => first)])],
        fewest: [...new Set([...always, ...include, ...cheapest(requirements, include)])],
        // None is known of any tool of the catalogue.
        conditional: [],
      },
    },
  };
}

const refusal = (status: number, reason: string, message: string): ApiError =>
  new ApiError({ status, code: 90_000 + status, slug: `ScopeRecommendation_${reason}`, message });
