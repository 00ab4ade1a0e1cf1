/**
 * The provider as Pulumi's dynamic-provider process calls it: `olds`, `news` and `outs` are the engine's words. Each method
 * is thin; what it decides stands in the files beside it.
 */
import type { dynamic } from "@pulumi/pulumi";
import type { Identity } from "../model/auto-name";
import type { RawInputs } from "../model/check-form";
import { checkForm } from "../model/check-form";
import { difference, isChanged } from "../model/difference";
import type { Inputs, State } from "../model/inputs";
import { secretLeaves } from "../model/secrets";
import { hasUnknown } from "../model/unknowns";
import { createAuthConfig } from "./create";
import { deleteAuthConfig } from "./delete";
import { HeldTwiceError, presentable } from "./errors";
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
    voice.redactor.remember(bags.flatMap((bag) => secretLeaves(bag)));
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
        const checked = checkForm(olds, news, operation);
        const { __identity: identity, __validate: validate } = news as { __identity?: Identity; __validate?: string };
        ledger.noteCheck(identity?.urn.split("::").pop() ?? "", checked.inputs.adopt ? checked.inputs.name : undefined);
        const question = { previous: olds, isLocal: validate === "local", ...checked };
        const judged = await askToolkit(operation, question);
        for (const warning of judged.warnings) await voice.warn(warning, identity?.urn);
        // A failure that names a property makes the engine print its value: the path stands in the reason instead.
        const failures = [...checked.mistakes, ...judged.mistakes].map((reason) => ({ property: "", reason }));
        return { inputs: toEngine(judged.inputs), failures };
      }),

    diff: (id, olds: State, news: Inputs & { __lookup?: true }) =>
      guarded([olds, news], async () => {
        // What somebody else owns is only read.
        if (news.__lookup || olds.__external) return { changes: false };
        const found = difference(olds, news);
        const isReplaced = found.replaces.length > 0;
        // Its resource was made in this very run, so a diff of the same id is another resource's.
        const adopter = ledger.adopterOf(id);
        if (adopter !== undefined) throw new HeldTwiceError(id, ledger.checked, adopter);
        ledger.noteDiff(id, olds.__lastSeenBy);
        // A replacement that is only feared, since something is not known yet, is not refused: it is asked again.
        // What moves to another provider is known to that of the old one alone, which will guard it when it is deleted.
        const canAsk = olds.__providerName === news.__providerName && !hasUnknown(news);
        if (isReplaced && canAsk) await guardConnections(operation, id, olds, "replace");
        return { changes: isChanged(olds, found), replaces: found.replaces };
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
