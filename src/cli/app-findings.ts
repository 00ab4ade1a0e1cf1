/** Findings about Composio's own apps that managed auth configs sit on. Pure. */
import type { ManagedApp, Toolkit } from "../api/toolkit";
import type { AuthConfigItem } from "../client";
import { defaultApp } from "../model/managed-apps";
import type { Finding } from "./finding";

interface Managed {
  items: readonly AuthConfigItem[];
  /** The toolkits of the managed ones; undefined for one that the API no longer knows. */
  toolkits: Map<string, Toolkit | undefined>;
}

/** Silent about a toolkit whose apps have no ids, as before November 2026, and about one that has no app any more. */
export const appFindings = ({ items, toolkits }: Managed): Finding[] =>
  items
    .filter(({ type }) => type === "default")
    .flatMap((item): Finding[] => {
      const toolkit = toolkits.get(item.toolkit.slug);
      const apps = (toolkit?.composio_managed_auth ?? []).filter(({ managed_app_id: id }) => id !== undefined);
      const place = toolkit && apps.length > 0 ? placeOf(item, toolkit, apps) : undefined;
      return place === undefined
        ? []
        : [{ check: "managed-app", level: "note", message: `${item.id} ${JSON.stringify(item.name)} ${place}` }];
    });

function placeOf(
  { managed_app_id: id, toolkit: { slug } }: AuthConfigItem,
  toolkit: Toolkit,
  apps: readonly ManagedApp[],
): string | undefined {
  const usual = defaultApp(toolkit)?.managed_app_id;
  if (id === undefined) {
    return apps.length > 1
      ? `sits on one of Composio's ${apps.length} apps for ${slug}: not shown by the API, which one.`
      : undefined;
  }
  if (!apps.some(({ managed_app_id: offered }) => offered === id)) {
    return `sits on Composio's app ${id}, which is no longer offered for ${slug}. New auth configs get ${usual ?? "another one"}; accounts stay with theirs for life.`;
  }
  if (usual === undefined || id === usual) return undefined;
  return `sits on Composio's app ${id}, and the default for ${slug} is ${usual}. Accounts stay with theirs for life.`;
}
