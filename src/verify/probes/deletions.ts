/** Ids that are not there, deletes, and the accounts of a deleted one. The accounts are our own, with made-up keys. */
import type { Lab } from "../lab";
import { SCRATCH_USER } from "../marks";
import type { Probe } from "../probe";
import { probeOf, probeWithoutSwitch } from "../probe";
import { refusalOf } from "../requests";
import { Other } from "../seen";
import type { Reply } from "../wire";
import { Unclear } from "../wire";
import { answerForm } from "./changes";

/** A scratch config that was just deleted, and the answer to that. */
const deleted = <Result>(lab: Lab, look: (id: string, reply: Reply) => Promise<Result>): Promise<Result> =>
  lab.temporary("app", async (id) => {
    const reply = await lab.deleteOnce(id);
    if (reply.status >= 300) throw new Unclear(`a delete was answered with ${reply.status}`);
    return look(id, reply);
  });

const seeNotFoundBody = (lab: Lab): Promise<"envelope" | "empty" | Other> =>
  deleted(lab, async (id) => {
    const { status, form } = await lab.requests.read(id);
    if (status !== 404) return new Other(`the answer is a ${status}`);
    return form === "envelope" || form === "empty" ? form : new Other("another form");
  });

async function seeMalformedId(lab: Lab): Promise<400 | 404 | Other> {
  const { status } = await lab.requests.read("pulumi-composio-verify");
  return status === 400 || status === 404 ? status : new Other(`the answer is a ${status}`);
}

const seeSecondDelete = (lab: Lab): Promise<404 | 200 | Other> =>
  deleted(lab, async (id) => {
    const { status } = await lab.deleteOnce(id);
    if (status < 300) return 200;
    return status === 404 ? 404 : new Other(`the answer is a ${status}`);
  });

const seeDeleteWithAccounts = (lab: Lab): Promise<"accepted" | "refused" | Other> =>
  lab.connected(async (id) => {
    const reply = await lab.deleteOnce(id);
    return reply.status < 300 ? "accepted" : refusalOf(reply);
  });

const seeAccountsOfDeleted = (lab: Lab): Promise<"kept" | "deleted" | Other> =>
  lab.connected(async (id, accountId) => {
    const { status } = await lab.deleteOnce(id);
    if (status >= 300) throw new Unclear("one with an account could not be deleted");
    return (await lab.requests.account(accountId)) === undefined ? "deleted" : "kept";
  });

const seeCountedConnections = (lab: Lab): Promise<"active" | "all" | "none" | Other> =>
  lab.connected(async (id, accountId) => {
    const count = async () => (await lab.requests.item(id)).no_of_connections;
    const active = await count();
    if (active === 0) return "none";
    if (active !== 1) return new Other("one account counts otherwise");
    const path = `/connected_accounts/${accountId}/status`;
    const { status } = await lab.wire.once({ method: "PATCH", path, body: { enabled: false } });
    if (status >= 300) throw new Unclear("an account could not be disabled");
    return (await count()) === 0 ? "active" : "all";
  });

const statusOfLink = async (lab: Lab, id: string): Promise<string> => {
  const body = { auth_config_id: id, user_id: SCRATCH_USER };
  const { status } = await lab.wire.once({ method: "POST", path: "/connected_accounts/link", body });
  return `${status}`;
};

export const DELETION_PROBES: Probe[] = [
  probeOf("deleteAnswer", {
    question: "what a DELETE answers",
    sends: "a delete",
    see: (lab) => deleted(lab, async (_id, reply) => answerForm(reply)),
    means: { empty: "Nothing: the provider reads a revoke job from it, if there is one." },
    otherwise: "Nothing: the provider reads a revoke job from it, if there is one.",
  }),
  probeOf("notFoundBody", {
    question: "what a 404 about an auth config carries",
    sends: "a read of one that was deleted",
    see: seeNotFoundBody,
    means: {
      empty: "An auth config that somebody deleted by hand is not taken for gone: pulumi refresh fails instead.",
    },
  }),
  probeOf("malformedId", {
    question: "the status for an id of another form",
    sends: "a read of an id without ac_",
    see: seeMalformedId,
    means: { "404": "Nothing: AuthConfig.get with a misspelled id fails either way." },
  }),
  probeOf("secondDelete", {
    question: "the status of a second DELETE",
    sends: "two deletes",
    see: seeSecondDelete,
    means: { "200": "Nothing: the provider takes both for done." },
    otherwise: "A delete whose answer was lost fails when it is sent again: run pulumi refresh.",
  }),
  probeOf("deleteWithAccounts", {
    question: "whether one with active accounts can be deleted",
    sends: "a delete of one with an account that this command made",
    see: seeDeleteWithAccounts,
    means: { refused: "forceDestroy does not suffice: delete the connected accounts first." },
  }),
  probeOf("accountsOfDeleted", {
    question: "whether the accounts of a deleted one stay",
    sends: "the same, and a read of the account",
    see: seeAccountsOfDeleted,
    means: { deleted: "Deleting an auth config deletes the accounts of its users: keep protect on." },
  }),
  probeOf("countedConnections", {
    question: "which accounts no_of_connections counts",
    sends: "an account that this command made, active and then disabled: the count of both",
    see: seeCountedConnections,
    means: {
      all: "The guard against deleting what is in use counts disabled accounts too.",
      none: "The guard against deleting what is in use can't see that it is: use protect.",
    },
    otherwise: "The guard against deleting what is in use may count wrongly: use protect.",
  }),
  probeWithoutSwitch({
    assumption: 18,
    question: "the status for a link on an unknown auth config",
    sends: "a link on one that was deleted",
    expected: "400",
    see: (lab) => deleted(lab, (id) => statusOfLink(lab, id)),
  }),
  probeWithoutSwitch({
    assumption: 18,
    question: "the status for a link on a disabled auth config",
    sends: "a link on a disabled scratch config",
    expected: "400",
    see: (lab) =>
      lab.temporary("app", async (id) => {
        const { status } = await lab.requests.setStatus(id, "DISABLED");
        if (status >= 300) throw new Unclear(`DISABLED was answered with ${status}`);
        return statusOfLink(lab, id);
      }),
  }),
];
