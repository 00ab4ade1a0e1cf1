/**
 * What `check` asks the API about a toolkit: its description once per toolkit and process, and only where something has
 * changed that it speaks about. The engine checks one resource after the other, so a silent API may cost 5 s once, not each time.
 */
import type { RequiredScopes } from "../api/tool-scopes";
import { ApiError } from "../client/errors";
import { everyToolkitSlug } from "../client/pages";
import type { RawInputs } from "../model/check-form";
import type { Inputs } from "../model/inputs";
import { meantScopes } from "../model/scopes";
import type { Run } from "./run";
import type { ToolkitAnswer } from "./toolkit-check/check-toolkit";
import { checkToolkit, toolkitInQuestion } from "./toolkit-check/check-toolkit";
import type { Findings } from "./toolkit-check/findings";
import { checkScopeCover, toolsInQuestion } from "./toolkit-check/scope-cover";
import { scopeSeparator } from "./toolkit-check/scope-separator";

const PATIENCE_MS = 5_000;

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
export async function askToolkit(run: Run, question: Question): Promise<Judgement> {
  const { declared } = question;
  const inputs = withSeparator(question.inputs, question.previous.__scopeSeparator);
  const slug = toolkitInQuestion(question.previous, inputs);
  const tools = toolsInQuestion(question.previous, inputs);
  const nothing: Judgement = { inputs, mistakes: [], warnings: [] };
  if (slug === undefined && tools === undefined) return nothing;
  const isAsked = !question.isLocal && mayAsk(run);
  const toolkit = slug !== undefined && isAsked ? await patiently(run, () => describe(run, slug)) : undefined;
  if (slug !== undefined && toolkit === undefined) tellOfCommas(run, inputs);
  if (!isAsked) return nothing;
  if (toolkit === undefined) return { ...nothing, warnings: await coverWarnings(run, question, tools) };
  const { mistakes, warnings } = checkToolkit(declared, inputs, toolkit);
  const separator = "noSuchToolkit" in toolkit ? undefined : scopeSeparator(toolkit, inputs, "scopes");
  return {
    inputs: withSeparator(question.inputs, separator === " " ? " " : undefined),
    mistakes,
    warnings: mistakes.length > 0 ? warnings : [...warnings, ...(await coverWarnings(run, question, tools))],
  };
}

/** A comma is what most toolkits take, so only the other one is kept, and only where there are scopes to join. */
function withSeparator({ __scopeSeparator, ...inputs }: Inputs, separator: " " | undefined): Inputs {
  return separator && scopesOf(inputs).some((scopes) => scopes !== undefined)
    ? { ...inputs, __scopeSeparator: separator }
    : inputs;
}

const scopesOf = (inputs: Inputs) => [meantScopes(inputs, "scopes"), meantScopes(inputs, "userScopes")];

/** Without the toolkit's word a list is joined as most take it. */
function tellOfCommas(run: Run, inputs: Inputs): void {
  const { toolkit, __scopeSeparator } = inputs;
  const isJoined = scopesOf(inputs).some((list) => Array.isArray(list) && list.length > 1);
  if (!isJoined || __scopeSeparator !== undefined) return;
  run.memory.once(`commas ${toolkit}`, () =>
    run.log(
      `Composio: ${toolkit} was not asked how it separates scopes, so lists are joined with commas; where it takes spaces, give one string`,
    ),
  );
}

function mayAsk(run: Run): boolean {
  if (run.validatesLocally) return false;
  if (!run.hasKey)
    run.memory.once("no key", () => run.log(`Composio: ${NOT_ASKED}: no API key is set, and \`pulumi up\` needs one`));
  return run.hasKey && !run.memory.isUnreachable;
}

const NOT_ASKED = "toolkits were not asked which fields they need, only the form of the inputs was checked";

/** Undefined where there is no answer in time: then the rest of the process goes on without asking. */
async function patiently<Answer>(run: Run, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await Promise.race([ask(), tooLate(run)]);
  } catch (error) {
    // A refused key is an answer, and nothing will come of the rest.
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) throw error;
    run.memory.isUnreachable = true;
    const reason = (error as Error).message;
    run.memory.once("unreachable", () => run.log(`Composio: ${NOT_ASKED}: ${reason}`));
    return undefined;
  }
}

async function tooLate(run: Run): Promise<never> {
  await run.clock.sleep(PATIENCE_MS);
  throw new Error(`no answer within ${PATIENCE_MS / 1000} s`);
}

const describe = (run: Run, slug: string): Promise<ToolkitAnswer> =>
  run.memory.remember(`toolkit ${slug}`, async () => {
    try {
      return await run.client.getToolkit(slug);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404 || error.form !== "envelope") throw error;
      return { noSuchToolkit: true, known: await knownSlugs(run) };
    }
  });

const knownSlugs = (run: Run): Promise<string[]> => run.memory.remember("toolkits", () => everyToolkitSlug(run.client));

async function coverWarnings(run: Run, { declared, inputs }: Question, tools: string[] | undefined): Promise<string[]> {
  if (tools === undefined || run.memory.isUnreachable) return [];
  const needs = await patiently(run, () => needsOf(run, tools));
  return needs === undefined || needs === "refused" ? [] : checkScopeCover(declared, inputs, needs);
}

/** Tools of several toolkits in one call are refused; a warning less is no reason to ask nothing more. */
const needsOf = (run: Run, tools: string[]): Promise<RequiredScopes | "refused"> =>
  run.memory.remember(`tools ${[...tools].sort().join()}`, async () => {
    try {
      return await run.client.requiredScopes(tools);
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) return "refused";
      throw error;
    }
  });
