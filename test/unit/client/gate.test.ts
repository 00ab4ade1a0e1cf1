import type { Budget } from "../../../src/client/gate";
import { Gate } from "../../../src/client/gate";
import { settled, WaitingTime } from "../../support/clocks";

function open({ maxInFlight = 16, reserve = 0.1 } = {}) {
  const time = new WaitingTime({ isHeld: true });
  const waits: [reason: string, waitMs: number][] = [];
  const gate = new Gate({ maxInFlight, reserve, clock: time.clock, onWait: (...wait) => waits.push(wait) });
  const passed: string[] = [];
  const pass = (name: string) => gate.pass(async () => passed.push(name));
  return { time, gate, waits, passed, pass };
}

const budget = (remaining: number, limit = 2_000, windowMs = 60_000): Budget => ({ limit, remaining, windowMs });

describe("requests in flight", () => {
  it("are never more than they may be, and leave in the order they came", async () => {
    const { gate } = open({ maxInFlight: 2 });
    const begun: number[] = [];
    const end: (() => void)[] = [];
    for (const number of [1, 2, 3, 4]) {
      void gate.pass(() => {
        begun.push(number);
        return new Promise<void>((resolve) => end.push(resolve));
      });
    }
    await settled();
    expect(begun).toEqual([1, 2]);
    end[1]?.();
    await settled();
    expect(begun).toEqual([1, 2, 3]);
  });

  it("give the place free when they fail, and the failure to their caller", async () => {
    const { gate, pass, passed } = open({ maxInFlight: 1 });
    await expect(gate.pass(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await pass("next");
    expect(passed).toEqual(["next"]);
  });

  it("give their answer to their caller", async () => {
    expect(await open().gate.pass(async () => 7)).toBe(7);
  });
});

describe("an ordered wait", () => {
  it("holds all requests until it is over", async () => {
    const { time, gate, pass, passed } = open();
    gate.close("the rate limit is reached", 20_000);
    void pass("a");
    void pass("b");
    await time.pass(19_999);
    expect(passed).toEqual([]);
    await time.pass(1);
    expect(passed).toEqual(["a", "b"]);
  });

  it("also holds requests that slept when it was made longer", async () => {
    const { time, gate, pass, passed } = open();
    gate.close("first", 1_000);
    void pass("a");
    await settled();
    gate.close("second", 5_000);
    await time.pass(1_000);
    expect(passed).toEqual([]);
    await time.pass(4_000);
    expect(passed).toEqual(["a"]);
  });

  it("is not shortened by a shorter one", async () => {
    const { time, gate, pass, passed } = open();
    gate.close("long", 10_000);
    gate.close("short", 1_000);
    void pass("a");
    await time.pass(9_999);
    expect(passed).toEqual([]);
    await time.pass(1);
    expect(passed).toEqual(["a"]);
  });

  it("is reported once, though sixteen answers order it", async () => {
    const { time, gate, waits } = open();
    gate.close("the rate limit is reached", 20_000);
    await time.pass(500);
    for (let answers = 15; answers > 0; answers -= 1) gate.close("the rate limit is reached", 20_500);
    expect(waits).toEqual([["the rate limit is reached", 20_000]]);
  });

  it("is reported again when it becomes longer, and when another wait comes", async () => {
    const { time, gate, waits } = open();
    gate.close("first", 5_000);
    gate.close("longer", 6_001);
    await time.pass(60_000);
    gate.close("another", 1_001);
    expect(waits).toEqual([
      ["first", 5_000],
      ["longer", 6_001],
      ["another", 1_001],
    ]);
  });
});

describe("a clock that somebody sets back during a wait", () => {
  it("makes no wait longer", async () => {
    const time = new WaitingTime({ isHeld: true });
    let setBackMs = 0;
    const clock = { ...time.clock, now: () => time.clock.now() - setBackMs, elapsed: time.clock.now };
    const gate = new Gate({ maxInFlight: 16, reserve: 0.1, clock, onWait: () => {} });
    const passed: string[] = [];
    gate.close("the rate limit is reached", 20_000);
    void gate.pass(async () => passed.push("a"));
    await settled();
    setBackMs = 3_600_000;
    await time.pass(20_000);
    expect([passed, time.slept]).toEqual([["a"], [20_000]]);
  });
});

describe("the organization's budget", () => {
  it.each([86_400_000, 60_000_000])(
    "is waited for a minute at most, whatever a window is said to be: %d ms",
    (windowMs) => {
      const { gate, waits } = open();
      gate.note(budget(1, 2_000, windowMs));
      expect(waits).toEqual([["only 1 of 2000 requests are left in this window", 60_000]]);
    },
  );

  it("holds no request while enough of it is left", async () => {
    const { gate, pass, passed, waits } = open();
    gate.note(budget(2_000));
    gate.note(budget(200));
    await pass("a");
    expect([passed, waits]).toEqual([["a"], []]);
  });

  it("holds all requests until the window ends if less than the reserve is left", async () => {
    const { time, gate, pass, passed, waits } = open();
    gate.note(budget(2_000));
    await time.pass(10_000);
    gate.note(budget(199));
    void pass("a");
    await time.pass(49_999);
    expect([passed, waits]).toEqual([[], [["only 199 of 2000 requests are left in this window", 50_000]]]);
    await time.pass(1);
    expect(passed).toEqual(["a"]);
  });

  it("takes the first sight of a window for its beginning", async () => {
    const { gate, waits } = open();
    gate.note(budget(0));
    expect(waits).toEqual([["only 0 of 2000 requests are left in this window", 60_000]]);
  });

  it("takes a budget that has grown for a new window", async () => {
    const { time, gate, waits } = open();
    gate.note(budget(500));
    await time.pass(30_000);
    gate.note(budget(600));
    await time.pass(20_000);
    gate.note(budget(100));
    expect(waits).toEqual([["only 100 of 2000 requests are left in this window", 40_000]]);
  });

  it("takes a time that has passed for a new window, though the budget has not grown", async () => {
    const { time, gate, waits } = open();
    gate.note(budget(500));
    await time.pass(60_000);
    gate.note(budget(500));
    await time.pass(59_000);
    gate.note(budget(100));
    expect(waits).toEqual([["only 100 of 2000 requests are left in this window", 1_000]]);
  });

  it("takes a budget that stays the same for the same window", async () => {
    const { time, gate, waits } = open();
    gate.note(budget(500));
    await time.pass(30_000);
    gate.note(budget(500));
    gate.note(budget(100));
    expect(waits).toEqual([["only 100 of 2000 requests are left in this window", 30_000]]);
  });

  it("is waited for by nobody if its window is said to have no length", () => {
    const { gate, waits } = open();
    gate.note(budget(1, 2_000, 0));
    expect(waits).toEqual([]);
  });

  it("goes on through the window after the one that was waited for", async () => {
    const { time, gate, waits } = open();
    gate.note(budget(100));
    await time.pass(60_000);
    gate.note(budget(1_999));
    expect(waits).toHaveLength(1);
  });

  it("still counts the new window if the last answers of the old window come late", async () => {
    const { time, gate, pass, passed } = open();
    gate.note(budget(100));
    await time.pass(30_000);
    gate.note(budget(99));
    void pass("a");
    await time.pass(30_000);
    expect(passed).toEqual(["a"]);
  });

  it("is left to others by the share that was set", async () => {
    const half = open({ reserve: 0.5 });
    half.gate.note(budget(999));
    const none = open({ reserve: 0 });
    none.gate.note(budget(0));
    expect([half.waits.length, none.waits.length]).toEqual([1, 0]);
  });
});
