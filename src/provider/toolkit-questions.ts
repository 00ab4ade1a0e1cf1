/** The questions of `check` about a toolkit. It asks them only if something has changed that its description speaks about. */

import type { RawInputs } from "../model/check-form";
import type { Inputs } from "../model/inputs";
import { ROWS } from "../model/rows";
import { meantScopes } from "../model/scopes";
import type { Operation } from "./operation";
import { checkToolkit, toolkitInQuestion } from "./toolkit-check/check-toolkit";
import type { Findings } from "./toolkit-check/findings";
import { checkScopeCover, toolsInQuestion } from "./toolkit-check/scope-cover";
import { scopeSeparator } from "./toolkit-check/scope-separator";

type Asking = Pick<Operation, "toolkits" | "voice">;

interface Question {
  /** The inputs of the last run; empty for a first create. */
  previous: Partial<Inputs>;
  /** As the user wrote them. */
  declared: RawInputs;
  inputs: Inputs;
  /** The resource itself asks for no more than a look at its form. */
  isLocal: boolean;
}

export interface Judgement extends Findings {
  inputs: Inputs;
}

/** The findings, and the inputs with what the description adds to them. */
export async function askToolkit({ toolkits, voice }: Asking, question: Question): Promise<Judgement> {
  const { declared, previous } = question;
  const inputs = withSeparator(question.inputs, previous.__scopeSeparator);
  const slug = toolkitInQuestion(previous, inputs);
  const tools = toolsInQuestion(previous, inputs);
  tellOfOldNames(voice, declared);
  const nothing: Judgement = { inputs, mistakes: [], warnings: [] };
  if (slug === undefined && tools === undefined) return nothing;
  const isAsked = !question.isLocal && (await toolkits.mayAsk());
  const toolkit = slug !== undefined && isAsked ? await toolkits.describe(slug) : undefined;
  if (slug !== undefined && toolkit === undefined) tellOfCommas(voice, inputs);
  if (!isAsked) return nothing;
  const { mistakes, warnings } = toolkit ? checkToolkit(declared, inputs, toolkit) : nothing;
  const separator = !toolkit || "noSuchToolkit" in toolkit ? undefined : scopeSeparator(toolkit, inputs, "scopes");
  const needs = tools && mistakes.length === 0 ? await toolkits.needsOf(tools) : undefined;
  return {
    inputs: toolkit ? withSeparator(question.inputs, separator === " " ? " " : undefined) : inputs,
    mistakes,
    warnings: needs ? [...warnings, ...checkScopeCover(declared, question.inputs, needs)] : warnings,
  };
}

/** Old names keep their meaning. */
function tellOfOldNames(voice: Asking["voice"], declared: RawInputs): void {
  for (const { name, isOldNameOf } of ROWS) {
    if (!isOldNameOf || declared[name] === undefined) continue;
    voice.logOnce(`old ${name}`, `Composio: ${name} is the old name of ${isOldNameOf}: rename it when you can`);
  }
}

/** A comma is what most toolkits take, so only the other one is kept, and only if there are scopes to join. */
function withSeparator({ __scopeSeparator, ...inputs }: Inputs, separator: " " | undefined): Inputs {
  return separator && scopesOf(inputs).some((scopes) => scopes !== undefined)
    ? { ...inputs, __scopeSeparator: separator }
    : inputs;
}

const scopesOf = (inputs: Inputs) => [meantScopes(inputs, "scopes"), meantScopes(inputs, "userScopes")];

/** Without the toolkit's word a list is joined as most take it. */
function tellOfCommas(voice: Asking["voice"], inputs: Inputs): void {
  const { toolkit, __scopeSeparator } = inputs;
  const isJoined = scopesOf(inputs).some((list) => Array.isArray(list) && list.length > 1);
  if (!isJoined || __scopeSeparator !== undefined) return;
  voice.logOnce(
    `commas ${toolkit}`,
    `Composio: ${toolkit} was not asked how it separates scopes, so lists are joined with commas; if it takes spaces, give one string`,
  );
}
