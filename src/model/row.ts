/** The definition of one input of an auth config: the shape that each row in `rows/` fills. */
import type { z } from "zod";
import type { AuthConfigItem, CreateAuthConfigBody, UpdateAuthConfigBody } from "../api/auth-config";
import type { AuthConfigDetail, ManagedApp } from "../api/toolkit";
import type { InputName } from "../input-names";
import type { Inputs } from "./inputs";

/** Parts of bodies, with references where secrets of the environment will stand: `resolveSecrets` comes after. */
export type CreatePart = { [key in keyof NonNullable<CreateAuthConfigBody["auth_config"]>]?: unknown };
export type PatchPart = { [key in keyof UpdateAuthConfigBody]?: unknown };

/** In place of a value: the API does not show it, or nobody knows it. */
export const NOT_KNOWN = Symbol("not known");
export type NotKnown = typeof NOT_KNOWN;

/** The text that the API shows in place of a value that it hides. */
export class Mask {
  constructor(readonly shown: unknown) {}
}

/** A value as the API shows it, in the user's form: of a map each key by itself. Undefined: there is none. */
export type Shown<Value> =
  | NotKnown
  | undefined
  | (Value extends string | boolean | readonly unknown[]
      ? Value | Mask
      : { [Key in keyof Value]?: Value[Key] | Mask | NotKnown | undefined });

/** The characters that join a list of scopes: in the state, and in the program. */
export type Separators = readonly [of: string | undefined, next: string | undefined];

/** The rest of the auth config, beside a value of which somebody asks whether it was chosen. */
export interface Around {
  item: AuthConfigItem;
  /** The toolkit's description of the scheme; undefined if there is none. */
  scheme: AuthConfigDetail | undefined;
  /** The app that managed auth configs of the toolkit get by default; undefined if nobody says which. */
  defaultApp: ManagedApp | undefined;
}

/**
 * Everything that one input needs. Everything else in this package walks the rows: to add an input is to add a row. Methods, not
 * properties that are functions: so a row of one value can stand in a list of rows of any.
 */
export interface Row<Value> {
  /** `replaces`: the API has no way to change it. `local`: it never leaves the state. */
  change: "replaces" | "updates" | "local";
  /** The values that the user may write, as a schema whose messages complete "must be …". */
  shape: z.ZodType;
  /** Managed auth refuses it. Default: false. */
  isCustomOnly?: true;
  /** Only managed auth takes it. Default: false. */
  isManagedOnly?: true;
  /** The input whose old name this is: that input compares and sends the value. Default: none. */
  isOldNameOf?: InputName;
  /** Do `AuthConfig.get` and `listAuthConfigs` show it? */
  isListed: boolean;
  /** The value that inputs mean, if it may stand in another place too. Default: what stands under the row's name. */
  of?(inputs: Partial<Inputs>): Value | undefined;
  /** Do two values mean the same? So what the API shows is compared with what is managed: drift is another meaning. */
  isSame(a: Value | undefined, b: Value | undefined): boolean;
  /**
   * Would two values be sent alike? So a change of the program is compared: a wrong form of the same meaning can be put right.
   * Default: as `isSame`.
   */
  isSentAlike?(a: Value | undefined, b: Value | undefined, separators: Separators): boolean;
  /** Of a map: are two values of this key the same? Default: never asked, since the value is not a map. */
  isSameKey?(key: string, a: unknown, b: unknown): boolean;
  /** Its part of the body of a create. */
  toCreate?(value: Value, inputs: Inputs): CreatePart;
  /** The part of the input that a create can carry; the rest needs a second call. Default: all of it. */
  createCarries?(value: Value): Value;
  /** Its part of the body of a PATCH that leads from one value to another. Absent: the PATCH does not change it. */
  toPatch?(next: Value | undefined, previous: Value | undefined, inputs: Inputs): PatchPart;
  /** The one reading of the API's answer. Absent: the API knows nothing of it. */
  fromApi?(item: AuthConfigItem): Shown<Value>;
  /** The value of an auth config for which nobody has declared the input. */
  whenNew: Value | undefined | NotKnown;
  /** Would it be so if nobody had chosen it? An import declares the rest. Default: if it is as `whenNew`. */
  isByItself?(value: Value, around: Around): boolean;
  /** The same for one key of a map. Default: no. */
  isKeyByItself?(key: string, value: unknown, around: Around): boolean;
}

export type InputRow<Name extends InputName> = Row<NonNullable<Inputs[Name]>>;
