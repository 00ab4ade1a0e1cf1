/** Two toolkits that take everything an auth config can hold, by each of the forms that it can have. */
import type { ToolkitDefinition } from "../../src/emulator";
import { apiKey, field, oauth2, toolkit } from "../../src/emulator/catalogue/definition";

const secretField = (name: string) => field(name, { secret: true });

const definition = (slug: string, defaultScopes: string): ToolkitDefinition =>
  toolkit(
    slug,
    slug.toUpperCase(),
    [
      oauth2(defaultScopes, { optional: [field("user_scopes"), secretField("token")] }),
      apiKey({ optional: [secretField("token")] }),
    ],
    { managed: ["OAUTH2"] },
  );

/** The scopes of one are joined with commas, those of the other with spaces. */
export const toolkits: ToolkitDefinition[] = [definition("alpha", "read,write"), definition("beta", "read write")];
