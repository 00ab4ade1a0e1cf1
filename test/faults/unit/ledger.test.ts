import { Ledger } from "../../../src/provider/ledger";

let ledger: Ledger;

beforeEach(() => {
  ledger = new Ledger();
});

describe("an id", () => {
  it("is claimed by what was made, taken over or compared in this run", () => {
    ledger.noteCheck("resource", undefined);
    ledger.claim("made");
    ledger.takeOver("taken");
    ledger.noteDiff("compared");
    expect(["made", "taken", "compared", "other"].map((id) => ledger.isClaimed(id))).toEqual([true, true, true, false]);
  });

  it("may be deleted where this run has nothing to do with it", () => {
    ledger.claim("made");
    expect([ledger.mustStay("made", "mark"), ledger.mustStay("other")]).toEqual([false, false]);
  });

  it("stays where it was taken over, whatever entry is to be deleted", () => {
    ledger.takeOver("ac_1");
    expect([ledger.mustStay("ac_1"), ledger.mustStay("ac_1", "mark")]).toEqual([true, true]);
  });

  it("stays where another entry of it goes on, and goes with that very entry", () => {
    ledger.noteCheck("resource", undefined);
    ledger.noteDiff("ac_1", "mark");
    expect([ledger.mustStay("ac_1", "older"), ledger.mustStay("ac_1"), ledger.mustStay("ac_1", "mark")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("without a mark is one entry, as far as anybody can tell", () => {
    ledger.noteCheck("resource", undefined);
    ledger.noteDiff("ac_1");
    expect([ledger.mustStay("ac_1"), ledger.mustStay("ac_1", "mark")]).toEqual([false, true]);
  });

  it("is free before any check: the diff is that of a refresh", () => {
    ledger.noteDiff("ac_1", "mark");
    expect([ledger.isClaimed("ac_1"), ledger.mustStay("ac_1", "older")]).toEqual([false, false]);
  });
});

describe("an adopter", () => {
  it("is known by its logical name", () => {
    ledger.noteCheck("resource", "Notion");
    ledger.adopt("ac_1", "Notion");
    expect([ledger.adopterOf("ac_1"), ledger.adopterOf("ac_2"), ledger.checked]).toEqual([
      "resource",
      undefined,
      "resource",
    ]);
  });

  it("is known by the name of what it adopts, where nothing else is", () => {
    ledger.noteCheck("resource", undefined);
    ledger.adopt("ac_1", "Notion");
    expect(ledger.adopterOf("ac_1")).toBe("Notion");
  });
});
