import { Redactor } from "../../../src/client/redaction";

const redactorOf = (...secrets: unknown[]): Redactor => {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.remember(secret);
  return redactor;
};

it.each<[string, unknown, string, string]>([
  ["a text", "s3cr3t", "the s3cr3t, and s3cr3t again", "the [secret], and [secret] again"],
  ["a number", 123456, "code 123456.", "code [secret]."],
  ["what stands in a list", [["s3cr3t"]], "s3cr3t", "[secret]"],
  ["what stands in a map", { a: { b: "s3cr3t" } }, "s3cr3t", "[secret]"],
  ["a text in JSON", 'a"b\\c\nd', 'got "a\\"b\\\\c\\nd"', 'got "[secret]"'],
  ["a text in an address", "a b&c/d", "?key=a%20b%26c%2Fd", "?key=[secret]"],
  ["half a character in an address", "ab\uD800c", "ab\uD800c is ab%EF%BF%BDc", "[secret] is [secret]"],
  ["a whole character of two halves", "ab\u{1F511}", "ab\u{1F511} is ab%F0%9F%94%91", "[secret] is [secret]"],
  ["three characters", "abc", "abc", "[secret]"],
  ["a pattern, which is taken for a text", "a.c$&", "abc a.c$&", "abc [secret]"],
])("replaces %s", (_case, secret, text, redacted) => {
  expect(redactorOf(secret).redact(text)).toBe(redacted);
});

it.each<[string, unknown]>([
  ["two characters", "ab"],
  ["a number of two digits", 42],
  ["nothing", undefined],
  ["null", null],
  ["a flag", true],
])("leaves %s alone", (_case, secret) => {
  const text = "ab 42 undefined null true";
  expect(redactorOf(secret).redact(text)).toBe(text);
});

it("replaces the longer of two secrets that begin alike", () => {
  const either = [redactorOf("s3cr3t", "s3cr3t-and-more"), redactorOf("s3cr3t-and-more", "s3cr3t")];
  expect(either.map((redactor) => redactor.redact("s3cr3t-and-more, s3cr3t"))).toEqual([
    "[secret], [secret]",
    "[secret], [secret]",
  ]);
});

it("knows nothing at first", () => {
  expect(new Redactor().redact("a line")).toBe("a line");
});
