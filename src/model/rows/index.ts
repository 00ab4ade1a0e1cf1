/** One row per input of an auth config, in groups. Everything else that knows inputs walks these. */
import type { InputName } from "../../input-names";
import { INPUT_NAMES } from "../../input-names";
import type { Inputs } from "../inputs";
import type { InputRow, Row } from "../row";
import { CREDENTIALS } from "./credentials";
import { FLAGS } from "./flags";
import { IDENTITY } from "./identity";
import { MANAGED_APP } from "./managed-app";
import { PROXY } from "./proxy";
import { SCOPES } from "./scopes";
import { SHARED_FIELDS } from "./shared-fields";
import { TOOL_ACCESS } from "./tool-access";

/** An input without a row, and a row without an input, do not compile. */
const ROW_OF: { readonly [Name in InputName]: InputRow<Name> } = {
  ...IDENTITY,
  ...CREDENTIALS,
  ...SCOPES,
  ...MANAGED_APP,
  ...TOOL_ACCESS,
  ...PROXY,
  ...SHARED_FIELDS,
  ...FLAGS,
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
