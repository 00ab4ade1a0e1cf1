/** Picks the fields of one scheme out of a toolkit's description, as Composio's SDK does. */
import type { Toolkit, ToolkitField } from "./toolkit";

/** Which fields `getAuthConfigCreationFields` gives. */
export interface CreationFieldsOptions {
  /** Leave out the fields that the API does not require? Default: false. */
  requiredOnly?: boolean | undefined;
}

/**
 * The required fields, then the optional ones, each saying which it is: the list that it stands in decides, not its own word.
 * Without a scheme it is the first that the toolkit offers, and `warn` hears of it if there are more.
 */
export function creationFields(
  toolkit: Toolkit,
  scheme: string | undefined,
  { requiredOnly = false, warn }: CreationFieldsOptions & { warn: (line: string) => void },
): ToolkitField[] {
  const { slug, authConfigDetails: details } = toolkit;
  const offered = details.map(({ mode }) => mode).join(", ");
  if (details.length === 0)
    throw new Error(`The toolkit ${slug} has no auth config: the API lists no auth scheme of it.`);
  const found = scheme ? details.find(({ mode }) => mode === scheme.toUpperCase()) : details[0];
  if (!found) throw new Error(`The auth scheme of ${slug} must be one that it offers (${offered}), but got: ${scheme}`);
  if (!scheme && details.length > 1) {
    warn(`The toolkit ${slug} offers ${offered}, and no auth scheme was named: these are the fields of ${found.mode}.`);
  }
  const { required, optional } = found.fields.authConfigCreation;
  const needed = required.map((field) => ({ ...field, required: true }));
  return requiredOnly ? needed : [...needed, ...optional.map((field) => ({ ...field, required: false }))];
}
