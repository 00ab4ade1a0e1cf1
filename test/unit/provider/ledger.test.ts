import type { Inputs } from "../../../src/model/inputs";
import { Ledger } from "../../../src/provider/ledger";

const inputs: Inputs = { toolkit: "notion", type: "use_composio_managed_auth", name: "Notion", enabled: true };
const marked = (mark: string): Inputs => ({ ...inputs, __mark: mark });

let ledger: Ledger;

beforeEach(() => {
  ledger = new Ledger();
});

describe("an id", () => {
  it("is claimed if this run made, took over, adopted or compared it", () => {
    ledger.noteCheck("resource", inputs);
    ledger.claim("made");
    ledger.takeOver("taken", inputs);
    ledger.adopt("adopted", inputs);
    ledger.noteDiff("compared");
    const ids = ["made", "taken", "adopted", "compared", "other"];
    expect(ids.map((id) => ledger.isClaimed(id))).toEqual([true, true, true, true, false]);
  });

  it("may be deleted if this run has nothing to do with it", () => {
    ledger.claim("made");
    expect([ledger.mustStay("made", "mark"), ledger.mustStay("other")]).toEqual([false, false]);
  });

  it("stays if it was taken over, whatever entry is to be deleted", () => {
    ledger.takeOver("ac_1", inputs);
    expect([ledger.mustStay("ac_1"), ledger.mustStay("ac_1", "mark")]).toEqual([true, true]);
  });

  it("stays if another entry of it goes on, and is deleted with that very entry", () => {
    ledger.noteCheck("resource", inputs);
    ledger.noteDiff("ac_1", "mark");
    const entries = ["older", undefined, "mark"];
    expect(entries.map((owner) => ledger.mustStay("ac_1", owner))).toEqual([true, true, false]);
  });

  it("counts as one entry if its owner is not known", () => {
    ledger.noteCheck("resource", inputs);
    ledger.noteDiff("ac_1");
    expect([ledger.mustStay("ac_1"), ledger.mustStay("ac_1", "mark")]).toEqual([false, true]);
  });

  it("is free before any check: the diff is that of a refresh", () => {
    ledger.noteDiff("ac_1", "mark");
    expect([ledger.isClaimed("ac_1"), ledger.mustStay("ac_1", "older")]).toEqual([false, false]);
  });
});

describe("a rival of the resource that is compared", () => {
  it.each([
    ["taken over", "takeOver"],
    ["adopted", "adopt"],
    ["foreseen", "foresee"],
  ] as const)("is a resource that took the id in its create, by its logical name: %s", (how, method) => {
    ledger.noteCheck("first", marked("m1"));
    ledger.noteCheck("second", marked("m2"));
    ledger[method]("ac_1", marked("m1"));
    expect([ledger.rivalOf("ac_1"), ledger.rivalOf("ac_2"), ledger.checked]).toEqual([
      { by: "first", how },
      undefined,
      "second",
    ]);
  });

  it("is named by its auth config if it was not checked here", () => {
    ledger.adopt("ac_1", marked("m1"));
    expect(ledger.rivalOf("ac_1")).toEqual({ by: "Notion", how: "adopted" });
  });

  it("is not the resource itself, if its taking the id is only foreseen", () => {
    ledger.noteCheck("first", marked("m1"));
    ledger.foresee("ac_1", marked("m1"));
    expect([ledger.rivalOf("ac_1"), ledger.isClaimed("ac_1"), ledger.mustStay("ac_1")]).toEqual([
      undefined,
      false,
      false,
    ]);
  });

  it("is a resource that was compared under the same id before, and not itself", () => {
    ledger.noteCheck("first", marked("m1"));
    ledger.noteDiff("ac_1");
    expect(ledger.rivalOf("ac_1")).toBeUndefined();
    ledger.noteCheck("second", marked("m2"));
    expect([ledger.rivalOf("ac_1"), ledger.rivalOf("ac_2")]).toEqual(["first", undefined]);
  });
});
