/** Findings about the auth configs of a project. Pure. */
import type { Toolkit } from "../api/toolkit";
import { composioCallbackUrl, isLegacyRedirect } from "../callback-url";
import type { AuthConfigItem } from "../client";
import { appFindings } from "./app-findings";
import type { Finding } from "./finding";
import { apiCall, connectionsText } from "./finding";
import { shellCommand } from "./shell";

export interface Account {
  items: readonly AuthConfigItem[];
  /** The toolkits of the managed ones; undefined for one that the API no longer knows. */
  toolkits: Map<string, Toolkit | undefined>;
  baseUrl: string;
  /** Ids that the given stack holds: what it manages is not to be changed behind its back. */
  managedIds: ReadonlySet<string>;
  /** Ids that the given stack hands to sessions. */
  sessionIds: ReadonlySet<string>;
  /** Which stack has made it, in words; undefined if its name carries no mark. */
  makerOf: (item: AuthConfigItem) => string | undefined;
}

export const accountFindings = (account: Account): Finding[] => [
  ...duplicateFindings(account),
  ...managedAppFindings(account),
  ...appFindings(account),
  ...redirectFindings(account),
];

/**
 * Several for one toolkit are allowed, and often left over from a script that made one at each run. What a stack has made is meant
 * so: only what carries no stack's mark is anybody's to delete.
 */
function duplicateFindings({ items, managedIds, sessionIds, makerOf }: Account): Finding[] {
  const isUsed = ({ id }: AuthConfigItem) => managedIds.has(id) || sessionIds.has(id);
  const byToolkit = new Map<string, AuthConfigItem[]>();
  for (const item of items) byToolkit.set(item.toolkit.slug, [...(byToolkit.get(item.toolkit.slug) ?? []), item]);
  return [...byToolkit].flatMap(([toolkit, several]): Finding[] => {
    const unmarked = several.filter((item) => makerOf(item) === undefined).length;
    if (several.length === 1 || unmarked === 0) return [];
    const ranked = [...several].sort((one, other) => compareWorth(one, other, isUsed));
    const [keep] = ranked;
    const lineOf = (item: AuthConfigItem) =>
      `${makerOf(item) ?? "no stack's mark"}: ${item.id} ${JSON.stringify(item.name)} (${connectionsText(item)}${item === keep ? ", keep" : ""})`;
    const those = unmarked === several.length ? "" : ` ${unmarked} of them without a stack's mark: of these,`;
    return [
      {
        check: "duplicates",
        level: "note",
        message: `Toolkit ${toolkit} has ${several.length} auth configs${those ? `,${those} delete` : ". Delete"} those that nobody needs, and that no other stack holds; accounts stay with theirs for life.`,
        details: ranked.map(lineOf).sort(byMaker),
      },
    ];
  });
}

/** Sorts by stack, and auth configs of no stack last. Sorting is stable, so the worth decides within a stack. */
function byMaker(one: string, other: string): number {
  const [mine, its] = [one, other].map((line) => line.slice(0, line.indexOf(":")));
  const isNone = (maker = "") => (maker.startsWith("no ") ? 1 : 0);
  return isNone(mine) - isNone(its) || (mine ?? "").localeCompare(its ?? "");
}

/** The one to keep first: of the stack, then with the most accounts, then enabled, then the oldest; of those made at once by id. */
function compareWorth(one: AuthConfigItem, other: AuthConfigItem, isUsed: (item: AuthConfigItem) => boolean): number {
  const worth = (item: AuthConfigItem) => [
    isUsed(item) ? 1 : 0,
    // An unknown value may be anything.
    item.no_of_connections ?? Number.MAX_SAFE_INTEGER,
    item.status === "ENABLED" ? 1 : 0,
    -Date.parse(item.created_at ?? "") || 0,
  ];
  const [mine, its] = [worth(one), worth(other)];
  return (
    mine.map((value, index) => (its[index] ?? 0) - value).find((difference) => difference !== 0) ??
    one.id.localeCompare(other.id)
  );
}

function managedAppFindings({ items, toolkits }: Account): Finding[] {
  return items
    .filter(({ type }) => type === "default")
    .flatMap((item): Finding[] => {
      const toolkit = toolkits.get(item.toolkit.slug);
      const schemes = toolkit?.composio_managed_auth_schemes;
      if (toolkit && (schemes === undefined || schemes.length > 0)) return [];
      const reason = toolkit
        ? `Composio no longer has an app for ${item.toolkit.slug}`
        : `Composio no longer has the toolkit ${item.toolkit.slug}`;
      return [
        {
          check: "managed-app",
          level: "problem",
          message: `${item.id} ${JSON.stringify(item.name)} is managed by Composio, but ${reason}: nobody new can connect. An auth config with an app of your own takes its place.`,
          ...(toolkit && { mend: [shellCommand(["npx", "pulumi-composio", "fields", item.toolkit.slug])] }),
        },
      ];
    });
}

function redirectFindings({ items, baseUrl, managedIds, makerOf }: Account): Finding[] {
  const isDeclared = (item: AuthConfigItem) => managedIds.has(item.id) || makerOf(item) !== undefined;
  return items
    .filter(({ credentials }) => isLegacyRedirect(credentials?.oauth_redirect_uri))
    .map((item) => ({
      check: "redirect",
      level: "note",
      message:
        `${item.id} ${JSON.stringify(item.name)} redirects to an older address of Composio. Allow ${composioCallbackUrl} in the app of ${item.toolkit.slug}, ` +
        `then ${isDeclared(item) ? `declare it as credentials.oauth_redirect_uri${managedIds.has(item.id) ? "" : ` in the program of ${makerOf(item)}`}.` : "set it."}`,
      ...(!isDeclared(item) && {
        mend: [
          apiCall(baseUrl, "PATCH", item.id, {
            type: "custom",
            credentials: { oauth_redirect_uri: composioCallbackUrl },
          }),
        ],
      }),
    }));
}
