/**
 * The mistakes that `check` finds with the description of the toolkit that an auth config is for. Pure: the caller has fetched the
 * description. Each line names the input as the user wrote it, and no line holds a value but those of `toolkit` and `authScheme`.
 */
import type { Scopes } from "../../api/auth-config";
import type { AuthConfigDetail, Toolkit } from "../../api/toolkit";
import type { Inputs } from "../../model/inputs";
import { isScopes, meantScopes, withoutScopes } from "../../model/scopes";
import { UNKNOWN } from "../../model/unknowns";
import { isMap, splitScopes } from "../../model/values";
import { nearest } from "../../nearest";
import { checkCredentialFields } from "./credential-fields";
import type { Findings } from "./findings";
import { checkGrantable } from "./grantable-scopes";
import { checkManagedApp, managedAppOf } from "./managed-app";
import { checkRequiredScopes } from "./required-scopes";
import { checkScopesOfScheme } from "./scheme-scopes";

/** The API's answer about a toolkit: its description, or that there is none of that slug among those known. */
export type ToolkitAnswer = Toolkit | { noSuchToolkit: true; known: readonly string[] };

/** `declared` are the inputs as the user wrote them, `inputs` the same after normalizing. What is unknown in them is left alone. */
export function checkToolkit(declared: Record<string, unknown>, inputs: Inputs, answer: ToolkitAnswer): Findings {
  if ("noSuchToolkit" in answer) return fails(noSuchToolkit(inputs.toolkit, answer.known));
  const { slug, auth_config_details: details } = answer;
  // A toolkit of which the API tells nothing is left to the API.
  if (!details?.length) return NOTHING;
  if (details.every(({ mode }) => mode === "NO_AUTH")) {
    return fails(`toolkit: ${slug} needs no auth: leave this auth config out, sessions use the toolkit as it is`);
  }
  if (inputs.type === "use_composio_managed_auth") return checkManaged(declared, inputs, answer, details);
  return checkCustom(declared, inputs, slug, details);
}

/** The toolkit that has to be asked for; undefined if nothing has changed that its description could contradict. */
export function toolkitInQuestion(previous: Partial<Inputs>, next: Inputs): string | undefined {
  const { toolkit } = next;
  if (typeof toolkit !== "string" || toolkit === "" || toolkit === UNKNOWN) return undefined;
  return factsInQuestion(previous) === factsInQuestion(next) ? undefined : toolkit;
}

/** Everything that a description speaks about: the names of credentials, not their values. */
function factsInQuestion(inputs: Partial<Inputs>): string {
  const { toolkit, type, authScheme, managedAppId, credentials } = inputs;
  return JSON.stringify([
    toolkit?.toLowerCase(),
    type,
    authScheme ?? null,
    managedAppId ?? null,
    isMap(credentials) ? Object.keys(withoutScopes(credentials)).sort() : (credentials ?? []),
    scopeFacts(meantScopes(inputs, "scopes")),
    scopeFacts(meantScopes(inputs, "userScopes")),
  ]);
}

/** The scopes in any order, and whether they are a list, since that has to be joined as the toolkit takes it. */
const scopeFacts = (scopes: Scopes | undefined): unknown =>
  isScopes(scopes) ? [Array.isArray(scopes), ...splitScopes(scopes).sort()] : typeof scopes;

const NOTHING: Findings = { mistakes: [], warnings: [] };
const fails = (...mistakes: string[]): Findings => ({ mistakes, warnings: [] });

function noSuchToolkit(slug: string, known: readonly string[]): string {
  const meant = nearest(slug, known);
  const advice = meant ? `did you mean ${meant}?` : "give the slug of one that Composio has, such as github";
  return `toolkit: there is no toolkit ${slug}; ${advice}`;
}

function checkManaged(
  declared: Record<string, unknown>,
  inputs: Inputs,
  toolkit: Toolkit,
  details: AuthConfigDetail[],
): Findings {
  const managed = toolkit.composio_managed_auth_schemes;
  if (managed === undefined) return NOTHING;
  if (managed.length === 0) {
    // A user who wrote no type has not chosen managed auth, but left the scheme out.
    const reason = `Composio has no app of its own for ${toolkit.slug}`;
    const offered = oneOf(modesOf(details));
    if (declared.type !== undefined) return fails(`type: ${reason}; give "use_custom_auth" and authScheme ${offered}`);
    return fails(`authScheme: is required, since ${reason}; it offers ${offered}`);
  }
  const app = managedAppOf(inputs, toolkit);
  const mistakes = checkManagedApp(inputs, toolkit);
  const warnings = app ? checkGrantable(declared, inputs, toolkit.slug, app) : [];
  const schemes = details.filter(({ mode }) => managed.includes(mode));
  const scheme = schemes.find(({ mode }) => mode === app?.mode) ?? (schemes.length === 1 ? schemes[0] : undefined);
  if (scheme === undefined) return { mistakes, warnings };
  return {
    mistakes: [...mistakes, ...checkScopesOfScheme(declared, toolkit.slug, scheme)],
    warnings: [...warnings, ...checkRequiredScopes(declared, inputs, toolkit.slug, scheme)],
  };
}

function checkCustom(
  declared: Record<string, unknown>,
  inputs: Inputs,
  slug: string,
  details: AuthConfigDetail[],
): Findings {
  const { type, authScheme } = inputs;
  if (type !== "use_custom_auth" || typeof authScheme !== "string" || authScheme === UNKNOWN) return NOTHING;
  const scheme = details.find(({ mode }) => mode === authScheme);
  if (!scheme) return fails(`authScheme: ${slug} does not offer ${authScheme}; it offers ${oneOf(modesOf(details))}`);
  const { mistakes, warnings } = checkCredentialFields(inputs, slug, scheme);
  return {
    mistakes: [...mistakes, ...checkScopesOfScheme(declared, slug, scheme)],
    warnings: [...warnings, ...checkRequiredScopes(declared, inputs, slug, scheme)],
  };
}

const modesOf = (details: AuthConfigDetail[]): string[] => [...new Set(details.map(({ mode }) => mode))];

const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
