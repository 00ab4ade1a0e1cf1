import type { AuthConfigDetail } from "../../api/toolkit";

/** The default of a field of a scheme, by the toolkit's description. */
export function defaultOf(key: string, scheme: AuthConfigDetail | undefined): string | undefined {
  const { required = [], optional = [] } = scheme?.fields.auth_config_creation ?? {};
  return [...required, ...optional].find(({ name }) => name === key)?.default ?? undefined;
}
