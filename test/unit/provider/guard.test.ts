import type { AuthConfigItem } from "../../../src/api/auth-config";
import { ApiError } from "../../../src/client/errors";
import type { State } from "../../../src/model/inputs";
import { deleteAuthConfig } from "../../../src/provider/delete";
import { confirmGone } from "../../../src/provider/gone";
import { forcesDestroy, guardConnections } from "../../../src/provider/guard";
import { anOperation } from "../../support/an-operation";

const state: State = {
  toolkit: "gmail",
  type: "use_composio_managed_auth",
  name: "Gmail",
  enabled: true,
  __lastSeenBy: "mark",
};
const item: AuthConfigItem = {
  id: "ac_1",
  type: "default",
  toolkit: { slug: "gmail" },
  name: "Gmail",
  status: "ENABLED",
  no_of_connections: 0,
};
const notFound = (form: "envelope" | "empty" | "foreign" = "envelope") =>
  new ApiError("read it", { status: 404, form });
const refused = new ApiError("read it", { status: 403, form: "envelope" });

interface World {
  /** The results of the looks, or their failures, one after the other. */
  looks: Array<number | "not known" | Error>;
  deletes?: Array<Error | undefined>;
  forcesDestroy?: boolean;
  believesGone?: boolean;
}

function operationIn({ looks, deletes = [], forcesDestroy = false, believesGone = true }: World) {
  const calls: unknown[] = [];
  const look = async (id: string) => {
    calls.push(["look", id]);
    const found = looks.shift();
    if (found instanceof Error) throw found;
    return { ...item, id, no_of_connections: found === "not known" ? undefined : (found ?? 0) };
  };
  const owner = { mark: () => "mark", isSameAs: () => true, keyOrigin: "COMPOSIO_API_KEY", acceptsGone: false };
  const operation = anOperation({
    environment: { ...(forcesDestroy && { COMPOSIO_FORCE_DESTROY: "1" }) },
    owner: { ...owner, believesGone: () => believesGone },
    log: (line) => void calls.push(line),
    sweep: { find: look, forget: () => {} },
    client: {
      getAuthConfig: look,
      deleteAuthConfig: async (...call: unknown[]) => {
        calls.push(["delete", ...call]);
        const failure = deletes.shift();
        if (failure) throw failure;
        return {};
      },
    },
  });
  return { operation, calls };
}

const WAYS =
  "Disconnect them; or set COMPOSIO_FORCE_DESTROY=1 for this run; or set forceDestroy: true (or the option retainOnDelete), and run `pulumi up` with that alone first.";

describe("the guard", () => {
  it.each([
    ["delete", "they would stop working"],
    ["replace", "they stay for life with the auth config that they were made on"],
  ] as const)("refuses if the API gives no number of connections, at %s", async (action, consequence) => {
    const { operation } = operationIn({ looks: ["not known"] });
    await expect(guardConnections(operation, "ac_1", state, action)).rejects.toThrow(
      `Could not ${action} auth config ac_1: the API does not say whether accounts are connected through it; if so, ${consequence}. ${WAYS}`,
    );
  });

  it.each<[string, World, Partial<State>, unknown, number]>([
    ["lets an auth config pass without connected accounts", { looks: [0] }, {}, "free", 1],
    ["says that there is nothing to guard", { looks: [notFound()] }, {}, "gone", 1],
    ["asks nothing if the last up has permitted it", { looks: [] }, { forceDestroy: true }, "free", 0],
    ["asks nothing if this run permits it", { looks: [], forcesDestroy: true }, {}, "free", 0],
    ["asks if the last up has not permitted it", { looks: [0] }, { forceDestroy: false }, "free", 1],
  ])("%s", async (_case, world, facts, outcome, looks) => {
    const { operation, calls } = operationIn(world);
    expect([await guardConnections(operation, "ac_1", { ...state, ...facts }, "delete"), calls.length]).toEqual([
      outcome,
      looks,
    ]);
  });

  it.each<[number, "delete" | "replace", string]>([
    [1, "delete", "Could not delete auth config ac_1: 1 account is connected through it, and they would stop working."],
    [
      2,
      "delete",
      "Could not delete auth config ac_1: 2 accounts are connected through it, and they would stop working.",
    ],
    [
      3,
      "replace",
      "Could not replace auth config ac_1: 3 accounts are connected through it, and they stay for life with the auth config that they were made on.",
    ],
  ])("refuses if %d are connected, to %s", async (count, action, sentence) => {
    const { operation } = operationIn({ looks: [count] });
    await expect(guardConnections(operation, "ac_1", state, action)).rejects.toThrow(`${sentence} ${WAYS}`);
  });

  it.each<[string, Partial<State>, string]>([
    ["an auto-name", { name: "mail-0123456789abcdef", __isAutoNamed: true }, '"mail"'],
    ["a name of the user's own", {}, "the old name"],
  ])("names aliases first if a program has run: %s", async (_case, facts, old) => {
    const { operation } = operationIn({ looks: [1] });
    operation.ledger.noteCheck("other", state);
    await expect(guardConnections(operation, "ac_1", { ...state, ...facts }, "delete")).rejects.toThrow(
      "Could not delete auth config ac_1: 1 account is connected through it, and they would stop working. " +
        `If its resource only has another name in the program now, give that the option aliases: [{ name: ${old} }]. If not: ${WAYS.replace("Disconnect", "disconnect")}`,
    );
  });

  it("names no aliases before a replacement: the resource has the name that it had", async () => {
    const { operation } = operationIn({ looks: [1] });
    operation.ledger.noteCheck("mail", state);
    await expect(guardConnections(operation, "ac_1", state, "replace")).rejects.toThrow(`made on. ${WAYS}`);
  });

  it.each([
    ["1", true],
    [" 1\n", true],
    ["0", false],
    ["", false],
    [undefined, false],
  ])("is off for a run with COMPOSIO_FORCE_DESTROY=%j: %s", (COMPOSIO_FORCE_DESTROY, expected) => {
    expect(forcesDestroy({ COMPOSIO_FORCE_DESTROY })).toBe(expected);
  });

  it("refuses if the API does not say how many are connected", async () => {
    const { operation } = operationIn({ looks: [] });
    const { no_of_connections, ...uncounted } = item;
    operation.sweep.find = async () => uncounted as AuthConfigItem;
    await expect(guardConnections(operation, "ac_1", state, "delete")).rejects.toThrow(
      "Could not delete auth config ac_1",
    );
  });

  it.each([refused, notFound("foreign"), notFound("empty")])("refuses without an answer: %#", async (failure) => {
    const { operation } = operationIn({ looks: [failure] });
    await expect(guardConnections(operation, "ac_1", state, "delete")).rejects.toBe(failure);
  });
});

describe("an error says that it is gone", () => {
  const { operation } = operationIn({ looks: [] });
  const about = { id: "ac_1", state };

  it.each<[string, unknown, boolean]>([
    ["in the API's own form", notFound(), true],
    ["as an empty object, which only a delete may say", notFound("empty"), false],
    ["as a proxy", notFound("foreign"), false],
    ["with another status", refused, false],
    ["as no answer of the API at all", Object.assign(new Error("no"), { status: 404, form: "envelope" }), false],
  ])("%s", (_case, error, expected) => {
    expect(confirmGone(error, operation, about)).toBe(expected);
  });

  it("as an empty object, to a delete", () => {
    expect(confirmGone(notFound("empty"), operation, { ...about, forms: ["envelope", "empty"] })).toBe(true);
  });

  it("but not if another key or address has seen it last", () => {
    const other = operationIn({ looks: [], believesGone: false }).operation;
    expect(() => confirmGone(notFound(), other, about)).toThrow(
      "Auth config ac_1 does not exist under the API key from COMPOSIO_API_KEY, but it was last seen under another key or address, " +
        "and an id of another Composio project does not exist. Use the key of its project; if it is really gone, set COMPOSIO_ACCEPT_GONE=1 for this run.",
    );
    expect(confirmGone(refused, other, about)).toBe(false);
  });
});

describe("a delete", () => {
  const outcome = async (world: World, facts: Partial<State> = {}) => {
    const { operation, calls } = operationIn(world);
    await deleteAuthConfig(operation, "ac_1", { ...state, ...facts });
    return calls;
  };

  it("looks, and deletes", async () => {
    expect(await outcome({ looks: [0] })).toEqual([
      ["look", "ac_1"],
      ["delete", "ac_1", { revokeOnDelete: false }],
    ]);
  });

  it("revokes if the state says so", async () => {
    expect(await outcome({ looks: [0] }, { revokeOnDelete: true })).toContainEqual([
      "delete",
      "ac_1",
      { revokeOnDelete: true },
    ]);
  });

  it("has nothing to do if it is gone", async () => {
    expect(await outcome({ looks: [notFound()] })).toEqual([["look", "ac_1"]]);
  });

  it.each(["envelope", "empty"] as const)(
    "succeeds if the DELETE and the look after it answer not found: %s",
    async (form) => {
      for (const seen of [notFound(), notFound("empty")]) {
        expect(await outcome({ looks: [0, seen], deletes: [notFound(form)] })).toHaveLength(3);
      }
    },
  );

  it.each(["envelope", "empty"] as const)(
    "fails if the DELETE answers not found, and the look finds the auth config: %s",
    async (form) => {
      const failure = notFound(form);
      await expect(outcome({ looks: [0, 0], deletes: [failure] })).rejects.toBe(failure);
    },
  );

  it("is done if a try before has done it, though it was made a moment ago", async () => {
    const lost = Object.assign(notFound(), { mayHaveArrived: true });
    expect(await outcome({ looks: [0, notFound()], deletes: [lost] }, { __madeAt: 0 })).toHaveLength(3);
  });

  it.each(["envelope", "empty"] as const)(
    "asks again if the auth config was made a moment ago, since a replica may lag: %s",
    async (form) => {
      const failures = Array.from({ length: 5 }, () => notFound(form));
      expect(await outcome({ looks: [0], deletes: [...failures] }, { __madeAt: 0 })).toHaveLength(7);

      const { operation, calls } = operationIn({ looks: [0], deletes: [...failures, notFound(form)] });
      const failed = deleteAuthConfig(operation, "ac_1", { ...state, __madeAt: 0 });
      await expect(failed).rejects.toThrow("It was made less than a minute ago");
      expect(calls).toHaveLength(7);
    },
  );

  it("fails if the DELETE answers not found, and the look fails", async () => {
    await expect(outcome({ looks: [0, refused], deletes: [notFound()] })).rejects.toBe(refused);
  });

  it.each<[string, Partial<State>, string]>([
    ["an auto-name", { name: "mail-0123456789abcdef", __isAutoNamed: true }, '"mail"'],
    ["a name of the user's own", {}, "the old name"],
  ])("names aliases first if a program has run: %s", async (_case, facts, old) => {
    const { operation } = operationIn({ looks: [1] });
    operation.ledger.noteCheck("other", state);
    await expect(guardConnections(operation, "ac_1", { ...state, ...facts }, "delete")).rejects.toThrow(
      "Could not delete auth config ac_1: 1 account is connected through it, and they would stop working. " +
        `If its resource only has another name in the program now, give that the option aliases: [{ name: ${old} }]. If not: ${WAYS.replace("Disconnect", "disconnect")}`,
    );
  });

  it.each([refused, notFound("foreign")])("fails if it is refused, and does not look again: %#", async (failure) => {
    const { operation, calls } = operationIn({ looks: [0], deletes: [failure] });
    await expect(deleteAuthConfig(operation, "ac_1", state)).rejects.toBe(failure);
    expect(calls).toHaveLength(2);
  });

  it("sends nothing for an id that this run goes on with", async () => {
    const { operation, calls } = operationIn({ looks: [] });
    operation.ledger.takeOver("ac_1", state);
    await deleteAuthConfig(operation, "ac_1", state);
    expect(calls).toEqual([
      expect.stringContaining(
        "ac_1 is kept: its replacement has the same name, so it looks like a retry after a killed create",
      ),
    ]);
  });

  it("sends nothing for an id that it has deleted already: the engine may hold it twice", async () => {
    const { operation, calls } = operationIn({ looks: [0] });
    await deleteAuthConfig(operation, "ac_1", state);
    await deleteAuthConfig(operation, "ac_1", state);
    expect(calls).toHaveLength(2);
  });

  it("leaves nothing for a later create to take over", async () => {
    const { operation } = operationIn({ looks: [0] });
    await deleteAuthConfig(operation, "ac_1", state);
    expect(operation.ledger.isClaimed("ac_1")).toBe(true);
  });
});
