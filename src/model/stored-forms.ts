/**
 * Values that the API stores in another form than they were sent: trimmed, in lower case, with a slash at the end. It looks like drift,
 * and the next `up` sends our value again. If the API shows the same as before right after our own accepted write, that is how it
 * holds what we send: then the difference is not drift any more, until either side changes.
 *
 * Lessons hold fingerprints, since a public value may have been given as a secret.
 */
import type { AuthConfigItem } from "../api/auth-config";
import { fingerprint, isFingerprintOf, newSalt } from "./fingerprint";
import type { Inputs, State, StoredForm, StoredForms } from "./inputs";
import { Mask, NOT_KNOWN } from "./row";
import { ROWS } from "./rows";
import { isMap } from "./values";

/** Looks at one reading of an auth config: which values are held in another form, and what to remember of this reading. */
export class FormLessons {
  readonly #known: StoredForms;
  /** The forms that this reading has found. The others have nothing to teach any more. */
  readonly found: StoredForms = {};

  constructor(known: StoredForms = {}) {
    this.#known = known;
  }

  /** Is this how the API holds what we have sent? Remembers the difference if not. */
  isHeld(path: string, sent: unknown, shown: unknown): boolean {
    const known = this.#known[path];
    const isKnown = known !== undefined && isFingerprintOf(known.sent, textOf(sent)) && isShown(known, shown);
    this.found[path] = isKnown ? known : noted(sent, shown);
    return isKnown && known.isHeld === true;
  }
}

const noted = (sent: unknown, shown: unknown): StoredForm => ({
  sent: fingerprint(textOf(sent), newSalt()),
  shown: fingerprint(textOf(shown), newSalt()),
});

const isShown = (form: StoredForm, shown: unknown): boolean => isFingerprintOf(form.shown, textOf(shown));

const textOf = (value: unknown): string => JSON.stringify(value) ?? "";

/** The lessons that hold for these inputs: what is declared otherwise by now has nothing to teach. */
export function formsFor(forms: StoredForms | undefined, inputs: Inputs): StoredForms | undefined {
  return ifAny(
    Object.entries(forms ?? {}).filter(([path, { sent }]) => isFingerprintOf(sent, textOf(valueAt(inputs, path)))),
  );
}

/** Is there a difference that only a look at the API, right after our write, can tell from drift? */
export const hasOpenForm = ({ __storedForms: forms }: State): boolean =>
  Object.values(forms ?? {}).some(({ isHeld }) => !isHeld);

/** The state after that look: each open difference is how the API holds it, or it was drift. */
export function withFormsHeld({ __storedForms: forms, ...state }: State, item: AuthConfigItem): State {
  const held = Object.entries(forms ?? {}).flatMap(([path, form]): [string, StoredForm][] =>
    form.isHeld || isShown(form, shownAt(item, path)) ? [[path, { ...form, isHeld: true }]] : [],
  );
  const kept = ifAny(held);
  return kept ? { ...state, __storedForms: kept } : state;
}

function ifAny(entries: [string, StoredForm][]): StoredForms | undefined {
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function split(path: string): [input: string, key: string | undefined] {
  const [input = "", key] = path.split(/\.(.*)/s);
  return [input, key];
}

function valueAt(bag: object, path: string): unknown {
  const [input, key] = split(path);
  const value = (bag as Record<string, unknown>)[input];
  return key === undefined ? value : isMap(value) ? value[key] : undefined;
}

function shownAt(item: AuthConfigItem, path: string): unknown {
  const [input, key] = split(path);
  const shown: unknown = ROWS.find(({ name }) => name === input)?.fromApi?.(item);
  const leaf = key === undefined ? shown : isMap(shown) ? shown[key] : undefined;
  return leaf === NOT_KNOWN || leaf instanceof Mask ? undefined : leaf;
}
