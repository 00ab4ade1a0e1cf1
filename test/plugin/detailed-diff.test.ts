/** Which places a preview shows, for every kind of change. */

import { difference } from "../../src/model/difference";
import type { Inputs, State } from "../../src/model/inputs";
import { UNKNOWN } from "../../src/model/unknowns";
import { detailedDiff } from "../../src/native/detailed-diff";

const base: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  credentials: { client_id: "app-1", client_secret: "one" },
  enabled: true,
};

type Case = [what: string, before: object, after: object, details: Record<string, string>];

it.each<Case>([
  ["nothing", {}, {}, {}],
  [
    "one secret",
    {},
    { credentials: { client_id: "app-1", client_secret: "two" } },
    { "credentials.client_secret": "update" },
  ],
  ["a key more", {}, { credentials: { ...base.credentials, token: "x" } }, { "credentials.token": "add" }],
  ["a key less", {}, { credentials: { client_id: "app-1" } }, { "credentials.client_secret": "delete" }],
  ["a key with a dot", {}, { credentials: { ...base.credentials, 'a."b': 1 } }, { 'credentials["a.\\"b"]': "add" }],
  ["all credentials", { credentials: undefined }, {}, { credentials: "add" }],
  [
    "an unknown secret",
    {},
    { credentials: { client_id: "app-1", client_secret: UNKNOWN } },
    { "credentials.client_secret": "update" },
  ],
  ["scopes, as a set", { scopes: ["a", "b"] }, { scopes: ["b", "a"] }, {}],
  ["other scopes", { scopes: ["a"] }, { scopes: ["b"] }, { scopes: "update" }],
  ["no scopes any more", { scopes: ["a"] }, {}, { scopes: "delete" }],
  [
    "scopes among the credentials",
    { credentials: { ...base.credentials, scopes: "a" } },
    { credentials: { ...base.credentials, scopes: "b" } },
    { "credentials.scopes": "update" },
  ],
  [
    "a list of tools",
    { toolAccessConfig: { toolsAvailableForExecution: ["A"] } },
    { toolAccessConfig: { toolsAvailableForExecution: ["A", "B"] } },
    { "toolAccessConfig.toolsAvailableForExecution": "update" },
  ],
  [
    "a shared field under its old name",
    { sharedCredentials: { region: "eu" } },
    { sharedCredentials: { region: "us" } },
    { "sharedCredentials.region": "update" },
  ],
  ["the toolkit and the name", {}, { toolkit: "github", name: "G" }, { toolkit: "update, replaces", name: "update" }],
  ["inputs that a failed request left to do", { __leftToDo: ["enabled"] }, {}, { enabled: "update" }],
])("%s", (_what, before, after, details) => {
  const clean = (bag: object) => Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== undefined));
  const state = clean({ ...base, ...before }) as unknown as State;
  const inputs = clean({ ...base, ...after }) as unknown as Inputs;
  const found = detailedDiff(state, inputs, difference(state, inputs));
  const shown = Object.entries(found).map(([path, { kind, isReplacing }]) => [
    path,
    isReplacing ? `${kind}, replaces` : kind,
  ]);
  expect(Object.fromEntries(shown)).toEqual(details);
});
