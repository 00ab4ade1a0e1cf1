import { AnswerCache } from "../../../src/discovery/answer-cache";

describe("kept answers", () => {
  const setUp = () => {
    const clock = { now: 0 };
    const cache = new AnswerCache(() => clock.now);
    let asked = 0;
    const ask = async () => ++asked;
    return { clock, get: (key = "a") => cache.get(key, ask), cache };
  };

  it("are given for five minutes, and asked for again after that", async () => {
    const { clock, get } = setUp();
    expect(await get()).toBe(1);
    clock.now = 5 * 60_000 - 1;
    expect(await get()).toBe(1);
    clock.now = 5 * 60_000;
    expect(await get()).toBe(2);
  });

  it("are kept apart", async () => {
    const { get } = setUp();
    expect([await get("a"), await get("b"), await get("a")]).toEqual([1, 2, 1]);
  });

  it("do not include failures", async () => {
    const { cache, get } = setUp();
    await expect(cache.get("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await get("a")).toBe(1);
  });
});
