/** `/toolkits`: the catalogue, one toolkit, its categories. */
import type { Answer, Call } from "./call";
import { pageOf } from "./call";
import type { FieldDefinition, FieldsDefinition, SchemeDefinition, ToolkitDefinition } from "./catalogue/definition";
import { logoOf, managedAppsOf, managedSchemesOf, needsNoAuth } from "./catalogue/definition";
import { toolsOf } from "./catalogue/tools";
import { toolkitNotFound } from "./errors";

const MAX_PAGE_SIZE = 1000;
const CHANGED_AT = "2026-11-01T00:00:00.000Z";

/** The one version that every toolkit has. */
export const VERSION = "20261101_00";

export function findToolkit(catalogue: Map<string, ToolkitDefinition>, slug: string): ToolkitDefinition {
  const found = catalogue.get(slug.toLowerCase());
  if (!found) throw toolkitNotFound(slug);
  return found;
}

export function getToolkit({ emulation, params }: Call): Answer {
  const toolkit = findToolkit(emulation.catalogue, params.slug ?? "");
  const { slug, name, enabled = true, auth_config_details, categories = [] } = toolkit;
  return {
    status: 200,
    headers: deprecationOf(toolkit),
    body: {
      ...{ slug, name, enabled, type: "native", is_local_toolkit: false },
      composio_managed_auth_schemes: managedSchemesOf(toolkit),
      composio_managed_auth: managedAppsOf(toolkit),
      auth_config_details: auth_config_details?.map(shownScheme),
      meta: {
        ...metaOf(toolkit),
        categories: categories.map((category) => ({ name: category, slug: slugOf(category) })),
        available_versions: [VERSION],
      },
      deprecated: { toolkitId: slug, rawProxyInfoByAuthSchemes: [] },
    },
  };
}

const shownScheme = ({ fields, required_scopes = [], ...scheme }: SchemeDefinition) => ({
  ...scheme,
  required_scopes,
  fields: {
    auth_config_creation: shownFields(fields.auth_config_creation),
    connected_account_initiation: shownFields(fields.connected_account_initiation),
  },
});

const shownFields = ({ required, optional }: FieldsDefinition) => ({
  required: required.map(shownField),
  optional: optional.map(shownField),
});

/** A field as a toolkit shows it, without the fact whether auth configs may share it. */
export const shownField = ({ is_available_as_shared_credentials: _shared, ...field }: FieldDefinition) => ({
  user_visible: true,
  ...field,
});

/** The header by which the API says that a toolkit's version is deprecated: a structured field, times in seconds. */
export function deprecationOf({ slug, deprecation }: ToolkitDefinition): Record<string, string> {
  if (!deprecation) return {};
  const { deprecated, sunset, reason } = deprecation;
  const facts = [
    `version="${VERSION}"`,
    ...(deprecated === undefined ? [] : [`deprecated=@${Date.parse(deprecated) / 1000}`]),
    ...(sunset === undefined ? [] : [`sunset=@${Date.parse(sunset) / 1000}`]),
    ...(reason === undefined ? [] : [`reason=${JSON.stringify(reason)}`]),
  ];
  return { "Composio-Deprecated-Toolkits": `"${slug.toUpperCase()}";${facts.join(";")}` };
}

export function listToolkits({ emulation, query }: Call): Answer {
  const { search = "", category, managed_by: managedBy = "all" } = query;
  const wanted = [...emulation.catalogue.values()]
    // A project's own toolkits are not emulated, so it has none.
    .filter(() => managedBy !== "project")
    .filter(({ slug, name, description }) => includes(`${slug} ${name} ${description}`, search))
    .filter(({ categories = [] }) => !category || categories.some((name) => slugOf(name) === category))
    .sort((one, other) => (query.sort_by === "alphabetically" ? one.name.localeCompare(other.name) : 0));
  const page = pageOf(wanted, { query, maximum: MAX_PAGE_SIZE, answers: emulation.answers });
  return { status: 200, body: { ...page, items: page.items.map(listed) } };
}

const listed = (toolkit: ToolkitDefinition): unknown => ({
  slug: toolkit.slug,
  name: toolkit.name,
  type: "native",
  is_local_toolkit: false,
  no_auth: needsNoAuth(toolkit),
  auth_schemes: (toolkit.auth_config_details ?? []).map(({ mode }) => mode),
  composio_managed_auth_schemes: managedSchemesOf(toolkit),
  meta: {
    ...metaOf(toolkit),
    // Here a category has an id, and a slug if one toolkit is asked for: so does the API.
    categories: (toolkit.categories ?? []).map((name) => ({ id: slugOf(name), name })),
  },
  deprecated: { toolkitId: toolkit.slug },
});

export function listCategories({ emulation, query }: Call): Answer {
  const names = new Set([...emulation.catalogue.values()].flatMap(({ categories = [] }) => categories));
  const categories = [...names].sort().map((name) => ({ id: slugOf(name), name }));
  return { status: 200, body: pageOf(categories, { query, maximum: MAX_PAGE_SIZE, answers: emulation.answers }) };
}

const metaOf = (toolkit: ToolkitDefinition) => ({
  description: toolkit.description ?? "",
  logo: logoOf(toolkit.slug),
  app_url: null,
  tools_count: toolsOf(toolkit).length,
  triggers_count: 0,
  created_at: CHANGED_AT,
  updated_at: CHANGED_AT,
  version: VERSION,
});

const slugOf = (category: string): string => category.toLowerCase().replaceAll(" ", "-");

const includes = (text: string, search: string): boolean => text.toLowerCase().includes(search.toLowerCase());
