/**
 * Keeps secrets out of every text that leaves the process, by value: whatever was sent or read as a secret is replaced
 * wherever it stands, in an API's error message too, and in every form in which a server may repeat it.
 */
import { formsOf } from "./secret-forms";

/** Shorter values would tear holes into ordinary words; the engine's own filter starts here too. */
const SHORTEST = 3;

export class Redactor {
  readonly #secrets = new Set<string>();
  /** Secrets that came in after the last text. The next text asks for their forms. */
  readonly #unread: string[] = [];
  /** Every form of a secret, and whether it is a form of short values and plain words alone. */
  readonly #forms = new Map<string, boolean>();

  /** Remembers every string and number in the value, at any depth. */
  remember(value: unknown): void {
    if (typeof value === "string" || typeof value === "number") {
      const secret = String(value);
      if (secret.trim().length < SHORTEST || this.#secrets.has(secret)) return;
      this.#secrets.add(secret);
      this.#unread.push(secret);
    } else if (value !== null && typeof value === "object") {
      for (const inner of Object.values(value)) this.remember(inner);
    }
  }

  redact(text: string): string {
    for (const secret of this.#unread.splice(0)) this.#read(secret);
    // One pattern of a thousand secrets takes long to compile, and few texts hold any.
    const held = [...this.#forms].filter(([form]) => text.includes(form));
    return held.length === 0 ? text : text.replace(patternOf(held), "[secret]");
  }

  #read(secret: string): void {
    const isWord = looksLikeWord(secret.trim());
    for (const form of formsOf(secret)) this.#forms.set(form, isWord && this.#forms.get(form) !== false);
  }
}

/** The longest form first: it may hold a shorter one. */
function patternOf(forms: Array<[form: string, isWord: boolean]>): RegExp {
  const longestFirst = forms.sort(([one], [other]) => other.length - one.length);
  return new RegExp(
    longestFirst.map(([form, isWord]) => (isWord ? alone(literal(form)) : literal(form))).join("|"),
    "gu",
  );
}

/** A short value, or a plain word, may be a part of the words around it: it is replaced only if it stands alone. */
const looksLikeWord = (secret: string): boolean => secret.length < 4 || /^\p{L}{4,7}$/u.test(secret);

const alone = (pattern: string): string => `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
