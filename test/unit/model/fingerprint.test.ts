import { fingerprint, isFingerprintOf, newSalt, saltOf, saltOfUrn } from "../../../src/model/fingerprint";

it("is the salt and 64 bits, the same in every version", () => {
  expect(fingerprint("s3cr3t", "salt")).toBe("salt.ajj3sx3-FjV");
});

it("can have a salt that a URN gives, the same in every version", () => {
  expect(saltOfUrn("urn:pulumi:dev::shop::x::notion")).toBe("84rH4Wg3_mS6r1TH");
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
