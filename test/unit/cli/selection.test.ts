import { readNumbers } from "../../../src/cli/selection";

describe("the answer to which", () => {
  it.each([
    ["1", [1]],
    ["3,1, 2", [1, 2, 3]],
    ["2-4 4", [2, 3, 4]],
    ["99", undefined],
    ["", undefined],
    ["0", undefined],
    ["6", undefined],
    ["4-2", undefined],
    ["one", undefined],
    ["1-", undefined],
  ])("%j of 5 is %j", (answer, numbers) => {
    expect(readNumbers(answer, 5)).toEqual(numbers);
  });
});
