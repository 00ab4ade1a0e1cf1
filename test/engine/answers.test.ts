/**
 * One short life on the real engine, under other answers of the API than those that the emulator gives by default. Switches that
 * have nothing to do with each other share an emulator. `test/random/answers.test.ts` plays more, one switch at a time.
 */
import type { AuthConfigArgs } from "pulumi-composio";
import { AuthConfig } from "pulumi-composio";
import type { Answers, StoredAuthConfig } from "pulumi-composio/emulator";
import { startEmulator } from "pulumi-composio/emulator";
import { passingClock } from "../support/clocks";
import type { Operation } from "../support/engine/stack";
import { openStack } from "../support/engine/stack";

type Name = "app" | "managed" | "keyed";
type Program = Record<Name, AuthConfigArgs>;

const FIRST: Program = {
  app: {
    ...{ toolkit: "github", authScheme: "OAUTH2", name: "Of my own", scopes: ["repo"], isEnabledForToolRouter: true },
    credentials: { client_id: "app-1", client_secret: "abcd-s3cr3t", oauth_redirect_uri: "https://callback.example" },
    proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "efgh-s3cr3t" },
    toolAccessConfig: { toolsAvailableForExecution: ["GITHUB_CREATE_A_GIST"] },
  },
  managed: { toolkit: "github", scopes: ["repo"] },
  keyed: {
    ...{ toolkit: "jira", authScheme: "API_KEY", forceDestroy: true },
    sharedConnectionFields: { subdomain: "one", generic_id: "shared-1" },
  },
};
const CHANGED: Program = {
  app: {
    ...{ ...FIRST.app, scopes: ["gist", "repo"] },
    credentials: { client_id: "app-1", client_secret: "ijkl-s3cr3t" },
    proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "mnop-s3cr3t" },
  },
  managed: { ...FIRST.managed, scopes: ["user"] },
  keyed: { ...FIRST.keyed, sharedConnectionFields: { generic_id: "shared-2" }, enabled: false },
};

const NULL_REFUSED =
  'Could not update auth config <id>: the API answered 400, "Credentials must not be null: oauth_redirect_uri"';
const NOT_FOUND =
  "Could not read auth config <id>: the API answered 404 with an empty object, which is not its form of a refusal.";

/** The parts of a record that the life changes. */
const partsOf = ({ name, status, credentials, proxy_config, shared_credentials }: StoredAuthConfig) => ({
  ...{ name: name.replace(/[0-9a-f]{16}/, "<mark>"), status, credentials },
  ...{ proxyKey: proxy_config?.proxy_auth_key, shared: shared_credentials },
});

interface Life {
  /** By step: the counts of its changes, or what the user reads of its failure. */
  told: Record<string, unknown>;
  /** By logical name, before all is destroyed. */
  records: Partial<Record<Name, object>>;
  left: number;
}

const toldBy = ({ ok, changes, diagnostics }: Operation): unknown =>
  ok
    ? changes
    : diagnostics
        .filter(({ severity }) => severity === "error")
        .flatMap(({ message }) => /Could not .*?(?=\. Request id|\n|$)/.exec(message)?.[0] ?? [])
        .map((line) => line.replace(/ac_[\w-]+/g, "<id>"))
        .sort();

// Everything is tried, whatever fails beside it: which of two updates comes first is chance.
const ALL = { continueOnError: true };

async function live(answers: Partial<Answers>): Promise<Life> {
  const { clock, passMinutes } = passingClock();
  const emulator = await startEmulator({ clock, answers });
  let program = FIRST;
  const stack = await openStack({
    program: async () => {
      for (const [name, args] of Object.entries(program)) new AuthConfig(name, args);
    },
    env: { COMPOSIO_API_KEY: emulator.apiKey, COMPOSIO_BASE_URL: emulator.url },
  });
  const idOf = (name: string) => stack.resource(name).id ?? "";
  const alive = () => emulator.authConfigs().filter(({ deleted }) => !deleted);
  const told: Life["told"] = {};
  try {
    told.up = toldBy(await stack.up(ALL));
    // Somebody has done by hand what the program says next.
    emulator.changeByHand(idOf("keyed"), { status: "DISABLED" });
    program = CHANGED;
    told.update = toldBy(await stack.up(ALL));
    const [app] = alive().filter(({ id }) => id === idOf("app"));
    emulator.changeByHand(idOf("app"), { credentials: { ...app?.credentials, scopes: "hand" } });
    emulator.changeByHand(idOf("managed"), { deleted: true });
    passMinutes(2);
    told.refresh = toldBy(await stack.refresh());
    told.repair = toldBy(await stack.up(ALL));
    told.preview = toldBy(await stack.preview({ expectNoChanges: true }));
    const names = (Object.keys(FIRST) as Name[]).filter((name) => alive().some(({ id }) => id === idOf(name)));
    const records = names.map((name) => [name, alive().find(({ id }) => id === idOf(name))] as const);
    emulator.connectAccount(idOf("keyed"));
    emulator.connectAccount(idOf("app"), { status: "EXPIRED" });
    told.destroy = toldBy(await stack.destroy());
    return {
      told,
      records: Object.fromEntries(records.map(([name, record]) => [name, record && partsOf(record)])),
      left: alive().length,
    };
  } finally {
    await stack.close();
    await emulator.close();
  }
}

/** The life under the emulator as it is. */
const USUAL: Life & { records: Record<Name, object> } = {
  told: {
    up: { create: 4 },
    update: { update: 3, same: 1 },
    refresh: { delete: 1, update: 1, same: 2 },
    repair: { create: 1, update: 1, same: 2 },
    preview: { same: 4 },
    destroy: { delete: 4 },
  },
  records: {
    app: {
      ...{ name: "Of my own", status: "ENABLED", proxyKey: "mnop-s3cr3t", shared: {} },
      credentials: { client_id: "app-1", client_secret: "ijkl-s3cr3t", scopes: "gist,repo" },
    },
    managed: {
      ...{ name: "managed-<mark>", status: "ENABLED", proxyKey: undefined, shared: {} },
      credentials: { scopes: "user" },
    },
    keyed: {
      ...{ name: "keyed-<mark>", status: "DISABLED", proxyKey: undefined, credentials: {} },
      shared: { generic_id: "shared-2" },
    },
  },
  left: 0,
};

/** The usual life, except for this. */
function usualExcept({ told, left = 0, ...records }: Life["records"] & { told?: object; left?: number }): Life {
  const changed = (Object.entries(records) as [Name, object][]).map(([name, record]) => [
    name,
    { ...USUAL.records[name], ...record },
  ]);
  return { left, told: { ...USUAL.told, ...told }, records: { ...USUAL.records, ...Object.fromEntries(changed) } };
}

interface Row {
  what: string;
  answers: Partial<Answers>;
  life: Life;
  isLong?: true;
}

/** Each switch whose other answer this life meets. Those that `USUAL` shares need no word of their own. */
const ROWS: Row[] = [
  { what: "as the emulator is", answers: {}, life: USUAL },
  {
    what: "of which nothing is noticed",
    answers: {
      ...{ ownSecrets: "redacted", proxyKey: "clear", scopesAs: "list", defaultScopes: false, managedAppShown: false },
      ...{ enabledForToolRouter: true, updateAnswer: "empty", deleteAnswer: "empty", repeatedStatus: "refused" },
      ...{ unknownKeys: "refused", secondDelete: 200, accountsOfDeleted: "deleted", countedConnections: "none" },
      ...{ listOrder: "oldest-first", pageLimit: 50, search: "start", toolkitFilter: "ignored", rateHeaders: "absent" },
      ...{ newConfigs: "hidden-for-a-second", sharedNames: "new", toolList: "absent", pageTotals: "absent" },
      ...{ createdAtClock: "minute-behind", disabledInLists: "shown", cursors: "opaque", otherTypePatch: "ignored" },
      ...{ validationErrors: "in-message" },
    },
    life: USUAL,
  },
  {
    what: "that mask what the program says",
    answers: { clearFields: "masked", managedCredentials: "all-redacted" },
    life: usualExcept({
      // The scopes that somebody has set by hand are not seen.
      told: { refresh: { delete: 1, same: 3 }, repair: { create: 1, same: 3 } },
      app: { credentials: { client_id: "app-1", client_secret: "ijkl-s3cr3t", scopes: "hand" } },
    }),
  },
  {
    what: "that ignore null and the name",
    answers: { nullCredential: "ignored", namePatch: "ignored" },
    life: usualExcept({
      app: {
        name: expect.stringMatching(/^Of my own-<mark>-[0-9a-f]{8}$/),
        credentials: {
          ...{ client_id: "app-1", client_secret: "ijkl-s3cr3t", scopes: "gist,repo" },
          oauth_redirect_uri: "https://callback.example",
        },
      },
    }),
  },
  {
    what: "of which nothing is noticed, by their third values",
    answers: { ownSecrets: "asterisks", proxyKey: "redacted", pageTotals: "null", creationTools: "nothing" },
    life: USUAL,
    isLong: true,
  },
  { what: "that mask the proxy's key by asterisks", answers: { proxyKey: "asterisks" }, life: USUAL, isLong: true },
  {
    what: "that replace shared fields",
    answers: { sharedFields: "replaced" },
    // The emulator keeps the null that says that a field is gone.
    life: usualExcept({ keyed: { shared: { generic_id: "shared-2", subdomain: null } } }),
    isLong: true,
  },
  {
    what: "that refuse null",
    answers: { nullCredential: "refused" },
    life: usualExcept({
      told: { update: [NULL_REFUSED], repair: [NULL_REFUSED], preview: [] },
      app: {
        proxyKey: "efgh-s3cr3t",
        credentials: {
          ...{ client_id: "app-1", client_secret: "abcd-s3cr3t", scopes: "hand" },
          oauth_redirect_uri: "https://callback.example",
        },
      },
    }),
    isLong: true,
  },
  {
    what: "that replace credentials",
    answers: { credentialsPatch: "replaced" },
    life: usualExcept({ app: { credentials: { client_id: "app-1", scopes: "gist,repo" } } }),
    isLong: true,
  },
  {
    what: "that say no more of what is gone than that it is not found",
    answers: { notFoundBody: "empty" },
    life: {
      ...USUAL,
      told: { ...USUAL.told, refresh: [NOT_FOUND], repair: { update: 1, same: 3 }, destroy: [NOT_FOUND] },
      records: { app: USUAL.records.app, keyed: USUAL.records.keyed },
    },
    isLong: true,
  },
  {
    what: "that keep what accounts are connected through",
    answers: { deleteWithAccounts: "refused", countedConnections: "all" },
    life: usualExcept({
      told: {
        destroy: [
          expect.stringMatching(
            /^Could not delete auth config <id>: 1 account is connected through it, and they would/,
          ),
          'Could not delete auth config <id>: the API answered 400, "Auth config <id> has connected accounts"',
        ],
      },
      left: 2,
    }),
    isLong: true,
  },
  {
    what: "that know shared fields by their old name alone",
    answers: { sharedNames: "old" },
    life: usualExcept({ keyed: { shared: { generic_id: "shared-1", subdomain: "one" } } }),
    isLong: true,
  },
];

const rows = ROWS.filter(({ isLong }) => !isLong || process.env.TEST_FULL === "1");

it.each(rows)(
  "lives under answers $what",
  async ({ answers, life }) => {
    expect(await live(answers)).toEqual(life);
  },
  120_000,
);
