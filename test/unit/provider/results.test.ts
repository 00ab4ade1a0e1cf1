import { secretLeaves } from "../../../src/model/secrets";
import { UNKNOWN } from "../../../src/model/unknowns";
import { toEngine } from "../../../src/provider/results";

const secret = (value: unknown) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

const inputs = {
  toolkit: "notion",
  credentials: { client_id: "id", client_secret: "s3cr3t", generic_id: 7, token: UNKNOWN, malformed: ["s3cr3t"] },
  sharedCredentials: { client_id: "shared" },
  proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "pr0xy" },
  scopes: ["a", undefined, "b"],
  name: undefined,
};

describe("an answer to the engine", () => {
  it("is plain, with each secret value in an envelope of its own", () => {
    expect(toEngine(inputs)).toEqual({
      toolkit: "notion",
      credentials: {
        client_id: "id",
        client_secret: secret("s3cr3t"),
        generic_id: secret(7),
        token: UNKNOWN,
        malformed: secret(["s3cr3t"]),
      },
      sharedCredentials: { client_id: secret("shared") },
      proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: secret("pr0xy") },
      scopes: ["a", "b"],
    });
  });

  it("is secret as a whole if it repeats a value that a program may have given as a secret", () => {
    const __possibleValues = [{ name: "A", credentials: { client_id: "id", client_secret: "s3cr3t" }, scopes: ["a"] }];
    expect(toEngine({ __possibleValues })).toEqual({
      __possibleValues: [
        {
          name: secret("A"),
          credentials: { client_id: secret("id"), client_secret: secret("s3cr3t") },
          scopes: [secret("a")],
        },
      ],
    });
  });

  it.each([
    ["NaN", Number.NaN],
    ["a function", () => 1],
    ["a bigint", 1n],
  ])("is never %s", (_case, value) => {
    expect(() => toEngine({ name: value })).toThrow("name must be a string, number or boolean, but got:");
  });
});

it("tells the redactor every secret value", () => {
  expect(secretLeaves(inputs)).toEqual(["s3cr3t", 7, UNKNOWN, ["s3cr3t"], "shared", "pr0xy"]);
});
