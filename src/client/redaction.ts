/**
 * Keeps secrets out of every text that leaves the process, by value: whatever was sent or read as a secret is replaced
 * wherever it stands, in an API's error message too, and in every form in which a server may repeat it.
 */
import { formsOf } from "./secret-forms";

/** Shorter values would tear holes into ordinary words; the engine's own filter starts here too. */
const SHORTEST = 3;

export class Redactor {
  readonly #secrets = new Set<string>();
  /** Finds every form of every secret; made anew when one has come in. */
  #pattern: RegExp | undefined;

  /** Remembers every string and number in the value, at any depth. */
  remember(value: unknown): void {
    if (typeof value === "string" || typeof value === "number") {
      const secret = String(value);
      if (secret.trim().length < SHORTEST || this.#secrets.has(secret)) return;
      this.#secrets.add(secret);
      this.#pattern = undefined;
    } else if (value !== null && typeof value === "object") {
      for (const inner of Object.values(value)) this.remember(inner);
    }
  }

  redact(text: string): string {
    if (this.#secrets.size === 0) return text;
    this.#pattern ??= patternOf(this.#secrets);
    return text.replace(this.#pattern, "[secret]");
  }
}

/** The longest form first: it may hold a shorter one. */
function patternOf(secrets: Iterable<string>): RegExp {
  const forms = new Map<string, boolean>();
  for (const secret of secrets) {
    const isWord = looksLikeWord(secret.trim());
    for (const form of formsOf(secret)) forms.set(form, isWord && forms.get(form) !== false);
  }
  const longestFirst = [...forms].sort(([one], [other]) => other.length - one.length);
  return new RegExp(
    longestFirst.map(([form, isWord]) => (isWord ? alone(literal(form)) : literal(form))).join("|"),
    "gu",
  );
}

/** A short value, or a plain word, may be a part of the words around it: it is replaced only if it stands alone. */
const looksLikeWord = (secret: string): boolean => secret.length < 4 || /^\p{L}{4,7}$/u.test(secret);

const alone = (pattern: string): string => `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
