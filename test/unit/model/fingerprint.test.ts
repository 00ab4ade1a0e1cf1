import { fingerprint, isFingerprintOf, newSalt, saltOf } from "../../../src/model/fingerprint";

it("is the salt and 64 bits", () => {
  expect(fingerprint("s3cr3t", "salt")).toMatch(/^salt\.[\w-]{11}$/);
});

it("tells whether a value is the same one", () => {
  const text = fingerprint("s3cr3t", newSalt());
  expect([isFingerprintOf(text, "s3cr3t"), isFingerprintOf(text, "s3cr3T")]).toEqual([true, false]);
});

it("differs under another salt", () => {
  expect(fingerprint("s3cr3t", "a")).not.toBe(fingerprint("s3cr3t", "b").replace(/^b/, "a"));
});

it("names its salt, of which there are no two", () => {
  const salts = Array.from({ length: 100 }, newSalt);
  expect(new Set(salts).size).toBe(100);
  expect(salts.every((salt) => saltOf(fingerprint("s3cr3t", salt)) === salt)).toBe(true);
});

it("is none if there is no salt", () => {
  expect(isFingerprintOf("", "s3cr3t")).toBe(false);
});
