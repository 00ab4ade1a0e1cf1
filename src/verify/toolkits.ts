/** Which toolkits a run tries things out on: those that the project has no auth config of. */

import type { AuthConfigDetail, Toolkit, ToolkitField } from "../api/toolkit";
import { parseToolkit } from "../api/toolkit";
import { itemsOf } from "./items";
import type { Wire } from "./wire";
import { Stopped, Unclear } from "./wire";

/** What a toolkit has to offer, to stand for all of its kind. */
interface Part {
  /** Tried in this order; then the catalogue's first ones. */
  preferred: readonly string[];
  fits: (toolkit: Toolkit) => boolean;
}

const PARTS = {
  /** An OAuth app of one's own: a client id, a client secret, default scopes. */
  app: {
    preferred: ["gmail", "github", "slack", "linear", "outlook", "googlecalendar", "hubspot"],
    fits: (toolkit) => {
      const oauth2 = detailOf(toolkit, "OAUTH2");
      return required(oauth2).join() === "client_id,client_secret" && defaultScopesOf(toolkit) !== "";
    },
  },
  /** An app of Composio's own. */
  managed: {
    preferred: ["github", "slack", "linear", "gmail", "outlook", "googlecalendar", "hubspot"],
    fits: (toolkit) => managedScope(toolkit) !== undefined,
  },
  /** Keys of users: no field of its own, and fields that can be shared. */
  keyed: {
    preferred: ["jira", "firecrawl", "perplexityai", "tavily"],
    fits: (toolkit) => {
      const key = detailOf(toolkit, "API_KEY");
      return key !== undefined && required(key).length === 0;
    },
  },
} satisfies Record<string, Part>;

export type PartName = keyof typeof PARTS;

/** Undefined for a part that no toolkit can play. */
export type ChosenToolkits = Partial<Record<PartName, Toolkit>>;

/** Toolkits that are looked at when no preferred one is left. */
const MOST_CANDIDATES = 30;
const CATALOGUE_PAGE = 200;

export async function chooseToolkits(wire: Wire, used: ReadonlySet<string>): Promise<ChosenToolkits> {
  const described = new Map<string, Toolkit | undefined>();
  const describe = async (slug: string): Promise<Toolkit | undefined> => {
    if (!described.has(slug)) described.set(slug, await readToolkit(wire, slug));
    return described.get(slug);
  };
  let catalogue: string[] | undefined;
  const chosen: ChosenToolkits = {};
  for (const [name, { preferred, fits }] of Object.entries(PARTS) as [PartName, Part][]) {
    const find = async (slugs: readonly string[]): Promise<Toolkit | undefined> => {
      for (const slug of slugs.filter((one) => !used.has(one)).slice(0, MOST_CANDIDATES)) {
        const toolkit = await describe(slug);
        if (toolkit && fits(toolkit)) return toolkit;
      }
      return undefined;
    };
    let found = await find(preferred);
    if (!found) {
      catalogue ??= await slugsOfCatalogue(wire);
      found = await find(catalogue);
    }
    if (found) chosen[name] = found;
  }
  return chosen;
}

async function readToolkit(wire: Wire, slug: string): Promise<Toolkit | undefined> {
  try {
    const { status, json } = await wire.often({ method: "GET", path: `/toolkits/${encodeURIComponent(slug)}` });
    return status === 200 ? parseToolkit(json) : undefined;
  } catch (error) {
    if (error instanceof Stopped) throw error;
    // One that can't be read is not used: another one takes its part.
    return undefined;
  }
}

async function slugsOfCatalogue(wire: Wire): Promise<string[]> {
  try {
    const { json } = await wire.often({ method: "GET", path: "/toolkits", query: { limit: CATALOGUE_PAGE } });
    return itemsOf(json).flatMap(({ slug }) => (typeof slug === "string" ? [slug] : []));
  } catch (error) {
    if (error instanceof Unclear) return [];
    throw error;
  }
}

export const detailOf = ({ auth_config_details: details }: Toolkit, mode: string): AuthConfigDetail | undefined =>
  details?.find((detail) => detail.mode === mode);

const required = (detail: AuthConfigDetail | undefined): string[] =>
  (detail?.fields.auth_config_creation.required ?? []).map(({ name }) => name).sort();

/** In the form that the toolkit's description has: joined by commas or spaces. */
export const defaultScopesOf = (toolkit: Toolkit): string => {
  const { optional = [] } = detailOf(toolkit, "OAUTH2")?.fields.auth_config_creation ?? {};
  return String(optional.find(({ name }) => name === "scopes")?.default ?? "");
};

/** A scope that a managed app of the toolkit holds. */
export const managedScope = (toolkit: Toolkit): string | undefined =>
  toolkit.composio_managed_auth_schemes?.includes("OAUTH2")
    ? defaultScopesOf(toolkit).split(/[\s,]+/)[0] || undefined
    : undefined;

/** What a connecting user is asked for. */
export const askedFields = (toolkit: Toolkit, mode: string): ToolkitField[] => {
  const { required: must = [], optional = [] } = detailOf(toolkit, mode)?.fields.connected_account_initiation ?? {};
  return [...must, ...optional];
};
