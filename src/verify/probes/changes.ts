/** Probes of the PATCH: its effects, its answers and its refusals. Each is sent to a scratch config of its own. */
import { isItem } from "../items";
import type { Lab } from "../lab";
import type { Probe } from "../probe";
import { probeOf } from "../probe";
import { refusalOf } from "../requests";
import { Other } from "../seen";
import type { Reply } from "../wire";
import { Unclear } from "../wire";

export const answerForm = ({ json }: Reply): "success" | "empty" | Other => {
  if (json === undefined || (isItem(json) && Object.keys(json).length === 0)) return "empty";
  return isItem(json) && json.success === true && typeof json.message === "string"
    ? "success"
    : new Other("another object");
};

const seeUpdateAnswer = (lab: Lab): Promise<"success" | "empty" | Other> =>
  lab.temporary("app", async (id) => {
    const patch = answerForm(await lab.requests.change(id, { type: "custom", name: lab.scratch.createName() }));
    const status = answerForm(await lab.requests.setStatus(id, "DISABLED"));
    if (patch instanceof Other) return patch;
    return patch === status ? patch : new Other("a PATCH and its status are answered differently");
  });

const seeOtherType = (lab: Lab): Promise<"refused" | "ignored" | Other> =>
  lab.temporary("app", async (id) => {
    const reply = await lab.requests.patch(id, { type: "default" });
    if (reply.status >= 300) return refusalOf(reply);
    return (await lab.requests.item(id)).type === "custom" ? "ignored" : new Other("it is converted");
  });

const seeNullCredential = (lab: Lab): Promise<"removes" | "ignored" | "refused" | Other> =>
  lab.temporary("scoped", async (id) => {
    const before = await lab.requests.credentials(id);
    const reply = await lab.requests.patch(id, { type: "custom", credentials: { scopes: null } });
    if (reply.status >= 300) return refusalOf(reply);
    const { scopes } = await lab.requests.credentials(id);
    if (scopes === undefined || scopes === null || scopes === "") return "removes";
    return JSON.stringify(scopes) === JSON.stringify(before.scopes)
      ? "ignored"
      : new Other("another value takes its place");
  });

const seeSharedFields = (lab: Lab): Promise<"merged" | "replaced" | Other> =>
  lab.temporary("keyed", async (id) => {
    const [first, second] = lab.bodies.sharedFieldNames();
    if (first === undefined || second === undefined) throw new Unclear("the toolkit has no two fields to share");
    const one = { [first]: "made-up-once-more" };
    await lab.requests.change(id, { type: "custom", shared_connection_fields: one, shared_credentials: one });
    const item = await lab.requests.item(id);
    const shown = [item.shared_connection_fields, item.shared_credentials].filter(isItem);
    if (!shown.some((fields) => first in fields)) throw new Unclear("shared fields are not shown");
    return shown.some((fields) => second in fields) ? "merged" : "replaced";
  });

const seeRepeatedStatus = async (lab: Lab): Promise<"accepted" | "refused" | Other> => {
  const reply = await lab.requests.setStatus(await lab.fixture("app"), "ENABLED");
  return reply.status < 300 ? "accepted" : refusalOf(reply);
};

const seeNamePatch = (lab: Lab): Promise<"changes" | "ignored" | Other> =>
  lab.temporary("app", async (id) => {
    const name = lab.scratch.createName();
    const reply = await lab.requests.patch(id, { type: "custom", name });
    if (reply.status >= 300) return new Other("it is refused");
    return (await lab.requests.item(id)).name === name ? "changes" : "ignored";
  });

const seeCredentialsPatch = (lab: Lab): Promise<"merged" | "replaced" | Other> =>
  lab.temporary("scoped", async (id) => {
    await lab.requests.change(id, { type: "custom", credentials: { client_id: lab.scratch.createName() } });
    return "client_secret" in (await lab.requests.credentials(id)) ? "merged" : "replaced";
  });

/** A value of the wrong type for a key that every published version knows. */
const WRONG_KEY = "is_enabled_for_tool_router";

async function seeValidationErrors(lab: Lab): Promise<"in-errors" | "in-message" | Other> {
  const { status, json } = await lab.requests.patch(await lab.fixture("app"), {
    type: "custom",
    [WRONG_KEY]: "neither",
  });
  if (status < 300) return new Other("a value of the wrong type is taken");
  const error = isItem(json) && isItem(json.error) ? json.error : {};
  if (String(error.message).includes(WRONG_KEY)) return "in-message";
  const isInErrors = Array.isArray(error.errors) && error.errors.some((line) => String(line).includes(WRONG_KEY));
  return isInErrors ? "in-errors" : new Other("the field is not named");
}

export const CHANGE_PROBES: Probe[] = [
  probeOf("otherTypePatch", {
    question: "what a PATCH of the other type does",
    sends: "a PATCH of type default to one of type custom",
    see: seeOtherType,
    means: { ignored: "Nothing: the provider replaces an auth config whose type changes." },
    otherwise: "A PATCH by hand can change the type of an auth config; the next refresh shows it as drift.",
  }),
  probeOf("updateAnswer", {
    question: "what a PATCH and a status answer",
    sends: "a PATCH of the name, and DISABLED",
    see: seeUpdateAnswer,
    means: { empty: "Nothing: the provider does not read these answers." },
    otherwise: "Nothing: the provider does not read these answers.",
  }),
  probeOf("nullCredential", {
    question: "what null does to one credential",
    sends: "a PATCH of credentials.scopes to null, and a read",
    see: seeNullCredential,
    means: {
      ignored: "A credential that is no longer declared stays in the API: replace the auth config to be rid of it.",
      refused: "pulumi up fails if a credential is no longer declared: replace the auth config instead.",
    },
  }),
  probeOf("sharedFields", {
    question: "whether a PATCH merges shared connection fields",
    sends: "a PATCH of one of two, and a read",
    see: seeSharedFields,
    means: { replaced: "Nothing: the provider sends all of them." },
  }),
  probeOf("repeatedStatus", {
    question: "whether a status may be set twice",
    sends: "ENABLED to one that is enabled",
    see: seeRepeatedStatus,
    means: {
      refused: "Nothing: the provider looks whether the auth config has the status already.",
    },
  }),
  probeOf("validationErrors", {
    question: "where a failed validation names its fields",
    sends: "a PATCH with a value of the wrong type",
    see: seeValidationErrors,
    means: { "in-message": "Nothing: error messages show both." },
    otherwise: "Messages of pulumi up may not say which field the API refuses.",
  }),
  probeOf("namePatch", {
    question: "whether a PATCH changes the name",
    sends: "a PATCH of the name, and a read",
    see: seeNamePatch,
    means: { ignored: "An auth config with a name of your own keeps its temporary name: leave out name in programs." },
    otherwise: "An auth config with a name of your own can't be made in two steps: leave out name in programs.",
  }),
  probeOf("credentialsPatch", {
    question: "whether a PATCH merges credentials key by key",
    sends: "a PATCH of the client id alone, and a read",
    see: seeCredentialsPatch,
    means: { replaced: "A change of one credential loses the others: change all of them at once, and report this." },
  }),
];
