/** Inputs with an old name: a value there means the same, and stays in its place. */

import { createBody, patchBody } from "../../../src/model/bodies";
import { checkForm } from "../../../src/model/check-form";
import { difference } from "../../../src/model/difference";
import type { Inputs, State } from "../../../src/model/inputs";
import { askToolkit } from "../../../src/provider/toolkit-questions";
import { anOperation } from "../../support/an-operation";

const bare: Inputs = { toolkit: "github", type: "use_composio_managed_auth", name: "GitHub", enabled: true };
const older: Inputs = { ...bare, sharedCredentials: { region: "eu" } };
const newer: Inputs = { ...bare, sharedConnectionFields: { region: "eu" } };

it("moves from one name to the other without a change", () => {
  const stateOf = (inputs: Inputs): State => ({ ...inputs, status: "ENABLED" });
  expect([difference(stateOf(older), newer).changed, difference(stateOf(newer), older).changed]).toEqual([[], []]);
});

it("is sent under the new name", () => {
  expect([createBody(older), createBody(older)]).toEqual([createBody(newer), createBody(newer)]);
  const next = { ...older, sharedCredentials: { region: "us" } };
  expect(patchBody(difference({ ...older, status: "ENABLED" }, next).changed, next, [older])).toEqual({
    type: "default",
    shared_connection_fields: { region: "us" },
  });
});

it("is refused beside its new name", () => {
  const declared = { ...newer, sharedCredentials: { region: "eu" } };
  expect(checkForm({}, declared, { backend: "", environment: {} }).mistakes).toEqual([
    "sharedCredentials: is the old name of sharedConnectionFields; give sharedConnectionFields alone",
  ]);
});

it("is told once to be old", async () => {
  const lines: string[] = [];
  const operation = anOperation({ log: (line) => void lines.push(line) });
  for (const declared of [older, older, newer]) {
    await askToolkit(operation, { previous: {}, declared: { ...declared }, inputs: declared, isLocal: true });
  }
  expect(lines).toEqual([
    "Composio: sharedCredentials is the old name of sharedConnectionFields: rename it when you can",
  ]);
});

describe("a managed app", () => {
  it.each<[string, object, string[]]>([
    [
      "of another form",
      { managedAppId: "app" },
      ['managedAppId: must be the id of a managed app (ma_…), but got: "app"'],
    ],
    [
      "with an app of one's own",
      { managedAppId: "ma_1", type: "use_custom_auth", authScheme: "OAUTH2" },
      ["managedAppId: is for managed auth alone; an app of your own is named by its credentials"],
    ],
    ["with managed auth", { managedAppId: "ma_1" }, []],
  ])("is refused, or not: %s", (_case, declared, mistakes) => {
    const raw = { toolkit: "slack", name: "Slack", ...declared };
    expect(checkForm({}, raw, { backend: "", environment: {} }).mistakes).toEqual(mistakes);
  });

  it.each<[string, string | undefined, string | undefined, string[]]>([
    ["the one that it sits on", "ma_1", "ma_1", []],
    ["no more", "ma_1", undefined, []],
    ["another one", "ma_1", "ma_2", ["managedAppId"]],
  ])("that is declared as %s replaces, or not", (_case, live, declared, replaces) => {
    const state: State = { ...bare, status: "ENABLED", ...(live && { managedAppId: live }) };
    expect(difference(state, { ...bare, ...(declared && { managedAppId: declared }) }).replaces).toEqual(replaces);
  });
});
