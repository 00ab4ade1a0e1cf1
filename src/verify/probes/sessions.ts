/**
 * Sessions can't be listed, so a killed run would leave one for ever. So no probe makes one: each create names an account that
 * does not exist, for which the API refuses it in any case, and the refusal tells whether the auth config was looked at first.
 */
import type { Item } from "../items";
import { isItem } from "../items";
import type { Lab } from "../lab";
import { SCRATCH_USER } from "../marks";
import type { Probe } from "../probe";
import { probeOf } from "../probe";
import { Other } from "../seen";
import type { Reply } from "../wire";
import { Unclear } from "../wire";

const NO_ACCOUNT = "ca_PulumiVerify";
const NO_SESSION = "trs_PulumiVerify";

const BAD_CONFIG = "ToolRouterV2_InvalidAuthConfigIds";
const BAD_ACCOUNT = "ToolRouterV2_InvalidConnectedAccountIds";

type Verdict = "accepted" | "refused";

/** The API's word for the refusal of a session that names this auth config for the toolkit of the part `app`. */
async function refusalOfSession(lab: Lab, id: string, enabled: "app" | "keyed"): Promise<unknown> {
  const { slug } = lab.bodies.toolkit("app");
  const body = {
    ...{ user_id: SCRATCH_USER, toolkits: { enable: [lab.bodies.toolkit(enabled).slug] } },
    ...{ auth_configs: { [slug]: id }, connected_accounts: { [slug]: [NO_ACCOUNT] } },
  };
  // Sent once: a second try could make a second session. Nobody can find a session whose answer was lost.
  const { status, json } = await lab.wire.once({ method: "POST", path: "/tool_router/session", body });
  if (status < 300) {
    await deleteSession(lab, json);
    throw new Unclear("a session with an account that does not exist was made, and deleted");
  }
  return isItem(json) && isItem(json.error) ? json.error.slug : undefined;
}

async function deleteSession(lab: Lab, json: unknown): Promise<void> {
  const id = isItem(json) ? json.session_id : undefined;
  if (typeof id !== "string" || id === "") throw new Unclear("a session was made, and its id was not in the answer");
  const { status } = await lab.wire.often({ method: "DELETE", path: `/tool_router/session/${id}` });
  if (status >= 300) throw new Unclear(`the delete of a session was answered with ${status}`);
}

async function verdictOn(lab: Lab, id: string): Promise<Verdict> {
  const slug = await refusalOfSession(lab, id, "app");
  if (slug === BAD_CONFIG) return "refused";
  if (slug === BAD_ACCOUNT) return "accepted";
  throw new Unclear("a session was refused for something else");
}

/** A scratch config with that flag. */
const flagged = <Result>(lab: Lab, flag: boolean, look: (id: string) => Promise<Result>): Promise<Result | "refused"> =>
  lab.trial("app", { ...lab.bodies.plain("app"), is_enabled_for_tool_router: flag }, look);

/** A refusal says something of an auth config only if the API looks at those first, and takes one with which nothing is wrong. */
async function checkOrder(lab: Lab): Promise<void> {
  const outside = await refusalOfSession(lab, await lab.fixture("app"), "keyed");
  if (outside !== BAD_CONFIG) throw new Unclear("a session's accounts are looked at before its auth configs");
  if ((await flagged(lab, true, (id) => verdictOn(lab, id))) !== "accepted")
    throw new Unclear("a session with a usable auth config was refused");
}

async function seeUnusable(lab: Lab): Promise<Verdict | Other> {
  await checkOrder(lab);
  return lab.temporary("app", async (id) => {
    const { status } = await lab.requests.setStatus(id, "DISABLED");
    if (status >= 300) throw new Unclear(`DISABLED was answered with ${status}`);
    const disabled = await verdictOn(lab, id);
    const reply = await lab.deleteOnce(id);
    if (reply.status >= 300) throw new Unclear(`a delete was answered with ${reply.status}`);
    const deleted = await verdictOn(lab, id);
    return disabled === deleted ? deleted : new Other(`disabled ones are ${disabled}, deleted ones are ${deleted}`);
  });
}

async function seeFlag(lab: Lab): Promise<"ignored" | "required"> {
  await checkOrder(lab);
  return (await flagged(lab, false, (id) => verdictOn(lab, id))) === "accepted" ? "ignored" : "required";
}

const changeNone = (lab: Lab, body: Item): Promise<Reply> =>
  lab.wire.often({ method: "PATCH", path: `/tool_router/session/${NO_SESSION}`, body });

/** A session that is not there: keys of the body are refused before anybody looks for it, or this can't be seen. */
async function seeExpectedVersion(lab: Lab): Promise<"refused" | "checked"> {
  const known = await changeNone(lab, { auth_configs: {} });
  const unknown = await changeNone(lab, { pulumi_composio_verify: true });
  if (known.status !== 404 || unknown.status !== 400)
    throw new Unclear("a session is looked for before the keys of the body are checked");
  const { status } = await changeNone(lab, { expected_config_version: 1 });
  if (status !== 400 && status !== 404) throw new Unclear(`the answer was a ${status}`);
  return status === 400 ? "refused" : "checked";
}

export const SESSION_PROBES: Probe[] = [
  probeOf("unusableInSession", {
    question: "whether a session that names an unusable auth config is refused",
    sends: "creates of sessions that are refused in any case, with one that is disabled, and one that is deleted",
    see: seeUnusable,
    means: {
      accepted: "A session with an auth config that was deleted or disabled fails later, when a user connects.",
    },
    otherwise: "Some sessions with an unusable auth config fail later, when a user connects.",
  }),
  probeOf("toolRouterFlagInSession", {
    question: "whether a session may name one that is not enabled for the tool router",
    sends: "creates of sessions that are refused in any case, with one that is not",
    see: seeFlag,
    means: { required: "Sessions are refused unless isEnabledForToolRouter is true: declare it." },
  }),
  probeOf("expectedVersion", {
    question: "whether a session update knows expected_config_version",
    sends: "PATCHes of a session that does not exist: with the key, with one that nobody knows, with neither",
    see: seeExpectedVersion,
    means: { checked: "A session update can say which version it expects: nothing of this package sends that." },
  }),
];
