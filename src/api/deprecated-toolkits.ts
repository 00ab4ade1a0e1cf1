/**
 * The header `Composio-Deprecated-Toolkits` of an answer: toolkits that will go away. A structured field (RFC 9651): a list of
 * slugs with parameters, such as `slack;version=20250906_00;sunset="2027-01-31";reason="…"`. Nobody here has seen one, so
 * whatever can be read of it counts, and the rest is left out.
 */
export interface DeprecatedToolkit {
  /** The toolkit's slug, in lower case. */
  slug: string;
  /** The deprecated version of the toolkit, such as `20250906_00`. */
  version?: string | undefined;
  /** Since when, as the API writes it. */
  deprecated?: string | undefined;
  /** When it goes away. */
  sunset?: string | undefined;
  /** The API's own text for people. */
  reason?: string | undefined;
}

const PARAMETERS = ["version", "deprecated", "sunset", "reason"] as const;

/** Empty for a header that is absent or says nothing. */
export function parseDeprecatedToolkits(header: string | undefined): DeprecatedToolkit[] {
  return partsOf(header ?? "", ",").flatMap((member) => {
    const [slug = "", ...parameters] = partsOf(member, ";");
    const values = new Map(parameters.map(parameterOf));
    const known = PARAMETERS.flatMap((name) => (values.get(name) ? [[name, values.get(name)]] : []));
    return slug === "" ? [] : [{ slug: unquoted(slug).toLowerCase(), ...Object.fromEntries(known) }];
  });
}

/** Splits at separators outside of quotes. */
const partsOf = (text: string, separator: "," | ";"): string[] =>
  (text.match(separator === "," ? /(?:"(?:\\.|[^"\\])*"|[^",])+/g : /(?:"(?:\\.|[^"\\])*"|[^";])+/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== "");

function parameterOf(text: string): [name: string, value: string] {
  const [, name = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
  return [name.trim().toLowerCase(), dated(unquoted(value.trim()))];
}

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1") : text;

/** A date is written as `@` and seconds since 1970. */
function dated(text: string): string {
  const seconds = /^@(-?\d{1,12})$/.exec(text)?.[1];
  return seconds === undefined ? text : new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}

/** The warning for a user of the toolkit, given once. */
export function deprecationText({ slug, version, deprecated, sunset, reason }: DeprecatedToolkit): string {
  const when = sunset ? `, and goes away on ${sunset}` : "";
  const since = deprecated && !/^\?[01]$/.test(deprecated) ? ` since ${deprecated}` : "";
  return `The toolkit ${slug}${version ? ` (version ${version})` : ""} is deprecated${since}${when}${reason ? `: ${reason.replace(/\.$/, "")}` : ""}.`;
}
