/**
 * Keeps secrets out of every text that leaves the process, by value: whatever was sent or read as a secret is replaced
 * wherever it stands, in an API's error message too.
 */

/** Shorter values would tear holes into ordinary words; the engine's own filter starts here too. */
const SHORTEST = 3;

export class Redactor {
  readonly #secrets = new Set<string>();

  /** Remembers every string and number in the value, at any depth. */
  remember(value: unknown): void {
    if (typeof value === "string" || typeof value === "number") {
      for (const form of formsOf(String(value))) if (form.length >= SHORTEST) this.#secrets.add(form);
    } else if (value !== null && typeof value === "object") {
      for (const inner of Object.values(value)) this.remember(inner);
    }
  }

  redact(text: string): string {
    const longestFirst = [...this.#secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((redacted, secret) => redacted.replaceAll(secret, "[secret]"), text);
  }
}

/** A secret as it is, and as it stands inside JSON, a URL or a header. */
function formsOf(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(toWellFormed(secret))];
}

/** encodeURIComponent throws on lone surrogates. */
const toWellFormed = (text: string) => text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");
