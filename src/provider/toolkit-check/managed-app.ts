/** Which of Composio's own apps a managed auth config sits on. */
import type { ManagedApp, Toolkit } from "../../api/toolkit";
import type { Inputs } from "../../model/inputs";
import { defaultApp } from "../../model/managed-apps";
import { UNKNOWN } from "../../model/unknowns";
import { nearest } from "../../nearest";

/** The app that is declared, or the default one; undefined if the description does not tell. */
export const managedAppOf = ({ managedAppId }: Inputs, toolkit: Toolkit): ManagedApp | undefined =>
  managedAppId === undefined
    ? defaultApp(toolkit)
    : toolkit.composio_managed_auth?.find((app) => app.managed_app_id === managedAppId);

/** One mistake if the toolkit has no such app. What the description does not tell is left to the API. */
export function checkManagedApp(
  { managedAppId }: Inputs,
  { slug, composio_managed_auth: apps = [] }: Toolkit,
): string[] {
  const ids = apps.flatMap(({ managed_app_id }) => managed_app_id ?? []);
  if (managedAppId === undefined || managedAppId === UNKNOWN || ids.length === 0) return [];
  if (ids.includes(managedAppId)) return [];
  const meant = nearest(managedAppId, ids);
  const named = apps
    .filter(({ managed_app_id }) => managed_app_id !== undefined)
    .map(({ managed_app_id, is_default }) => `${managed_app_id}${is_default ? " (the default)" : ""}`);
  const question = meant ? `; did you mean ${meant}?` : "";
  return [`managedAppId: Composio has no such app for ${slug}; it has ${named.join(", ")}${question}`];
}
