import { Memo } from "../../../src/provider/memo";

let memo: Memo;

beforeEach(() => {
  memo = new Memo();
});

describe("a question", () => {
  it("is asked once, and answered to everybody", async () => {
    const ask = jest.fn(async () => 7);
    expect([await memo.remember("a", ask), await memo.remember("a", ask), ask.mock.calls.length]).toEqual([7, 7, 1]);
  });

  it("differs from another question by its words", async () => {
    expect([await memo.remember("a", async () => 1), await memo.remember("b", async () => 2)]).toEqual([1, 2]);
  });

  it("that failed is asked again", async () => {
    await expect(memo.remember("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await memo.remember("a", async () => 1)).toBe(1);
  });
});
