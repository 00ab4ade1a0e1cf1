/** The options and commands of an emulator: every name and form is checked, so that a mistake is named at once. */
import { z } from "zod";
import type { Answers } from "./answers";
import { ANSWERS } from "./answers";
import type { AuthConfigSeed } from "./auth-config-seeds";
import { namesUnknown, SEED } from "./auth-config-seeds";
import { createCatalogue } from "./catalogue";
import type { ToolkitDefinition } from "./catalogue/definition";
import { TOOLKIT } from "./catalogue/form";
import { faultKinds } from "./fault-effects";
import type { Fault } from "./faults";
import { COUNT, NOT_NEGATIVE, numberThat, TEXT } from "./forms";
import type { Checked } from "./mistakes";
import { check } from "./mistakes";
import type { RateLimit } from "./running";

/** Options of `startEmulator`. Each has a default. */
export interface EmulatorOptions {
  /** Default 0: any free port. */
  port?: number | undefined;
  /** Default one that is made up, `ak_emulator_…`, so that it is never taken for a real key. */
  apiKey?: string | undefined;
  /** Toolkits beside those that the emulator knows; one with a slug that it knows takes that one's place. */
  toolkits?: ToolkitDefinition[] | undefined;
  /** Auth configs that are there from the start, and again after `reset`. */
  authConfigs?: AuthConfigSeed[] | undefined;
  /** Default the real time. */
  clock?: (() => Date) | undefined;
  /** The most auth configs that one page of a list may hold. Default what `answers.pageLimit` says: 200. */
  maxPageSize?: number | undefined;
  /** How long every answer takes. Default 0. */
  latencyMs?: number | undefined;
  /** The limit that the rate headers report. Default 2000 in 60000 ms. Nobody is refused for it. */
  rateLimit?: RateLimit | undefined;
  /** Other answers to what nobody knows of the real API. */
  answers?: Partial<Answers> | undefined;
}

/** The content of a file that an emulator can start with. */
export interface EmulatorSeed extends Pick<EmulatorOptions, "authConfigs" | "toolkits"> {
  faults?: Fault[] | undefined;
}

const FAULT = z.strictObject(
  {
    kind: z.enum(faultKinds, { error: ({ input }) => `must be one of ${faultKinds.join(", ")}, but got: ${input}` }),
    method: TEXT.optional(),
    path: z.string({ error: "must be a string" }).superRefine(refuseBadPattern).optional(),
    times: NOT_NEGATIVE.optional(),
    after: NOT_NEGATIVE.optional(),
    status: z
      .any()
      .refine((status) => status >= 200 && status <= 599, {
        error: ({ input }) => `must be between 200 and 599, but got: ${input}`,
      })
      .optional(),
    retryAfter: z
      .union([z.string(), z.number()], { error: "must be seconds, an HTTP date or null" })
      .nullable()
      .optional(),
    body: z.unknown().optional(),
    delayMs: NOT_NEGATIVE.optional(),
  },
  { error: "must be an object with a kind" },
);

const ANSWER_FORMS = z.strictObject(
  Object.fromEntries(Object.entries(ANSWERS).map(([name, { values }]) => [name, oneOf(values).optional()])),
  { error: "must be an object of answers" },
);

const SEEDS = z.array(SEED, { error: "must be a list" });
const TOOLKITS = z.array(TOOLKIT, { error: "must be a list" });

const OPTIONS = z.strictObject({
  port: numberThat((port) => Number.isInteger(port) && port >= 0 && port <= 65_535, "a port of 0 to 65535").optional(),
  apiKey: TEXT.optional(),
  toolkits: TOOLKITS.optional(),
  authConfigs: SEEDS.optional(),
  clock: z.custom((clock) => typeof clock === "function", { error: "must be a function" }).optional(),
  maxPageSize: COUNT.optional(),
  latencyMs: NOT_NEGATIVE.optional(),
  rateLimit: z.strictObject({ limit: NOT_NEGATIVE, windowMs: COUNT }).optional(),
  answers: ANSWER_FORMS.optional(),
} satisfies Record<keyof EmulatorOptions, z.ZodType>);

const FILE = z.strictObject(
  {
    authConfigs: SEEDS.optional(),
    toolkits: TOOLKITS.optional(),
    faults: z.array(FAULT, { error: "must be a list" }).optional(),
  } satisfies Record<keyof EmulatorSeed, z.ZodType>,
  { error: "must be an object with authConfigs, toolkits or faults" },
);

function oneOf(values: readonly unknown[]): z.ZodType {
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  return z.any().refine((value) => values.includes(value), {
    error: ({ input }) => `must be ${first} or ${others.join(" or ")}, but got: ${JSON.stringify(input)}`,
  });
}

function refuseBadPattern(path: string, context: z.core.$RefinementCtx): void {
  try {
    if (!path.startsWith("/")) new RegExp(path);
  } catch (error) {
    context.addIssue({ code: "custom", message: `must be the start of a path, or a pattern: ${error}` });
  }
}

/** The options, or an error with everything that is wrong with them. */
export function checkOptions(options: EmulatorOptions): EmulatorOptions {
  return refuseMistakes("startEmulator can't use its options", check(OPTIONS, options), options);
}

/** Returns the content of a file, or throws an error with everything that is wrong with it. `origin` begins the error. */
export function checkSeed(content: unknown, origin: string): EmulatorSeed {
  return refuseMistakes(`${origin} can't be used`, check(FILE, content), content);
}

/** Returns the content of a file of answers, such as the one that `verify --save` writes. */
export function checkAnswers(content: unknown, origin: string): Partial<Answers> {
  return refuseMistakes(`${origin} can't be used`, check(ANSWER_FORMS, content), {});
}

/** A fault that can be used, or an error that says what is wrong with it. */
export function checkFault(fault: unknown): Fault {
  const { data, mistakes } = check(FAULT, fault);
  if (mistakes.length > 0) throw new Error(mistakes.join("; "));
  return data as Fault;
}

function refuseMistakes<Given>(complaint: string, { data, mistakes }: Checked, content: unknown): Given {
  const { authConfigs, toolkits } = Object(content);
  const known = createCatalogue(TOOLKITS.safeParse(toolkits).data as ToolkitDefinition[] | undefined);
  const all = [...mistakes, ...namesUnknown(authConfigs, known, ["authConfigs"])];
  if (all.length > 0) throw new Error(`${complaint}: ${all.join("; ")}.`);
  // The schema has checked it.
  return data as Given;
}
