/** The forms in which a server may repeat a secret: as it is, cut into lines, escaped or encoded. Pure. */

/** A line of a key in PEM is 64 characters; a shorter one may be a word of its frame. */
const TELLING_LINE = 16;

/** Every form once, the value itself among them. */
export function formsOf(secret: string): Set<string> {
  const forms = new Set<string>();
  for (const text of shapesOf(secret)) {
    for (const form of [text, ...escapedForms(text), ...encodedForms(text)]) forms.add(form);
  }
  return forms;
}

/** White space around it is easily lost, and so are line ends. */
function shapesOf(secret: string): Set<string> {
  const trimmed = secret.trim();
  const lines = trimmed.split(/\r\n|\n|\r/);
  const telling = lines
    .map((line) => line.trim())
    .filter((line) => line.length >= TELLING_LINE && !line.startsWith("-----"));
  return new Set([secret, trimmed, ...["\n", "\r\n", " ", ""].map((end) => lines.join(end)), ...telling]);
}

/** Inside JSON, JSON in JSON, an address, a form and a page. */
function escapedForms(text: string): string[] {
  const json = escapedInJson(text);
  const percent = encodeURIComponent(toWellFormed(text));
  const form = new URLSearchParams([["", text]]).toString().slice(1);
  const page = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quotes = [
    ["&quot;", "&#39;"],
    ["&#34;", "&#x27;"],
    ["&quot;", "&apos;"],
  ] as const;
  return [
    ...[json, escapedInJson(json), percent, lowerHex(percent), form, lowerHex(form)],
    ...quotes.map(([double, single]) => page.replaceAll('"', double).replaceAll("'", single)),
  ];
}

function encodedForms(text: string): string[] {
  const bytes = Buffer.from(text);
  const [base64, base64url, hex] = [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
  return [base64, base64.replaceAll("=", ""), base64url, hex, hex.toUpperCase()];
}

const escapedInJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** RFC 3986 takes the digits of an escape in either case. */
const lowerHex = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase());

/** encodeURIComponent throws on lone surrogates. */
const toWellFormed = (text: string): string => text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");
