/**
 * What somebody wants of one auth config, in a form that any single edit keeps legal: a wish that its form does not take is
 * kept back until it does. `declare` makes of it what the program says.
 */

export type Form = "managed" | "oauth2" | "apiKey";

/** A value, or the environment variable that holds it. */
export type Secret = string | number | { fromEnvironment: string };

export type Wrapping = "output" | "secret";

export interface Wish {
  /** Does the program declare it at all? */
  isThere?: boolean | undefined;
  /** How its toolkit is spelled. */
  toolkit: string;
  form: Form;
  /** How the maps reach the resource: as they are, or as outputs. */
  wrapped?: Wrapping | undefined;
  saysType?: boolean | undefined;
  name?: string | undefined;
  clientId: string;
  clientSecret: Secret;
  redirect?: string | undefined;
  token?: Secret | undefined;
  scopes?: string | string[] | undefined;
  userScopes?: string | string[] | undefined;
  /** Are the scopes written inside `credentials`? */
  scopesInside?: boolean | undefined;
  creationTools?: string[] | undefined;
  executionTools?: string[] | undefined;
  proxyUrl?: string | undefined;
  proxyKey?: Secret | undefined;
  region?: Secret | undefined;
  account?: Secret | undefined;
  router?: boolean | undefined;
  enabled?: boolean | undefined;
  forceDestroy?: boolean | undefined;
  revokeOnDelete?: boolean | undefined;
  /** With a name that is made here only: others of that name may be held by another resource. */
  adopt?: boolean | undefined;
}

/** The arguments of one auth config, with nothing undefined in them. */
export interface Declared {
  toolkit: string;
  type?: "use_composio_managed_auth" | "use_custom_auth";
  authScheme?: string;
  name?: string;
  credentials?: Record<string, Secret | string[]>;
  scopes?: string | string[];
  userScopes?: string | string[];
  toolAccessConfig?: { toolsForConnectedAccountCreation?: string[]; toolsAvailableForExecution?: string[] };
  proxyConfig?: { proxyUrl: string; proxyAuthKey?: Secret };
  sharedCredentials?: Record<string, Secret>;
  isEnabledForToolRouter?: boolean;
  enabled?: boolean;
  forceDestroy?: boolean;
  revokeOnDelete?: boolean;
  adopt?: boolean;
  /** Of the program's text alone. */
  wrapped?: Wrapping;
}

export function declare(wish: Wish): Declared {
  const { form, scopesInside } = wish;
  const takesScopes = form !== "apiKey";
  const scopes = takesScopes ? { scopes: wish.scopes, user_scopes: wish.userScopes } : {};
  const credentials = withoutUnset({
    ...(form === "oauth2" && {
      client_id: wish.clientId,
      client_secret: wish.clientSecret,
      oauth_redirect_uri: wish.redirect,
    }),
    ...(form !== "managed" && { token: wish.token }),
    ...(scopesInside && scopes),
  });
  const tools = withoutUnset({
    toolsForConnectedAccountCreation: wish.creationTools,
    toolsAvailableForExecution: wish.executionTools,
  });
  const shared = withoutUnset({ region: wish.region, account: wish.account });
  return withoutUnset({
    toolkit: wish.toolkit,
    type: wish.saysType ? (form === "managed" ? "use_composio_managed_auth" : "use_custom_auth") : undefined,
    authScheme: { managed: undefined, oauth2: "OAUTH2", apiKey: "API_KEY" }[form],
    name: wish.name,
    credentials: orUnset(credentials),
    scopes: takesScopes && !scopesInside ? wish.scopes : undefined,
    userScopes: takesScopes && !scopesInside ? wish.userScopes : undefined,
    toolAccessConfig: orUnset(tools),
    proxyConfig:
      form !== "managed" && wish.proxyUrl !== undefined
        ? withoutUnset({ proxyUrl: wish.proxyUrl, proxyAuthKey: wish.proxyKey })
        : undefined,
    sharedCredentials: orUnset(shared),
    isEnabledForToolRouter: wish.router,
    enabled: wish.enabled,
    forceDestroy: wish.forceDestroy,
    revokeOnDelete: wish.revokeOnDelete,
    adopt: wish.name === undefined ? wish.adopt : undefined,
    wrapped: wish.wrapped,
  }) as unknown as Declared;
}

function withoutUnset<Fields extends object>(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const orUnset = (map: Record<string, unknown>) => (Object.keys(map).length > 0 ? map : undefined);
