import {
  currentValue,
  environmentValues,
  isEnvironmentSecret,
  resolveSecrets,
  withFingerprints,
} from "../../../src/model/environment-secrets";
import { fingerprint } from "../../../src/model/fingerprint";

const environment = { SECRET: "s3cr3t", OTHER: "0ther", EMPTY: "" };
const reference = { fromEnvironment: "SECRET" };
const bag = { credentials: { client_id: "app-1", client_secret: reference }, list: ["a"], flag: true, none: null };

it.each<[unknown, boolean]>([
  [reference, true],
  [{ fromEnvironment: "SECRET", fingerprint: "x" }, true],
  [{ fromEnvironment: 7 }, false],
  [{}, false],
  [null, false],
  ["SECRET", false],
  [undefined, false],
])("%j is a reference: %s", (value, expected) => {
  expect(isEnvironmentSecret(value)).toBe(expected);
});

describe("check", () => {
  const missing: unknown[] = [];
  const fill = (value: unknown) => {
    missing.length = 0;
    return withFingerprints(value, environment, "salt", (variable, path) => missing.push([variable, path.join(".")]));
  };

  it("gives each reference the fingerprint of its variable's value, and changes nothing else", () => {
    expect(fill(bag)).toEqual({
      ...bag,
      credentials: { client_id: "app-1", client_secret: { ...reference, fingerprint: fingerprint("s3cr3t", "salt") } },
    });
    expect(missing).toEqual([]);
  });

  it("drops an old fingerprint", () => {
    expect(fill({ ...reference, fingerprint: "old" })).toEqual({
      ...reference,
      fingerprint: fingerprint("s3cr3t", "salt"),
    });
  });

  it.each(["MISSING", "EMPTY"])(
    "names the variable that is not set, and the input that needs it: %s",
    (fromEnvironment) => {
      expect(fill({ a: { b: { fromEnvironment, fingerprint: "old" } } })).toEqual({ a: { b: { fromEnvironment } } });
      expect(missing).toEqual([[fromEnvironment, "a.b"]]);
    },
  );
});

describe("sending", () => {
  it("puts the values in the places of the references, in lists too", () => {
    expect(resolveSecrets({ ...bag, list: ["a", reference, { b: reference }] }, environment)).toEqual({
      ...bag,
      credentials: { client_id: "app-1", client_secret: "s3cr3t" },
      list: ["a", "s3cr3t", { b: "s3cr3t" }],
    });
  });

  it.each(["MISSING", "EMPTY"])("throws if %s is not set", (fromEnvironment) => {
    expect(() => resolveSecrets({ a: { fromEnvironment } }, environment)).toThrow(
      `The environment variable ${fromEnvironment} is not set, and a credential is to come from it.`,
    );
  });

  it("tells the redactor every value that will stand there", () => {
    expect(environmentValues([bag, { fromEnvironment: "OTHER" }, { fromEnvironment: "MISSING" }], environment)).toEqual(
      ["s3cr3t", "0ther", ""],
    );
  });
});

describe("the current value", () => {
  it("is known while it is the value that was sent", () => {
    const sent = { ...reference, fingerprint: fingerprint("s3cr3t", "salt") };
    expect(currentValue(sent, environment)).toBe("s3cr3t");
  });

  it.each<[string, object]>([
    ["another one", { fingerprint: fingerprint("older", "salt") }],
    ["none that was ever sent", {}],
    ["gone", { fromEnvironment: "MISSING", fingerprint: fingerprint("s3cr3t", "salt") }],
    ["empty", { fromEnvironment: "EMPTY", fingerprint: fingerprint("", "salt") }],
  ])("is not known if it is %s", (_case, facts) => {
    expect(currentValue({ ...reference, ...facts }, environment)).toBeUndefined();
  });
});
