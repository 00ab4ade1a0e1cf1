import type { AuthConfigDetail } from "../../api/toolkit";

/** What the toolkit's description names as the default of a field of a scheme. */
export function defaultOf(key: string, scheme: AuthConfigDetail | undefined): string | undefined {
  const { required = [], optional = [] } = scheme?.fields.auth_config_creation ?? {};
  return [...required, ...optional].find(({ name }) => name === key)?.default ?? undefined;
}
