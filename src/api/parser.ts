/**
 * How the parsers of this folder are made of schemas. Answers are read liberally: null is absent, and what is not known here
 * passes. A field that a type has and its schema does not read does not compile.
 */
import * as z from "zod";

/** A part of an answer that may be missing: null and absent are undefined. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value): z.output<Schema> | undefined => value ?? undefined);

/** A part of an answer that may be missing, and what counts then. */
export const otherwise = <Schema extends z.ZodType>(schema: Schema, value: NoInfer<z.output<Schema>>) =>
  schema.nullish().transform((read): z.output<Schema> => read ?? value);

/**
 * A schema of `Whole`. One that does not read every field of it, at any depth, does not compile: the compiler names the field in
 * the type that it expects instead. zod itself would take the schema, since an optional field may be missing.
 */
export const schemaOf =
  <Whole>() =>
  <Schema extends z.ZodType<Whole>>(schema: Complete<Schema, Whole>): Schema =>
    schema as Schema;

/** A parser of `Whole`, by a schema that reads all of it. */
export const parserOf =
  <Whole>() =>
  <Schema extends z.ZodType<Whole>>(schema: Complete<Schema, Whole>): ((body: unknown) => Whole) =>
  (body) =>
    (schema as Schema).parse(body);

type Complete<Schema extends z.ZodType, Whole> = [Unread<Whole, z.output<Schema>>] extends [never]
  ? Schema
  : `does not read ${Unread<Whole, z.output<Schema>>}`;

/**
 * The complaint of a parser, by path and without a value: `toolkit.slug (expected string, received null)`. Undefined for an
 * error that is none of a parser's. `path` is where the parsed part stands.
 */
export function unreadablePart(error: unknown, path: readonly PropertyKey[] = []): string | undefined {
  if (!(error instanceof z.ZodError)) return undefined;
  const [first, second, ...others] = error.issues.map((issue) => {
    const reason = issue.message.replace(/^Invalid input(: )?/, "") || "of no form that is documented";
    return `${pathText([...path, ...issue.path]) || "the whole"} (${reason})`;
  });
  const more = others.length > 0 ? [`${others.length} more`] : [];
  return [first, ...(second ? [second] : []), ...more].join(", ");
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");

/** The paths of what `Whole` has and `Read` has not. */
type Unread<Whole, Read> =
  Whole extends ReadonlyArray<infer Item>
    ? Unread<Item, Extract<Read, readonly unknown[]>[number]>
    : Whole extends object
      ? {
          [Key in keyof Whole & string]-?: Key extends KeyOf<Extract<Read, object>>
            ? `${Key}.${Unread<NonNullable<Whole[Key]>, At<Extract<Read, object>, Key>>}`
            : Key;
        }[keyof Whole & string]
      : never;

/** The keys of every member of a union: `keyof` alone gives only the keys that all members have. */
type KeyOf<Type> = Type extends unknown ? keyof Type : never;
type At<Type, Key> = Type extends unknown ? (Key extends keyof Type ? Type[Key] : never) : never;
