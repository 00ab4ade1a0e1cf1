/**
 * The provider as Pulumi's dynamic-provider process calls it: `olds`, `news` and `outs` are the engine's words. Each method
 * is thin; what it decides stands in the files beside it.
 */
import type { dynamic } from "@pulumi/pulumi";
import type { RawInputs } from "../model/check-form";
import { checkForm } from "../model/check-form";
import { difference, isAppHidden, isChanged } from "../model/difference";
import { environmentValues } from "../model/environment-secrets";
import type { Inputs, State } from "../model/inputs";
import type { Identity } from "../model/marks";
import { givenAsSecret, secretLeaves } from "../model/secrets";
import { hasUnknown } from "../model/unknowns";
import { createAuthConfig } from "./create";
import { deleteAuthConfig } from "./delete";
import { HeldTwiceError, HiddenAppError, presentable } from "./errors";
import { foreseeCreate } from "./foresee";
import { guardConnections } from "./guard";
import type { Operation } from "./operation";
import { startOperation } from "./operation";
import { lookUpAuthConfig, readAuthConfig } from "./read";
import { toEngine } from "./results";
import { processSurroundings } from "./surroundings";
import { askToolkit } from "./toolkit-questions";
import { updateAuthConfig } from "./update";

/** One per provider process. */
export function authConfigProvider(
  operation: Operation = startOperation(processSurroundings()),
): dynamic.ResourceProvider {
  const { connection, ledger, owner, voice } = operation;

  /** Secrets are known before anything can fail, and every failure leaves by one door. */
  async function guarded<Result>(
    bags: readonly object[],
    act: () => Promise<Result> | Result,
    isRefreshOrDelete = false,
  ): Promise<Result> {
    const known = bags.flatMap((bag) => [
      secretLeaves(bag),
      givenAsSecret(bag),
      environmentValues(bag, operation.environment),
    ]);
    voice.redactor.remember(known);
    try {
      return await act();
    } catch (error) {
      throw presentable(error, operation, isRefreshOrDelete);
    }
  }

  /** A state that the API has just confirmed, under the key that it was confirmed under. */
  const confirmed = (state: State, last?: State) =>
    toEngine({ ...state, __lastSeenBy: owner.mark(last?.__lastSeenBy) });

  return {
    // The SDK hands out the provider before this has settled, so it neither waits nor throws.
    configure: async ({ config }) => connection.configure((key) => config.get(key)),

    check: (olds: Partial<Inputs>, news: RawInputs) =>
      guarded([olds, news], async () => {
        const { backend, processMark, environment } = operation;
        const { providerName } = connection;
        const checked = checkForm(olds, news, { backend: backend ?? processMark, providerName, environment });
        const { __identity: identity, __validate: validate } = news as { __identity?: Identity; __validate?: string };
        const urn = identity?.urn;
        ledger.noteCheck(urn?.split("::").pop() ?? "", checked.inputs);
        const isLocal = validate === "local";
        const judged = await askToolkit(operation, { previous: olds, isLocal, ...checked });
        const isFirst = Object.keys(olds).length === 0;
        const mistakes = [...checked.mistakes, ...judged.mistakes];
        if (isFirst && mistakes.length === 0) {
          const refusal = await foreseeCreate(operation, judged.inputs, { urn, alike: identity?.alike, isLocal });
          if (refusal !== undefined) mistakes.push(refusal);
        }
        for (const warning of [...checked.warnings, ...judged.warnings]) await voice.warn(warning, urn);
        // A failure that names a property makes the engine print its value: the path stands in the reason instead.
        const failures = mistakes.map((reason) => ({ property: "", reason: voice.sayable(reason) }));
        // Inputs with a mistake may be nothing that JSON can hold, and nobody uses them.
        return { inputs: failures.length > 0 ? {} : toEngine(judged.inputs), failures };
      }),

    diff: (id, olds: State, news: Inputs & { __lookup?: true }) =>
      guarded([olds, news], async () => {
        // An auth config that belongs to somebody else is only read.
        if (news.__lookup || olds.__external) return { changes: false };
        const found = difference(olds, news);
        const isReplaced = found.replaces.length > 0;
        if (!isReplaced && isAppHidden(olds, news)) throw new HiddenAppError(id, news.managedAppId);
        noteHolder(ledger, { id, owner: olds.__lastSeenBy }, news);
        // With unknown inputs a replacement is only possible. It is not refused: the engine calls diff again when they are known.
        // A provider of another key can't see the auth config; the old one's will guard it when it is deleted.
        const canSee = olds.__providerName === news.__providerName || owner.isSameAs(olds.__lastSeenBy);
        if (isReplaced && canSee && !hasUnknown(news)) await guardConnections(operation, id, olds, "replace");
        return { changes: isChanged(olds, found) || lacksProviderText(olds, news), replaces: found.replaces };
      }),

    create: (inputs: Inputs) =>
      guarded([inputs], async () => {
        const { id, state } = await createAuthConfig(operation, inputs);
        return { id, outs: confirmed(state) };
      }),

    read: (id, props: State & { __lookup?: true }) =>
      guarded(
        [props],
        async () => {
          if (props.__lookup) return { id, props: toEngine(await lookUpAuthConfig(operation, id)) };
          const found = await readAuthConfig(operation, id, props);
          // An empty id tells the engine that it is gone.
          if (!found) return { id: "" };
          ledger.noteRead(id);
          const inputs = found.inputs && { inputs: toEngine(found.inputs) };
          return { id, props: props.__external ? toEngine(found.state) : confirmed(found.state, props), ...inputs };
        },
        true,
      ),

    update: (id, olds: State, news: Inputs) =>
      guarded([olds, news], async () => {
        const { state, wasSent } = await updateAuthConfig(operation, id, olds, news);
        return { outs: wasSent ? confirmed(state, olds) : toEngine({ ...state, __lastSeenBy: olds.__lastSeenBy }) };
      }),

    delete: (id, props: State) => guarded([props], () => deleteAuthConfig(operation, id, props), true),
  };
}

/** Throws if two resources of the program hold the id. The diff of a refresh says nothing of the program: a destroy may come next. */
function noteHolder(ledger: Operation["ledger"], entry: { id: string; owner: string | undefined }, news: Inputs): void {
  const { id, owner } = entry;
  const resource = ledger.comparing(id, news);
  if (resource === undefined) return;
  const rival = ledger.rivalOf(id, resource);
  if (rival !== undefined) {
    ledger.claim(id);
    throw new HeldTwiceError(id, resource, rival);
  }
  ledger.noteDiff(id, resource, owner);
}

/**
 * A stack that comes back from the plugin has no provider text in its outputs, where the SDK looks for it on refresh and delete. An
 * update that sends nothing to the API puts it there.
 */
const lacksProviderText = (olds: object, news: object): boolean => "__provider" in news && !("__provider" in olds);
