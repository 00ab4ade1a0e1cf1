/** `/toolkits` and `/tools/scopes/required`. */
import { z } from "zod";
import type { Answer, Call } from "./call";
import { pageOf, readBody } from "./call";
import type { ToolkitDefinition } from "./catalogue/definition";
import { defaultScopesOf, detailOf, logoOf, needsNoAuth } from "./catalogue/definition";
import { TOOL_SCOPES } from "./catalogue/tool-scopes";
import { splitScopes } from "./credentials";
import { badRequest, toolkitNotFound } from "./errors";

const MAX_TOOLKIT_PAGE_SIZE = 1000;
const TOOLS = z.array(z.string(), { error: "must be a list of tool slugs" });
const VERSION = "20261101_00";
const CHANGED_AT = "2026-11-01T00:00:00.000Z";

export function findToolkit(catalogue: Map<string, ToolkitDefinition>, slug: string): ToolkitDefinition {
  const found = catalogue.get(slug.toLowerCase());
  if (!found) throw toolkitNotFound(slug);
  return found;
}

export function getToolkit({ emulation, params }: Call): Answer {
  const { description, categories, managedAppWithdrawn, ...toolkit } = findToolkit(
    emulation.catalogue,
    params.slug ?? "",
  );
  return {
    status: 200,
    body: {
      ...toolkit,
      type: "native",
      is_local_toolkit: false,
      composio_managed_auth: toolkit.composio_managed_auth_schemes?.map((mode) => ({
        mode,
        scopes: { available: splitScopes(defaultScopesOf(detailOf(toolkit, mode))) },
      })),
      meta: {
        ...metaOf(toolkit.slug, description),
        categories: (categories ?? []).map((name) => ({ name, slug: slugOf(name) })),
        available_versions: [VERSION],
      },
      deprecated: { toolkitId: toolkit.slug, rawProxyInfoByAuthSchemes: [] },
    },
  };
}

export function listToolkits({ emulation, query }: Call): Answer {
  const { search = "", category, managed_by: managedBy = "all" } = query;
  if (search.length > 0 && search.length < 3) throw badRequest(`search must have 3 characters or more, got: ${search}`);

  const wanted = [...emulation.catalogue.values()]
    // A project's own toolkits are not emulated, so it has none.
    .filter(() => managedBy !== "project")
    .filter(({ slug, name, description }) => includes(`${slug} ${name} ${description}`, search))
    .filter(({ categories = [] }) => !category || categories.some((name) => slugOf(name) === category))
    .sort((one, other) => (query.sort_by === "alphabetically" ? one.name.localeCompare(other.name) : 0));
  const page = pageOf(wanted, query, MAX_TOOLKIT_PAGE_SIZE);
  return { status: 200, body: { ...page, items: page.items.map(listed) } };
}

const listed = (toolkit: ToolkitDefinition): unknown => ({
  slug: toolkit.slug,
  name: toolkit.name,
  type: "native",
  is_local_toolkit: false,
  no_auth: needsNoAuth(toolkit),
  auth_schemes: (toolkit.auth_config_details ?? []).map(({ mode }) => mode),
  composio_managed_auth_schemes: toolkit.composio_managed_auth_schemes,
  meta: {
    ...metaOf(toolkit.slug, toolkit.description),
    // Here a category has an id, and a slug where one toolkit is asked for: so does the API.
    categories: (toolkit.categories ?? []).map((name) => ({ id: slugOf(name), name })),
  },
  deprecated: { toolkitId: toolkit.slug },
});

export function listCategories({ emulation, query }: Call): Answer {
  const names = new Set([...emulation.catalogue.values()].flatMap(({ categories = [] }) => categories));
  const categories = [...names].sort().map((name) => ({ id: slugOf(name), name }));
  return { status: 200, body: pageOf(categories, query, MAX_TOOLKIT_PAGE_SIZE) };
}

const metaOf = (slug: string, description = "") => ({
  description,
  logo: logoOf(slug),
  app_url: null,
  tools_count: Object.keys(TOOL_SCOPES).filter((tool) => tool.startsWith(`${slug.toUpperCase()}_`)).length,
  triggers_count: 0,
  created_at: CHANGED_AT,
  updated_at: CHANGED_AT,
  version: VERSION,
});

const slugOf = (category: string): string => category.toLowerCase().replaceAll(" ", "-");

const includes = (text: string, search: string): boolean => text.toLowerCase().includes(search.toLowerCase());

/** The flat union takes the first of alternatives: any one of them would do. */
export function requireScopes(call: Call): Answer {
  const { tools } = readBody(z.object({ tools: TOOLS, version: z.string().optional() }), call);
  const perTool = tools.map((tool) => ({ tool, needs: TOOL_SCOPES[tool] }));
  const unknown = perTool.filter(({ needs }) => needs === undefined).map(({ tool }) => tool);
  if (unknown.length > 0) throw badRequest(`Tools not found: ${unknown.join(", ")}`);
  if (new Set(tools.map((tool) => tool.split("_")[0])).size > 1) {
    throw badRequest("All requested tools must belong to the same toolkit");
  }

  const flat = perTool.flatMap(({ needs = [] }) => needs.map((need) => (Array.isArray(need) ? need[0] : need)));
  return {
    status: 200,
    body: {
      scopes_required: [...new Set(flat)],
      per_tool_requirements: perTool.map(({ tool, needs = [] }) => ({
        tool,
        scope_requirements:
          needs.length === 0 ? null : { all_of: needs.map((need) => (Array.isArray(need) ? { any_of: need } : need)) },
      })),
    },
  };
}
