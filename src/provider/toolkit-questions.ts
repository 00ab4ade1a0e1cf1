/** The questions of `check` about a toolkit. It asks them only if something has changed that its description speaks about. */

import type { Toolkit } from "../api/toolkit";
import type { RawInputs } from "../model/check-form";
import type { Inputs } from "../model/inputs";
import { ROWS } from "../model/rows";
import { meantScopes } from "../model/scopes";
import { checkTools } from "../model/tools";
import { UNKNOWN } from "../model/unknowns";
import type { Operation } from "./operation";
import { checkToolkit, toolkitInQuestion } from "./toolkit-check/check-toolkit";
import { toolsToLookUp } from "./toolkit-check/declared-tools";
import type { Findings } from "./toolkit-check/findings";
import { checkDerivedScopes, derivingTools } from "./toolkit-check/grantable-scopes";
import { managedAppOf } from "./toolkit-check/managed-app";
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
  tellOfOldNames(voice, declared);
  const isAsked = isAnythingAsked(question, slug) && !question.isLocal && (await toolkits.mayAsk());
  const toolkit = slug !== undefined && isAsked ? await toolkits.describe(slug) : undefined;
  if (slug !== undefined && toolkit === undefined) tellOfCommas(voice, inputs);
  if (!isAsked) return { inputs, ...NOTHING };
  const { mistakes, warnings } = toolkit ? checkToolkit(declared, inputs, toolkit) : NOTHING;
  if (toolkit && "noSuchToolkit" in toolkit) return { inputs: question.inputs, mistakes, warnings };
  const ofTools = await checkDeclaredTools(toolkits, question);
  const all = [...mistakes, ...ofTools];
  return {
    inputs: toolkit ? withSeparator(question.inputs, spaceOf(toolkit, inputs)) : inputs,
    mistakes: all,
    // What tools need nobody knows of tools that are misspelled.
    warnings: all.length > 0 ? warnings : [...warnings, ...(await checkScopesOfTools(toolkits, question))],
  };
}

const NOTHING: Findings = { mistakes: [], warnings: [] };

const isAnythingAsked = ({ previous, inputs }: Question, slug: string | undefined): boolean =>
  slug !== undefined ||
  toolsToLookUp(previous, inputs).length > 0 ||
  toolsInQuestion(previous, inputs) !== undefined ||
  derivingTools(previous, inputs) !== undefined;

/** The API makes every session fail that names a tool which is not the toolkit's. */
async function checkDeclaredTools(toolkits: Asking["toolkits"], { previous, inputs }: Question): Promise<string[]> {
  const named = toolsToLookUp(previous, inputs);
  const { toolkit } = inputs;
  if (named.length === 0 || typeof toolkit !== "string" || toolkit === UNKNOWN) return [];
  const slugs = named.map(({ slug }) => slug);
  const answer = await toolkits.toolsOf(toolkit, slugs);
  return answer ? checkTools(toolkit, named, answer) : [];
}

/** Do the scopes cover the tools, or can those be granted that the API derives from them? */
async function checkScopesOfTools(toolkits: Asking["toolkits"], question: Question): Promise<string[]> {
  const { declared, previous, inputs } = question;
  const covered = toolsInQuestion(previous, inputs);
  if (covered) {
    const needs = await toolkits.needsOf(covered);
    return needs ? checkScopeCover(declared, inputs, needs) : [];
  }
  const deriving = derivingTools(previous, inputs);
  const toolkit = deriving && (await toolkits.describe(inputs.toolkit));
  const app = !toolkit || "noSuchToolkit" in toolkit ? undefined : managedAppOf(inputs, toolkit);
  const needs = deriving && app && (await toolkits.needsOf(deriving));
  return needs ? checkDerivedScopes(inputs.toolkit, app, needs) : [];
}

const spaceOf = (toolkit: Toolkit, inputs: Inputs): " " | undefined =>
  scopeSeparator(toolkit, inputs, "scopes") === " " ? " " : undefined;

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
