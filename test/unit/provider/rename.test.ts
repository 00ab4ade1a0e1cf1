import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { Inputs } from "../../../src/model/inputs";
import { foreseeCreate } from "../../../src/provider/foresee";
import { anOperation } from "../../support/an-operation";

const stack = "01234567";
const mark = `${stack}89abcdef`;
const inputs: Inputs = {
  toolkit: "github",
  type: "use_composio_managed_auth",
  name: `gh-${mark}`,
  enabled: true,
  __mark: mark,
  __isAutoNamed: true,
};
const old: AuthConfigItem = {
  id: "ac_old",
  type: "default",
  toolkit: { slug: "github" },
  name: `github-${stack}00000000`,
  status: "ENABLED",
  no_of_connections: 2,
};

interface World {
  environment?: NodeJS.ProcessEnv;
  claimed?: string;
  alike?: string[] | undefined;
}

async function warnings(items: AuthConfigItem[], world: World = {}): Promise<string[]> {
  const { environment = {}, claimed, alike } = { alike: ["gh"], ...world };
  const log: string[] = [];
  const operation = anOperation({
    environment: { COMPOSIO_API_KEY: "ak_1", ...environment },
    backend: "https://state.example",
    // Nobody runs out of patience here.
    clock: { now: () => 0, random: () => 0, sleep: () => new Promise(() => {}) },
    log: (line) => void log.push(line),
    client: {
      serverTime: () => 0,
      listAuthConfigs: async () => ({ items, next_cursor: null, total_pages: 1, current_page: 1, total_items: 1 }),
    },
  });
  if (claimed) operation.ledger.claim(claimed);
  await foreseeCreate(operation, inputs, { urn: undefined, alike, isLocal: false });
  return log;
}

it("warns that a new resource may be a rename of another, and that its accounts would stay behind", async () => {
  expect(await warnings([old, { ...old, id: "ac_more" }])).toEqual([
    'Warning: This is a new auth config, but ac_old, made for the resource "github" of this stack, is for the same toolkit, and 2 accounts are connected through it and stay with it. ' +
      'If this is a rename, give the new name the option aliases: [{ name: "github" }]. If both stay in the program, all is well.',
  ]);
});

it.each<[string, Partial<AuthConfigItem>]>([
  ["nobody is connected", { no_of_connections: 0 }],
  ["it is for another toolkit", { toolkit: { slug: "gmail" } }],
  ["it is of another kind", { type: "custom", auth_scheme: "OAUTH2" }],
  ["it is of another stack", { name: "github-fedcba9800000000" }],
  ["its name is of the user's own", { name: "GitHub" }],
  ["it is an unfinished create", { name: `${old.name}-00000001` }],
])("says nothing if %s", async (_case, facts) => {
  expect(await warnings([{ ...old, ...facts }])).toEqual([]);
});

it.each<[string, World]>([
  ["a resource of this run holds it", { claimed: "ac_old" }],
  ["its resource is still in the program", { alike: ["gh", "github"] }],
  ["nobody tells what is in the program", { alike: undefined }],
  ["nothing is to be looked for", { environment: { COMPOSIO_TAKE_OVER: "0" } }],
])("says nothing if %s", async (_case, world) => {
  expect(await warnings([old], world)).toEqual([]);
});

it("speaks of the auth config whose resource is gone, and not of one whose resource stays", async () => {
  const stays = { ...old, id: "ac_stays", name: `work-${stack}11111111` };
  expect(await warnings([stays, old], { alike: ["gh", "work"] })).toEqual([
    expect.stringContaining("but ac_old, made"),
  ]);
});
