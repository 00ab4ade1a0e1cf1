/** `/connected_accounts`: a user's own connections, each bound for life to the auth config that it was made on. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ConnectionLink } from "../api/connected-account";
import type { StoredAuthConfig } from "./auth-config-record";
import type { Answer, Call, Emulation, Operation } from "./call";
import { now, pageOf, readBody, readBoolean, readList } from "./call";
import { grantedTokens, showConnectedAccount } from "./connected-account-item";
import { authConfigNotFound, badConnectedAccount, badRequest, connectedAccountNotFound } from "./errors";
import type { Project, StoredConnectedAccount } from "./store";
import { createId } from "./store";

type Where = Pick<Call, "emulation" | "project">;

/** How long a link can be opened. */
const LINK_LIFE_MS = 10 * 60_000;

const TEXT = z.string().min(1);
const VALUES = z.record(z.string(), z.unknown());

const LINK_BODY = z.object({
  auth_config_id: TEXT,
  user_id: TEXT,
  callback_url: z.string().optional(),
  alias: z.string().optional(),
  connection_data: VALUES.optional(),
  experimental: z.unknown().optional(),
});

const CREATE_BODY = z.object({
  auth_config: z.object({ id: TEXT }),
  connection: z.object({
    user_id: TEXT.optional(),
    // The other fields of a state are the scheme's own.
    state: z.looseObject({ authScheme: z.string().optional(), val: VALUES.optional() }).optional(),
    callback_url: z.string().optional(),
    alias: z.string().optional(),
  }),
  validate_credentials: z.boolean().optional(),
});

export function createLink(call: Call): Answer {
  const { auth_config_id, user_id, ...rest } = readBody(LINK_BODY, call);
  const config = usableAuthConfig(call.project, auth_config_id);
  const link = openLink(call, config, { user_id, ...rest, val: rest.connection_data });
  const expires_at = new Date(call.emulation.clock().getTime() + LINK_LIFE_MS).toISOString();
  return { status: 201, body: { ...link, expires_at } };
}

// Assumption 18: an unknown auth config is a 400 here, a 404 elsewhere; a disabled one has the code 600.
export function usableAuthConfig({ authConfigs }: Project, id: string): StoredAuthConfig {
  const config = authConfigs.get(id);
  if (!config || config.deleted) throw authConfigNotFound(id, 400);
  if (config.status === "DISABLED") throw badConnectedAccount(`Auth config ${id} is disabled`);
  return config;
}

interface AccountFacts {
  user_id: string;
  alias?: string | undefined;
  callback_url?: string | undefined;
  val?: Record<string, unknown> | undefined;
}

/** The account is there at once; it becomes active when somebody opens the link. */
export function openLink(where: Where, config: StoredAuthConfig, facts: AccountFacts): ConnectionLink {
  const account = addAccount(where, config, { ...facts, status: "INITIATED" });
  account.link_token = createId("ln");
  return {
    link_token: account.link_token,
    redirect_url: linkUrl(where, account.link_token),
    connected_account_id: account.id,
  };
}

/** The emulator's own page: the real one is on connect.composio.dev, where this link would lead nowhere. */
const linkUrl = ({ emulation }: Where, token: string): string => `${emulation.origin}/link/${token}`;

export function addAccount(
  { emulation, project }: Where,
  config: StoredAuthConfig,
  { user_id, status, alias, callback_url, val = {} }: AccountFacts & { status: string },
): StoredConnectedAccount {
  const at = now({ emulation });
  const account: StoredConnectedAccount = {
    id: createId("ca"),
    auth_config_id: config.id,
    toolkit: config.toolkit,
    user_id,
    alias: alias ?? null,
    status,
    is_disabled: false,
    val,
    link_token: null,
    callback_url: callback_url ?? null,
    created_at: at,
    updated_at: at,
    deleted: false,
  };
  project.connectedAccounts.set(account.id, account);
  return account;
}

/** For keys and the like, which are taken unchecked. OAuth needs the user's consent, hence a link. */
export function createConnectedAccount(call: Call): Answer {
  const { auth_config, connection } = readBody(CREATE_BODY, call);
  const { user_id = "default", state, ...rest } = connection;
  const config = usableAuthConfig(call.project, auth_config.id);
  const isOAuth = config.auth_scheme.includes("OAUTH");
  if (isOAuth && config.type === "default") {
    throw badConnectedAccount("Managed OAuth accounts are no longer created here. Use POST /connected_accounts/link.");
  }
  if (state?.authScheme !== undefined && state.authScheme !== config.auth_scheme) {
    throw badConnectedAccount(`Auth config ${config.id} has scheme ${config.auth_scheme}, not ${state.authScheme}`);
  }
  // The status is no datum of the connection; who says ACTIVE brings the tokens along.
  const { status: claimed, ...val } = state?.val ?? {};
  const facts = { user_id, ...rest, val };
  const link = isOAuth && claimed !== "ACTIVE" ? openLink(call, config, facts) : undefined;
  const id = link?.connected_account_id ?? addAccount(call, config, { ...facts, status: "ACTIVE" }).id;
  const redirect = link?.redirect_url ?? null;
  const status = link ? "INITIATED" : "ACTIVE";
  return {
    status: 201,
    body: {
      ...{ id, status, redirect_url: redirect, redirect_uri: redirect },
      connectionData: {
        authScheme: config.auth_scheme,
        val: {
          status,
          ...(link ? { redirectUrl: redirect } : grantedTokens(config.auth_scheme)),
        },
      },
    },
  };
}

export function listConnectedAccounts(call: Call): Answer {
  const { project, query, emulation } = call;
  const oldestFirst = [...project.connectedAccounts.values()].filter(({ deleted }) => !deleted).filter(matches(query));
  const wanted = query.order_direction === "asc" ? oldestFirst : oldestFirst.reverse();
  const page = pageOf(wanted, { query, maximum: emulation.maxPageSize, answers: emulation.answers });
  return { status: 200, body: { ...page, items: page.items.map((account) => showConnectedAccount(account, project)) } };
}

// Assumption 17: that its auth config was deleted filters no account out.
function matches(query: Record<string, string>): (account: StoredConnectedAccount) => boolean {
  const within = (name: string, value: string) => {
    const list = readList(query[name]);
    return list.length === 0 || list.includes(value);
  };
  return ({ id, toolkit, status, user_id, auth_config_id }) =>
    within("toolkit_slugs", toolkit) &&
    within("statuses", status) &&
    within("user_ids", user_id) &&
    within("auth_config_ids", auth_config_id) &&
    within("connected_account_ids", id);
}

export const getConnectedAccount: Operation = (call) => ({
  status: 200,
  body: showConnectedAccount(find(call), call.project),
});

function find({ project, params: { id = "" } }: Call): StoredConnectedAccount {
  if (!id.startsWith("ca_")) throw badRequest(`Invalid connected account id: ${id}`);
  const account = project.connectedAccounts.get(id);
  if (!account || account.deleted) throw connectedAccountNotFound(id);
  return account;
}

export function setConnectedAccountStatus(call: Call): Answer {
  const account = find(call);
  const { enabled } = readBody(z.object({ enabled: z.boolean() }), call);
  account.is_disabled = !enabled;
  account.status = enabled ? "ACTIVE" : "INACTIVE";
  account.updated_at = now(call);
  return { status: 200, body: { success: true } };
}

export function deleteConnectedAccount(call: Call): Answer {
  const account = find(call);
  const revokes = readBoolean("revoke_on_delete", call.query) ?? false;
  account.deleted = true;
  account.updated_at = now(call);
  return { status: 200, body: { success: true, ...(revokes && { revoke_job_id: randomUUID() }) } };
}

/** The page behind a link: whoever opens it in time has connected. Needs no key. */
export function visitLink({ projects, clock }: Emulation, token: string): Response {
  const accounts = [...projects.values()].flatMap((project) => [...project.connectedAccounts.values()]);
  const account = accounts.find(({ link_token, deleted }) => link_token === token && !deleted);
  const at = clock();
  if (!account || at.getTime() - Date.parse(account.created_at) > LINK_LIFE_MS) {
    return new Response("This link is unknown, or older than 10 minutes.\n", { status: 410 });
  }
  account.status = "ACTIVE";
  account.updated_at = at.toISOString();
  if (account.callback_url === null) return new Response("Connected, in the emulator. You can close this page.\n");

  const callback = new URL(account.callback_url);
  callback.searchParams.set("status", "success");
  callback.searchParams.set("connected_account_id", account.id);
  return Response.redirect(callback, 302);
}
