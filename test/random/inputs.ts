/**
 * The inputs that an auth config may have, drawn from the provider's rows: a field for each input, and for each key of one
 * that is a map. So a new input is in every history without being named here, unless its shape does not say what is legal.
 */
import * as fc from "fast-check";
import type { z } from "zod";
import type { InputName } from "../../src/input-names";
import { isSecretKey } from "../../src/input-names";
import type { NamedRow } from "../../src/model/rows";
import { ROWS } from "../../src/model/rows";
import { SCOPE_KEYS } from "../../src/model/scopes";
import { FORMS, keysOf } from "./toolkits";
import * as values from "./values";

export interface Field {
  /** Such as `name`, or `credentials.token`. */
  path: string;
  input: InputName;
  /** Of an input that is a map. */
  key: string | undefined;
  isSecret: boolean;
  /** True or false. */
  isFlag: boolean;
  /** Nothing of its input can be declared without it. */
  isRequired: boolean;
  value: fc.Arbitrary<unknown>;
  /** The value that a colleague sets in the dashboard. */
  byHand: fc.Arbitrary<unknown>;
  row: NamedRow;
}

/** Those that the form of an auth config decides: see wish.ts. */
const OF_THE_FORM: readonly InputName[] = ["toolkit", "type", "authScheme"];

/** The keys of maps whose shape names none. */
const MAP_KEYS: { readonly [Name in InputName]?: readonly string[] } = {
  credentials: [...new Set(FORMS.flatMap(keysOf))].filter((key) => !Object.values<string>(SCOPE_KEYS).includes(key)),
  sharedConnectionFields: ["region", "account"],
};

/** Legal values of inputs whose shape takes more than the API does. */
const LEGAL: { readonly [Name in InputName]?: fc.Arbitrary<unknown> } = {
  managedAppId: fc.constantFrom("ma_usual", "ma_other"),
};

/** The part of zod's own description of a schema that matters here. */
interface Shape {
  type: string;
  format?: string;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  shape?: Record<string, z.ZodType>;
  valueType?: z.ZodType;
  catchall?: z.ZodType;
}

const shapeOf = (schema: z.ZodType): Shape => schema.def as unknown as Shape;

export const FIELDS: readonly Field[] = ROWS.filter(
  ({ name, isOldNameOf }) => !OF_THE_FORM.includes(name) && isOldNameOf === undefined,
).flatMap(fieldsOf);

/** The old name of an input, if it has one. */
export const oldNameOf = (input: InputName): InputName =>
  ROWS.find(({ isOldNameOf }) => isOldNameOf === input)?.name ?? input;

function fieldsOf(row: NamedRow): Field[] {
  const { shape, valueType, catchall } = shapeOf(row.shape);
  const named = Object.entries(shape ?? {}).filter(([key]) => !Object.values<string>(SCOPE_KEYS).includes(key));
  const rest = valueType ?? catchall;
  const isMap = shapeOf(row.shape).type === "object" || shapeOf(row.shape).type === "record";
  if (!isMap) return [fieldOf(row, undefined, row.shape)];
  if (named.length > 0) return named.map(([key, inner]) => fieldOf(row, key, inner));
  const keys = MAP_KEYS[row.name];
  if (!keys || !rest) throw new Error(`Name in MAP_KEYS the keys that ${row.name} may have in a history`);
  return keys.map((key) => fieldOf(row, key, rest));
}

function fieldOf(row: NamedRow, key: string | undefined, schema: z.ZodType): Field {
  const isOptional = shapeOf(schema).type === "optional";
  const inner = isOptional ? (shapeOf(schema).innerType as z.ZodType) : schema;
  const isSecret = key !== undefined && isSecretKey(row.name, key);
  return {
    path: key === undefined ? row.name : `${row.name}.${key}`,
    input: row.name,
    key,
    isSecret,
    isFlag: shapeOf(inner).type === "boolean",
    isRequired: shapeOf(row.shape).shape?.[key ?? ""] !== undefined && !isOptional,
    value: LEGAL[row.name] ?? valuesOf(inner, isSecret, row.name),
    byHand: byHandOf(inner, isSecret),
    row,
  };
}

function valuesOf(schema: z.ZodType, isSecret: boolean, input: string): fc.Arbitrary<unknown> {
  const { type, format, options = [] } = shapeOf(schema);
  if (isSecret) return values.secret;
  if (type === "boolean") return fc.boolean();
  if (type === "array") return values.tools;
  if (type === "string") return format === "url" ? values.url : values.text;
  if (type === "union") return options.some((one) => shapeOf(one).type === "array") ? values.scopes : values.text;
  throw new Error(`Say in LEGAL what ${input} may be: its shape is ${type}`);
}

function byHandOf(schema: z.ZodType, isSecret: boolean): fc.Arbitrary<unknown> {
  const { type, format, options = [] } = shapeOf(schema);
  if (isSecret) return values.secretByHand;
  if (type === "boolean") return fc.boolean();
  if (type === "array") return values.toolsByHand;
  if (type === "union" && options.some((one) => shapeOf(one).type === "array")) return values.scopesByHand;
  return format === "url" ? values.urlByHand : values.textByHand;
}
