/** The verdicts of the probes of sessions under an API that answers otherwise than the emulator can. */
import type { Outgoing } from "../../../src/client/exchange";
import type { Lab } from "../../../src/verify/lab";
import { SESSION_PROBES } from "../../../src/verify/probes/sessions";
import type { Reply } from "../../../src/verify/wire";

const reply = (status: number, json: unknown = {}): Reply => ({
  ...{ status, json, form: undefined, date: undefined, hasBudget: true },
});
const refusal = (slug: string) => reply(400, { error: { slug } });

/** A lab whose API answers so, and the lines that it was sent. A create that would be sent again after silence fails. */
function labOf(answer: (outgoing: Outgoing) => Reply) {
  const sent: string[] = [];
  const once = async (outgoing: Outgoing) => {
    sent.push(`${outgoing.method} ${outgoing.path}`);
    return answer(outgoing);
  };
  const often = (outgoing: Outgoing) => {
    if (outgoing.method === "POST") throw new Error("A create may be sent once alone.");
    return once(outgoing);
  };
  const lab = {
    wire: { once, often },
    bodies: { toolkit: (kind: string) => ({ slug: kind }), plain: () => ({}) },
    fixture: async () => "ac_1",
    trial: (_kind: string, _body: object, look: (id: string) => unknown) => look("ac_2"),
  };
  return { sent, lab: lab as unknown as Lab };
}

const see = (answer: string, lab: Lab) => SESSION_PROBES.find((probe) => probe.answer === answer)?.see(lab);

it("delete a session that is made all the same, and conclude nothing", async () => {
  const { sent, lab } = labOf(({ method }) => (method === "POST" ? reply(201, { session_id: "trs_1" }) : reply(200)));
  await expect(see("toolRouterFlagInSession", lab)).rejects.toThrow("was made, and deleted");
  expect(sent).toEqual(["POST /tool_router/session", "DELETE /tool_router/session/trs_1"]);
});

it("send no delete of a session without an id, which would be of all sessions", async () => {
  const { sent, lab } = labOf(() => reply(201));
  await expect(see("toolRouterFlagInSession", lab)).rejects.toThrow(
    "a session was made, and its id was not in the answer",
  );
  expect(sent).toEqual(["POST /tool_router/session"]);
});

it.each([
  ["accounts first", "ToolRouterV2_InvalidConnectedAccountIds", "looked at before its auth configs"],
  ["auth configs, whatever they are", "ToolRouterV2_InvalidAuthConfigIds", "with a usable auth config was refused"],
])("conclude nothing if the API refuses %s", async (_what, slug, message) => {
  await expect(see("toolRouterFlagInSession", labOf(() => refusal(slug)).lab)).rejects.toThrow(message);
});

it.each([
  ["looks for the session first", () => reply(404)],
  ["refuses every body", () => reply(400)],
])("conclude nothing about a key if the API %s", async (_what, answer) => {
  await expect(see("expectedVersion", labOf(answer).lab)).rejects.toThrow("looked for before the keys");
});
