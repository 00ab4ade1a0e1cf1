/**
 * Forms: what a part of a session's configuration has to look like. A form checks a value, and writes it under other names.
 * By hand, so that an application loads nothing for it. No message holds a value, which may be a secret; keys are named.
 */

/** The kind of a value in JSON. */
type Kind = "text" | "number" | "flag" | "list" | "object" | "nothing";

export interface Form {
  /** The kinds of JSON that it can be. */
  readonly kinds: readonly Kind[];
  /** The demand on the value, as it stands after "must be". */
  readonly expected: string;
  /** Lines such as `workbench.sandboxSize must be standard, medium, large or xlarge`; none if the value is right. */
  mistakes(value: unknown, path: string): string[];
  /** The value with the keys of its objects renamed, and without what is undefined or null. Keys of maps stay. */
  renamed(value: unknown, nameOf: (key: string) => string): unknown;
}

export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

export const isMap = (value: unknown): value is Record<string, unknown> => kindOf(value) === "object";

export function kindOf(value: unknown): Kind {
  if (isAbsent(value)) return "nothing";
  if (Array.isArray(value)) return "list";
  const kinds: { [type: string]: Kind } = { string: "text", number: "number", boolean: "flag", object: "object" };
  return kinds[typeof value] ?? "nothing";
}

const leaf = (kind: Kind, expected: string, isRight: (value: never) => boolean): Form => ({
  kinds: [kind],
  expected,
  mistakes: (value, path) => (kindOf(value) === kind && isRight(value as never) ? [] : [`${path} must be ${expected}`]),
  renamed: (value) => value,
});

export const flag: Form = leaf("flag", "true or false", () => true);

/** Booleans of which one alone is taken. */
export const only = (wanted: boolean): Form => leaf("flag", `${wanted}`, (value: boolean) => value === wanted);

export const text = (expected: string, isRight: (value: string) => boolean = (value) => value !== ""): Form =>
  leaf("text", expected, isRight);

export const number = (expected: string, isRight: (value: number) => boolean): Form =>
  leaf("number", expected, (value: number) => Number.isFinite(value) && isRight(value));

/** A closed set. */
export function oneOf(...names: readonly string[]): Form {
  const expected = inWords(names);
  return {
    ...leaf("text", expected, (value: string) => names.includes(value)),
    mistakes: (value, path) =>
      names.includes(value as string) ? [] : [`${path} must be ${expected}${meant(String(value), names)}`],
  };
}

/** Limits of how many a list may hold. */
interface Count {
  least?: number;
  most?: number;
}

export function listOf(items: string, form: Form, { least = 0, most = Number.POSITIVE_INFINITY }: Count = {}): Form {
  const limits = [...(least > 0 ? [`at least ${least}`] : []), ...(Number.isFinite(most) ? [`at most ${most}`] : [])];
  const expected = `a list of ${[...limits, items].join(" ")}`;
  return {
    kinds: ["list"],
    expected,
    mistakes: (value, path) => {
      if (!Array.isArray(value) || value.length < least || value.length > most) return [`${path} must be ${expected}`];
      return value.flatMap((item, index) => form.mistakes(item, `${path}[${index}]`));
    },
    renamed: (value, nameOf) => (value as unknown[]).map((item) => form.renamed(item, nameOf)),
  };
}

/** Keys that users choose, such as slugs of toolkits: they are never renamed. */
export function mapOf(keys: string, form: Form): Form {
  const expected = `a map of ${keys} to ${form.expected}`;
  return {
    kinds: ["object"],
    expected,
    mistakes: (value, path) =>
      isMap(value)
        ? Object.entries(value).flatMap(([key, one]) => form.mistakes(one, `${path}.${key}`))
        : [`${path} must be ${expected}`],
    renamed: (value, nameOf) =>
      Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, form.renamed(one, nameOf)])),
  };
}

interface ObjectRules {
  /** Keys that must be there. */
  required?: readonly string[];
  /** Keys of which at most one may be there. */
  exclusive?: readonly string[];
  /** Must anything be there? */
  isNeverEmpty?: boolean;
  /** Keys that somebody may expect here, each with what to do instead. */
  refused?: { readonly [key: string]: string };
}

/** Keys that the form gives; others are mistakes. */
export function objectOf(fields: { readonly [key: string]: Form }, rules: ObjectRules = {}): Form {
  const { required = [], exclusive = [], isNeverEmpty = false, refused = {} } = rules;
  const names = Object.keys(fields);
  const expected = `an object with ${inWords(names)}`;
  const strange = (key: string, path: string): string => {
    const reason = own(refused, key) ?? `is no option${meant(key, names) || `; there are ${names.join(", ")}`}`;
    return `${keyPath(path, key)} ${reason}`;
  };
  const mistakes = (value: unknown, path: string): string[] => {
    if (!isMap(value)) return [`${path} must be ${expected}`];
    const given = Object.keys(value).filter((key) => !isAbsent(value[key]));
    const both = exclusive.filter((key) => given.includes(key));
    return [
      ...(isNeverEmpty && given.length === 0 ? [`${path} must be ${expected}`] : []),
      ...required.filter((key) => !given.includes(key)).map((key) => `${keyPath(path, key)} is required`),
      ...(both.length > 1 ? [`${path} takes one of ${inWords(both, "and")} alone`] : []),
      ...given.flatMap((key) => own(fields, key)?.mistakes(value[key], keyPath(path, key)) ?? [strange(key, path)]),
    ];
  };
  const renamed = (value: unknown, nameOf: (key: string) => string): unknown =>
    Object.fromEntries(
      Object.entries(value as object)
        .filter(([, one]) => !isAbsent(one))
        .map(([key, one]) => [nameOf(key), own(fields, key)?.renamed(one, nameOf) ?? one]),
    );
  return { kinds: ["object"], expected, mistakes, renamed };
}

/** The form that fits the kind of the value. No two of them have a kind in common. */
export function either(...forms: readonly Form[]): Form {
  const expected = forms.map((form) => form.expected).join(", or ");
  const fitting = (value: unknown) => forms.find(({ kinds }) => kinds.includes(kindOf(value)));
  return {
    kinds: forms.flatMap(({ kinds }) => kinds),
    expected,
    mistakes: (value, path) => fitting(value)?.mistakes(value, path) ?? [`${path} must be ${expected}`],
    renamed: (value, nameOf) => fitting(value)?.renamed(value, nameOf) ?? value,
  };
}

/** Objects of several forms, told apart by the text under one key. */
export function variants(key: string, forms: { readonly [name: string]: Form }): Form {
  const names = oneOf(...Object.keys(forms));
  const formOf = (value: unknown) => (isMap(value) ? own(forms, String(value[key])) : undefined);
  return {
    kinds: ["object"],
    expected: `an object with a ${key} (${names.expected})`,
    mistakes: (value, path) => {
      if (!isMap(value)) return [`${path} must be an object with a ${key} (${names.expected})`];
      return formOf(value)?.mistakes(value, path) ?? names.mistakes(value[key], keyPath(path, key));
    },
    renamed: (value, nameOf) => formOf(value)?.renamed(value, nameOf) ?? value,
  };
}

/** Every object also has a `constructor`. */
const own = <Value>(map: { readonly [key: string]: Value }, key: string): Value | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

const keyPath = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

export const inWords = (names: readonly string[], last = "or"): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

/** Loaded once there is a mistake. */
function meant(name: string, names: readonly string[]): string {
  const { nearest } = require("../nearest") as typeof import("../nearest");
  const found = nearest(name, names);
  return found === undefined ? "" : `; did you mean ${found}?`;
}
