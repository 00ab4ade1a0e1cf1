import { Redactor } from "../../../src/client/redaction";

const redactorOf = (...secrets: unknown[]): Redactor => {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.remember(secret);
  return redactor;
};

it.each<[string, unknown, string, string]>([
  ["a text", "s3cr3t", "the s3cr3t, and s3cr3t again", "the [secret], and [secret] again"],
  ["a number", 123456, "code 123456.", "code [secret]."],
  ["a secret in a list", [["s3cr3t"]], "s3cr3t", "[secret]"],
  ["a secret in a map", { a: { b: "s3cr3t" } }, "s3cr3t", "[secret]"],
  ["a text in JSON", 'a"b\\c\nd', 'got "a\\"b\\\\c\\nd"', 'got "[secret]"'],
  ["a text in an address", "a b&c/d", "?key=a%20b%26c%2Fd", "?key=[secret]"],
  ["half a character in an address", "a b\uD800c", "a b\uD800c is a%20b%EF%BF%BDc", "[secret] is [secret]"],
  ["a whole character of two halves", "ab\u{1F511}", "ab\u{1F511} is ab%F0%9F%94%91", "[secret] is [secret]"],
  ["three characters", "abc", "abc", "[secret]"],
  ["a pattern, which is taken for a text", "a.c$&", "abc a.c$&", "abc [secret]"],
])("replaces %s", (_case, secret, text, redacted) => {
  expect(redactorOf(secret).redact(text)).toBe(redacted);
});

it.each<[string, unknown]>([
  ["two characters", "ab"],
  ["two characters and white space", " ab "],
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

const PEM_LINES = [
  "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
  "Kj5hMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj",
];
const pem = (end: string) => ["-----BEGIN PRIVATE KEY-----", ...PEM_LINES, "-----END PRIVATE KEY-----"].join(end);
const ODD = `p&q <r> "s" 't' /u+v=`;

describe("a server that repeats a secret", () => {
  it.each<[string, string, string, string]>([
    ["trimmed", " s3cr3t\n", "bad value s3cr3t.", "bad value [secret]."],
    ["with its white space", " s3cr3t\n", "bad value: s3cr3t\n.", "bad value:[secret]."],
    ["with other line ends", pem("\n"), `key ${pem("\r\n")}!`, "key [secret]!"],
    ["with line ends of one character", pem("\r\n"), `key ${pem("\n")}!`, "key [secret]!"],
    ["without its line ends", pem("\r\n"), `key ${pem("")}!`, "key [secret]!"],
    ["on one line", pem("\n"), `key ${pem(" ")}!`, "key [secret]!"],
    ["with escaped line ends", pem("\n"), `key ${pem("\\n")}!`, "key [secret]!"],
    ["by one of its lines", pem("\n"), `at ${PEM_LINES[1]}: no key`, "at [secret]: no key"],
    ["by a line that was indented", pem("\n  "), `at ${PEM_LINES[1]}: no key`, "at [secret]: no key"],
    ["by a line of 16 characters", "one line\nanother-line-of-16", "at another-line-of-16.", "at [secret]."],
    ["by a line that ends as a frame does", "one line\nanother-line-----", "at another-line-----.", "at [secret]."],
    ["in base64", "s3cr3t-value", `Basic ${Buffer.from("s3cr3t-value").toString("base64")}`, "Basic [secret]"],
    ["in padded base64", "s3cr3t7", `Basic ${btoa("s3cr3t7")}`, "Basic [secret]"],
    ["in base64 without padding", "???>>>7", `it is ${btoa("???>>>7").replaceAll("=", "")}!`, "it is [secret]!"],
    [
      "in base64url",
      "\u00ff\u00fe??>>",
      `it is ${Buffer.from("\u00ff\u00fe??>>").toString("base64url")}!`,
      "it is [secret]!",
    ],
    ["in hex", "jklmno", "6a6b6c6d6e6f and 6A6B6C6D6E6F", "[secret] and [secret]"],
    ["percent-encoded", ODD, `?k=${encodeURIComponent(ODD)}`, "?k=[secret]"],
    ["percent-encoded in lower case", ODD, `?k=${encodeURIComponent(ODD).toLowerCase()}`, "?k=[secret]"],
    ["form-encoded", ODD, `k=${new URLSearchParams({ k: ODD }).toString().slice(2)}&x`, "k=[secret]&x"],
    ["in JSON in JSON", 'a"b\\c', JSON.stringify({ a: JSON.stringify('a"b\\c') }), '{"a":"\\"[secret]\\""}'],
    ["in a page", ODD, "<p>p&amp;q &lt;r&gt; &quot;s&quot; &#39;t&#39; /u+v=</p>", "<p>[secret]</p>"],
    ["in another page", ODD, "<p>p&amp;q &lt;r&gt; &#34;s&#34; &#x27;t&#x27; /u+v=</p>", "<p>[secret]</p>"],
    ["in XML", ODD, "<p>p&amp;q &lt;r&gt; &quot;s&quot; &apos;t&apos; /u+v=</p>", "<p>[secret]</p>"],
  ])("%s does not show it", (_how, secret, text, redacted) => {
    expect(redactorOf(secret).redact(text)).toBe(redacted);
  });

  it("by a line that is no longer than a word shows it", () => {
    expect(redactorOf("one line\nanother line").redact("at another line.")).toBe("at another line.");
  });

  it("shows the frame of a key, which is no secret", () => {
    expect(redactorOf(pem("\n")).redact("-----BEGIN PRIVATE KEY----- is missing")).toBe(
      "-----BEGIN PRIVATE KEY----- is missing",
    );
  });
});

it.each([
  ["the", "the other: bathe the", "[secret] other: bathe [secret]"],
  ["err", "an error, err-1", "an error, [secret]-1"],
  ["word", "password, a word, words, key_word", "password, a [secret], words, key_[secret]"],
  ["abc1", "xabc1x", "x[secret]x"],
  ["password", "passwords", "[secret]s"],
  [" word\n", "swords, word", "swords, [secret]"],
])("replaces %s only as a whole word, if it is short or a plain word", (secret, text, redacted) => {
  expect(redactorOf(secret).redact(text)).toBe(redacted);
});

it("replaces a word's form inside other words if it is a secret by itself", () => {
  const either = [redactorOf("abc", "616263"), redactorOf("616263", "abc")];
  expect(either.map((redactor) => redactor.redact("x616263x, xabcx"))).toEqual([
    "x[secret]x, xabcx",
    "x[secret]x, xabcx",
  ]);
});

it("learns further secrets after it has redacted", () => {
  const redactor = redactorOf("first-s3cr3t");
  expect(redactor.redact("first-s3cr3t second-s3cr3t")).toBe("[secret] second-s3cr3t");
  redactor.remember("second-s3cr3t");
  expect(redactor.redact("first-s3cr3t second-s3cr3t")).toBe("[secret] [secret]");
});

it("redacts a line after each of a thousand secrets", () => {
  const redactor = new Redactor();
  const lines = Array.from({ length: 1_000 }, (_, index) => {
    redactor.remember({ client_id: `app-${index}`, client_secret: `s3cr3t-${index}` });
    return redactor.redact(`app-${index}: s3cr3t-${index} is refused`);
  });
  expect(new Set(lines)).toEqual(new Set(["[secret]: [secret] is refused"]));
});
