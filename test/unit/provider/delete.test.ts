import { TransportError } from "../../../src/client/errors";
import { deleteAuthConfig } from "../../../src/provider/delete";
import { Ledger } from "../../../src/provider/ledger";
import { anOperation } from "../../support/an-operation";

const state = {
  toolkit: "github",
  type: "use_composio_managed_auth" as const,
  name: "GitHub",
  enabled: true,
  forceDestroy: true,
};

/** The engine deletes both entries of an id at the same moment: a live one and one that waits for its deletion. */
async function deleteBoth(answers: Array<() => Promise<void>>): Promise<{ asked: string[]; ended: string[] }> {
  const asked: string[] = [];
  const client = {
    deleteAuthConfig: async (id: string) => {
      asked.push(id);
      await answers.shift()?.();
      return {};
    },
  };
  const operation = anOperation({ client, ledger: new Ledger() });
  const entries = ["old", "live"].map((owner) =>
    deleteAuthConfig(operation, "ac_1", { ...state, __lastSeenBy: owner }),
  );
  const ended = (await Promise.allSettled(entries)).map(({ status }) => status);
  return { asked, ended };
}

it("deletes an id once if its two entries are deleted at the same moment", async () => {
  const soon = () => new Promise<void>((resolve) => setImmediate(resolve));
  expect(await deleteBoth([soon, soon])).toEqual({ asked: ["ac_1"], ended: ["fulfilled", "fulfilled"] });
});

it("deletes it for the second entry if it could not for the first", async () => {
  const refuse = () => Promise.reject(new Error("refused"));
  const answers = [refuse, () => Promise.resolve()];
  expect(await deleteBoth(answers)).toEqual({ asked: ["ac_1", "ac_1"], ended: ["rejected", "fulfilled"] });
});

it.each([
  ["is answered", async () => ({})],
  ["is not answered, and may have arrived", async () => Promise.reject(lost)],
])("counts as a write, before which no listing can be trusted, if it %s", async (_case, deleteOnce) => {
  const forgotten: string[] = [];
  const operation = anOperation({ client: { deleteAuthConfig: deleteOnce }, ledger: new Ledger() });
  operation.sweep.forget = (id) => void forgotten.push(id);
  await deleteAuthConfig(operation, "ac_1", state).catch(() => {});
  expect(forgotten).toEqual(["ac_1"]);
});

const lost = new TransportError("delete auth config ac_1", "no answer", { mayHaveArrived: true });
