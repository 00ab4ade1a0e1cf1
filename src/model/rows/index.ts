/** One row per input of an auth config. Everything else that knows inputs walks these. */
import type { InputName } from "../../input-names";
import { INPUT_NAMES } from "../../input-names";
import type { Inputs } from "../inputs";
import type { InputRow, Row } from "../row";
import { credentials } from "./credentials";
import { adopt, enabled, forceDestroy, isEnabledForToolRouter, revokeOnDelete } from "./flags";
import { authScheme, name, toolkit, type } from "./identity";
import { managedAppId } from "./managed-app";
import { proxyConfig } from "./proxy";
import { scopes, userScopes } from "./scopes";
import { sharedConnectionFields, sharedCredentials } from "./shared-fields";
import { toolAccessConfig } from "./tool-access";

const ROW_OF: { readonly [Name in InputName]: InputRow<Name> } = {
  toolkit,
  type,
  authScheme,
  name,
  credentials,
  scopes,
  userScopes,
  managedAppId,
  toolAccessConfig,
  proxyConfig,
  sharedConnectionFields,
  sharedCredentials,
  isEnabledForToolRouter,
  enabled,
  forceDestroy,
  revokeOnDelete,
  adopt,
} satisfies { [Name in Exclude<keyof Inputs, `__${string}`>]: InputRow<Name> };

/** A row with its name, for walking. */
export interface NamedRow extends Row<unknown> {
  name: InputName;
  of(inputs: Partial<Inputs>): unknown;
}

/** In the order of the documentation. */
export const ROWS: readonly NamedRow[] = INPUT_NAMES.map((name) => {
  const row: Row<unknown> = ROW_OF[name];
  return { ...row, name, of: row.of ?? ((inputs) => inputs[name]) };
});
