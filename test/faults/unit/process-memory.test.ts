import { ProcessMemory } from "../../../src/provider/process-memory";

let memory: ProcessMemory;

beforeEach(() => {
  memory = new ProcessMemory();
});

describe("an id", () => {
  it("is claimed by what was made, taken over or compared in this run", () => {
    memory.noteCheck("resource", undefined);
    memory.claim("made");
    memory.takeOver("taken");
    memory.noteDiff("compared");
    expect(["made", "taken", "compared", "other"].map((id) => memory.isClaimed(id))).toEqual([true, true, true, false]);
  });

  it("may be deleted where this run has nothing to do with it", () => {
    memory.claim("made");
    expect([memory.mustStay("made", "mark"), memory.mustStay("other")]).toEqual([false, false]);
  });

  it("stays where it was taken over, whatever entry is to be deleted", () => {
    memory.takeOver("ac_1");
    expect([memory.mustStay("ac_1"), memory.mustStay("ac_1", "mark")]).toEqual([true, true]);
  });

  it("stays where another entry of it goes on, and goes with that very entry", () => {
    memory.noteCheck("resource", undefined);
    memory.noteDiff("ac_1", "mark");
    expect([memory.mustStay("ac_1", "older"), memory.mustStay("ac_1"), memory.mustStay("ac_1", "mark")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("without a mark is one entry, as far as anybody can tell", () => {
    memory.noteCheck("resource", undefined);
    memory.noteDiff("ac_1");
    expect([memory.mustStay("ac_1"), memory.mustStay("ac_1", "mark")]).toEqual([false, true]);
  });

  it("is free before any check: the diff is that of a refresh", () => {
    memory.noteDiff("ac_1", "mark");
    expect([memory.isClaimed("ac_1"), memory.mustStay("ac_1", "older")]).toEqual([false, false]);
  });
});

describe("an adopter", () => {
  it("is known by its logical name", () => {
    memory.noteCheck("resource", "Notion");
    memory.adopt("ac_1", "Notion");
    expect([memory.adopterOf("ac_1"), memory.adopterOf("ac_2"), memory.checked]).toEqual([
      "resource",
      undefined,
      "resource",
    ]);
  });

  it("is known by the name of what it adopts, where nothing else is", () => {
    memory.noteCheck("resource", undefined);
    memory.adopt("ac_1", "Notion");
    expect(memory.adopterOf("ac_1")).toBe("Notion");
  });
});

describe("a question", () => {
  it("is asked once, and answered to everybody", async () => {
    const ask = jest.fn(async () => 7);
    expect([await memory.remember("a", ask), await memory.remember("a", ask), ask.mock.calls.length]).toEqual([
      7, 7, 1,
    ]);
  });

  it("is another one by its words", async () => {
    expect([await memory.remember("a", async () => 1), await memory.remember("b", async () => 2)]).toEqual([1, 2]);
  });

  it("that failed is asked again", async () => {
    await expect(memory.remember("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await memory.remember("a", async () => 1)).toBe(1);
  });

  it("makes something happen once", async () => {
    const act = jest.fn();
    memory.once("a", act);
    memory.once("a", act);
    memory.once("b", act);
    expect(act).toHaveBeenCalledTimes(2);
  });
});

describe("turns", () => {
  it("are taken one after the other by those with the same key, whatever comes of them", async () => {
    const order: string[] = [];
    const take = (key: string, name: string, fails = false) =>
      memory.inTurn(key, async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const ended = await Promise.allSettled([take("a", "first", true), take("a", "second"), take("b", "third")]);
    expect(ended.map((end) => (end.status === "fulfilled" ? end.value : end.reason.message))).toEqual([
      "first",
      "second",
      "third",
    ]);
    const of = (...names: string[]) => order.filter((line) => names.includes(line.split(" ")[0] ?? ""));
    expect(of("first", "second")).toEqual(["first begins", "first ends", "second begins", "second ends"]);
    expect(of("first", "third").slice(0, 2)).toEqual(["first begins", "third begins"]);
  });
});
