import type { Toolkit } from "../../api/toolkit";
import type { Inputs } from "../../model/inputs";

/**
 * The separator between the scopes of one string. The API passes the string on as it is, so a list of scopes has to be joined as
 * the toolkit's own default is: most have commas, some spaces. A comma if the default does not tell.
 */
export function scopeSeparator(
  toolkit: Toolkit,
  { type, authScheme }: Pick<Inputs, "type" | "authScheme">,
  field: "scopes" | "user_scopes",
): "," | " " {
  const mode = type === "use_custom_auth" ? authScheme : toolkit.composio_managed_auth_schemes?.[0];
  const scheme = toolkit.auth_config_details?.find((detail) => detail.mode === mode);
  const { required = [], optional = [] } = scheme?.fields.auth_config_creation ?? {};
  const fallback = [...required, ...optional].find(({ name }) => name === field)?.default?.trim() ?? "";
  return !fallback.includes(",") && fallback.includes(" ") ? " " : ",";
}
