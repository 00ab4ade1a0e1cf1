/** The creates of a run: which toolkit each kind is of, and a body of each that has nothing odd about it. */
import type { Toolkit } from "../api/toolkit";
import type { Item } from "./items";
import type { ChosenToolkits, PartName } from "./toolkits";
import { askedFields, defaultScopesOf, managedScope } from "./toolkits";
import { Unclear } from "./wire";

/** Made up, and long enough that every form of mask can be told from the others. */
export const SECRET = "made-up-by-pulumi-composio-verify";
export const REDIRECT = "https://backend.composio.dev/api/v3.1/toolkits/auth/callback";
const SHARED_VALUE = "made-up-and-shared";

/** The kinds of scratch configs: `scoped` ones have scopes that were sent. */
export type KindName = PartName | "scoped" | "managedScoped";

const PART_OF: Record<KindName, PartName> = {
  app: "app",
  scoped: "app",
  managed: "managed",
  managedScoped: "managed",
  keyed: "keyed",
};

export class Bodies {
  readonly #toolkits: ChosenToolkits;
  readonly #createName: () => string;

  /** `createName` gives a name that carries the mark of the run, each time another. */
  constructor(toolkits: ChosenToolkits, createName: () => string) {
    this.#toolkits = toolkits;
    this.#createName = createName;
  }

  toolkit(kind: KindName): Toolkit {
    const toolkit = this.#toolkits[PART_OF[kind]];
    if (!toolkit) throw new Unclear("the project has auth configs of every toolkit that would do");
    return toolkit;
  }

  /** Default scopes of the toolkit, two if it has them. */
  scopesOf(kind: "scoped" | "managedScoped"): string {
    const toolkit = this.toolkit(kind);
    if (kind === "managedScoped") return managedScope(toolkit) ?? "";
    return defaultScopesOf(toolkit)
      .split(/[\s,]+/)
      .slice(0, 2)
      .join(",");
  }

  /** Names of fields that no user has to keep secret. */
  sharedFieldNames(): string[] {
    return this.#askedFields()
      .filter(({ is_secret }) => is_secret !== true)
      .map(({ name }) => name);
  }

  /** A made-up value for each field that a connecting user is asked for. */
  userKeys(): Record<string, string> {
    return Object.fromEntries(this.#askedFields().map(({ name }) => [name, SECRET]));
  }

  #askedFields() {
    return askedFields(this.toolkit("keyed"), "API_KEY");
  }

  /** The `auth_config` of a create that has nothing odd about it. */
  plain(kind: KindName): Item {
    const mark = this.#createName();
    if (kind === "managed") return { type: "use_composio_managed_auth", name: mark };
    if (kind === "managedScoped") return { ...this.plain("managed"), credentials: { scopes: this.scopesOf(kind) } };
    if (kind === "keyed") {
      const shared = Object.fromEntries(this.sharedFieldNames().map((field) => [field, SHARED_VALUE]));
      const both = { shared_connection_fields: shared, shared_credentials: shared };
      return { type: "use_custom_auth", authScheme: "API_KEY", name: mark, credentials: {}, ...both };
    }
    const sent = kind === "scoped" ? { scopes: this.scopesOf(kind), oauth_redirect_uri: REDIRECT } : {};
    const credentials = { client_id: mark, client_secret: SECRET, ...sent };
    return { type: "use_custom_auth", authScheme: "OAUTH2", name: mark, credentials };
  }
}
