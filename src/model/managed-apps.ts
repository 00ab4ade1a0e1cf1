/** Composio's own apps for a toolkit. */
import type { ManagedApp, Toolkit } from "../api/toolkit";

/** The one that a managed auth config gets that names none; undefined if the description does not tell. */
export const defaultApp = ({ composio_managed_auth: apps = [] }: Toolkit): ManagedApp | undefined =>
  apps.length === 1 ? apps[0] : apps.find((app) => app.is_default);
