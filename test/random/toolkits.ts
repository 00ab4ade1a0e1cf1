/** Two toolkits that take everything an auth config can hold, by each of the forms that it can have. */
import type { ToolkitDefinition } from "../../src/emulator";
import { apiKey, field, oauth2, toolkit } from "../../src/emulator/catalogue/definition";

/** Composio's app, an OAuth app of one's own, or keys of the users. */
export type Form = "managed" | "oauth2" | "apiKey";

export const FORMS: readonly Form[] = ["managed", "oauth2", "apiKey"];

export const SCHEME_OF: Record<Form, string> = { managed: "OAUTH2", oauth2: "OAUTH2", apiKey: "API_KEY" };

const secretField = (name: string) => field(name, { secret: true });

const definition = (slug: string, defaultScopes: string): ToolkitDefinition =>
  toolkit(
    slug,
    slug.toUpperCase(),
    [
      oauth2(defaultScopes, { optional: [field("user_scopes"), secretField("token")] }),
      apiKey({ optional: [secretField("token")] }),
    ],
    {
      managed: ["OAUTH2"],
      apps: ["ma_usual", "ma_other"].map((managed_app_id, index) => ({
        managed_app_id,
        mode: "OAUTH2",
        is_default: index === 0,
        scopes: { available: ["read", "write", "admin", "mail.send"] },
      })),
    },
  );

/** The scopes of one are joined with commas, those of the other with spaces. */
export const toolkits: ToolkitDefinition[] = [definition("alpha", "read,write"), definition("beta", "read write")];

/** The toolkits as programs spell them. */
export const SPELLINGS = ["alpha", "Alpha", "ALPHA", "beta", "Beta"];

const described = (form: Form) =>
  toolkits[0]?.auth_config_details?.find(({ mode }) => mode === SCHEME_OF[form])?.fields.auth_config_creation;

/** The keys of `credentials` that an auth config of this form may have. With Composio's app the scopes are all. */
export function keysOf(form: Form): string[] {
  const { required = [], optional = [] } = described(form) ?? {};
  const keys = [...required, ...optional].map(({ name }) => name);
  return form === "managed" ? keys.filter((key) => key.endsWith("scopes")) : keys;
}

/** Those of them that it must have. */
export const requiredKeysOf = (form: Form): string[] =>
  form === "managed" ? [] : (described(form)?.required ?? []).map(({ name }) => name);
