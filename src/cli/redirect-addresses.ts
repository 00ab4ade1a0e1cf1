/** Composio's own addresses for `oauth_redirect_uri`: what stands where nobody chose one. All three forms are in the field. */
import { composioCallbackUrl } from "../callback-url";

const LEGACY = [
  // What the catalogue of toolkits still names as the default.
  "https://backend.composio.dev/api/v1/auth-apps/add",
  // What older guides name.
  "https://backend.composio.dev/api/v3/toolkits/auth/callback",
];

export const isComposioRedirect = (address: unknown): boolean =>
  address === composioCallbackUrl || isLegacyRedirect(address);

/** Does it still stand for what the API filled in before 2026-05-19? */
export const isLegacyRedirect = (address: unknown): boolean => typeof address === "string" && LEGACY.includes(address);
