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
    ledger.claim("made");
    ledger.takeOver("taken", inputs);
    ledger.adopt("adopted", inputs);
    ledger.noteDiff("compared", "resource");
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
    ledger.noteDiff("ac_1", "resource", "mark");
    const entries = ["older", undefined, "mark"];
    expect(entries.map((owner) => ledger.mustStay("ac_1", owner))).toEqual([true, true, false]);
  });

  it("counts as one entry if its owner is not known", () => {
    ledger.noteDiff("ac_1", "resource");
    expect([ledger.mustStay("ac_1"), ledger.mustStay("ac_1", "mark")]).toEqual([false, true]);
  });
});

describe("the resource that is compared", () => {
  it("is none before any check: the diff is that of a refresh", () => {
    ledger.noteRead("ac_1");
    expect([ledger.comparing("ac_1", marked("m1")), ledger.comparing("ac_1", inputs), ledger.hasChecked]).toEqual([
      undefined,
      undefined,
      false,
    ]);
  });

  it("is told by its mark, whichever was checked last", () => {
    ledger.noteCheck("first", marked("m1"));
    ledger.noteCheck("second", marked("m2"));
    const all = ["m1", "m2", "m3"].map((mark) => ledger.comparing("ac_1", marked(mark)));
    expect([all, ledger.hasChecked]).toEqual([["first", "second", undefined], true]);
  });

  it("without a mark is the one that was checked last", () => {
    ledger.noteCheck("first", inputs);
    ledger.noteCheck("second", inputs);
    expect(ledger.comparing("ac_1", inputs)).toBe("second");
  });

  it("is none after a read of the id, until its own check", () => {
    ledger.noteCheck("first", marked("m1"));
    ledger.noteRead("ac_1");
    const told = [ledger.comparing("ac_1", marked("m1")), ledger.comparing("ac_2", marked("m1"))];
    ledger.noteCheck("first", marked("m1"));
    expect([...told, ledger.comparing("ac_1", marked("m1"))]).toEqual([undefined, "first", "first"]);
  });
});

describe("a rival of the resource that is compared", () => {
  it.each([
    ["taken over", "takeOver"],
    ["adopted", "adopt"],
    ["foreseen", "foresee"],
  ] as const)("is a resource that took the id in its create, by its logical name: %s", (how, method) => {
    ledger.noteCheck("first", marked("m1"));
    ledger[method]("ac_1", marked("m1"));
    expect([ledger.rivalOf("ac_1", "second"), ledger.rivalOf("ac_2", "second")]).toEqual([
      { by: "first", how },
      undefined,
    ]);
  });

  it("is named by its auth config if it was not checked here", () => {
    ledger.adopt("ac_1", marked("m1"));
    expect(ledger.rivalOf("ac_1", "second")).toEqual({ by: "Notion", how: "adopted" });
  });

  it("is not the resource itself, if its taking the id is only foreseen", () => {
    ledger.noteCheck("first", marked("m1"));
    ledger.foresee("ac_1", marked("m1"));
    expect([ledger.rivalOf("ac_1", "first"), ledger.isClaimed("ac_1"), ledger.mustStay("ac_1")]).toEqual([
      undefined,
      false,
      false,
    ]);
  });

  it("is the resource itself if it has taken the id: the state then holds it once more", () => {
    ledger.noteCheck("first", marked("m1"));
    ledger.takeOver("ac_1", marked("m1"));
    expect(ledger.rivalOf("ac_1", "first")).toEqual({ by: "first", how: "taken over" });
  });

  it("is a resource that was compared under the same id before, and not itself", () => {
    ledger.noteDiff("ac_1", "first");
    expect(["first", "second"].map((resource) => ledger.rivalOf("ac_1", resource))).toEqual([undefined, "first"]);
    expect(ledger.rivalOf("ac_2", "second")).toBeUndefined();
  });
});
