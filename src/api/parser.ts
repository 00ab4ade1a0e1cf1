/** How the parsers of this folder are made of schemas: a field that a type has and its schema does not read is no parser. */
import type { z } from "zod";

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

/** Of each member of a union: `keyof` alone gives the keys that all of them have. */
type KeyOf<Type> = Type extends unknown ? keyof Type : never;
type At<Type, Key> = Type extends unknown ? (Key extends keyof Type ? Type[Key] : never) : never;
