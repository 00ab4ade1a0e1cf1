/** One auth config, as both GETs show it. */
import type { Call } from "./call";
import { shownCredentials, shownProxyConfig, shownSharedCredentials } from "./masking";
import type { Project, StoredAuthConfig } from "./store";
import { detailOf, logoOf } from "./toolkits";

export const showAuthConfig = (
  config: StoredAuthConfig,
  { emulation, project }: Pick<Call, "emulation" | "project">,
) => ({
  id: config.id,
  uuid: config.uuid,
  type: config.type,
  toolkit: { slug: config.toolkit, logo: logoOf(config.toolkit), auth_guide_url: null, auth_hint_url: null },
  name: config.name,
  auth_scheme: config.auth_scheme,
  is_composio_managed: config.type === "default",
  credentials: shownCredentials(config, emulation.answers),
  proxy_config: shownProxyConfig(config.proxy_config),
  status: config.status,
  created_by: config.created_by,
  created_at: config.created_at,
  last_updated_at: config.last_updated_at,
  no_of_connections: countConnections(config.id, project),
  expected_input_fields: expectedInputFields(config, { emulation }),
  // Assumption 27: the deprecated list mirrors the tools available for execution.
  restrict_to_following_tools: config.tool_access_config.tools_available_for_execution,
  tool_access_config: config.tool_access_config,
  shared_credentials: shownSharedCredentials(config.shared_credentials),
  is_enabled_for_tool_router: config.is_enabled_for_tool_router,
  // Of no contract, yet seen in live answers: a client has to live with fields that it does not know.
  is_connection_revoke_supported: config.auth_scheme === "OAUTH2",
});

// Assumption 21: accounts with status ACTIVE count, whoever's they are.
const countConnections = (id: string, { connectedAccounts }: Project): number =>
  [...connectedAccounts.values()].filter(
    ({ auth_config_id, status, deleted }) => auth_config_id === id && status === "ACTIVE" && !deleted,
  ).length;

/** What a connecting user must supply. */
function expectedInputFields({ toolkit, auth_scheme }: StoredAuthConfig, { emulation }: Pick<Call, "emulation">) {
  const known = emulation.catalogue.get(toolkit);
  const fields = known && detailOf(known, auth_scheme)?.fields.connected_account_initiation;
  return fields ? [...fields.required, ...fields.optional] : [];
}
