/** Which creates are refused. Each differs in one thing from one that is taken. */

import type { KindName } from "../bodies";
import { SECRET } from "../bodies";
import type { Item } from "../items";
import type { Lab } from "../lab";
import type { Probe } from "../probe";
import { probeOf } from "../probe";
import { Other } from "../seen";
import { detailOf } from "../toolkits";
import { Unclear } from "../wire";

/** A key of a body, and a credential, that no API knows. */
const UNKNOWN = "pulumi_composio_verify";

const STRANGE_SCHEMES = ["BILLCOM_AUTH", "CALCOM_AUTH", "SNOWFLAKE", "BASIC"];

type Verdict = "accepted" | "refused";

/** A create that differs from the plain one by `alter`. */
const taken = (lab: Lab, name: KindName, alter: (plain: Item) => Item): Promise<Verdict> =>
  lab.trial(name, alter(lab.bodies.plain(name)), async (): Promise<Verdict> => "accepted");

const withCredentials = (plain: Item, more: Item): Item => ({
  ...plain,
  credentials: { ...(plain.credentials as Item), ...more },
});

const seeUnknownKeys = async (lab: Lab): Promise<"ignored" | "refused"> =>
  (await taken(lab, "app", (plain) => ({ ...plain, [UNKNOWN]: true }))) === "accepted" ? "ignored" : "refused";

async function seeSchemeWithManaged(lab: Lab): Promise<"ignored" | "refused"> {
  const verdict = await taken(lab, "managed", (plain) => ({ ...plain, authScheme: "OAUTH2" }));
  if (verdict === "accepted") return "ignored";
  // Any key would be refused that a managed create does not know.
  if ((await seeUnknownKeys(lab)) === "refused") throw new Unclear("unknown keys are refused");
  return "refused";
}

function seeUnofferedScheme(lab: Lab): Promise<Verdict> {
  const scheme = STRANGE_SCHEMES.find((mode) => !detailOf(lab.bodies.toolkit("app"), mode));
  if (scheme === undefined) throw new Unclear("the toolkit offers every scheme");
  return taken(lab, "app", (plain) => ({ ...plain, authScheme: scheme }));
}

const withoutSecret = (plain: Item): Item => {
  const { client_secret: _secret, ...credentials } = plain.credentials as Item;
  return { ...plain, credentials };
};

const misspelled = ({ authScheme, ...plain }: Item): Item => ({ ...plain, auth_scheme: authScheme });

export const CREATE_PROBES: Probe[] = [
  probeOf("requireCredentialFields", {
    question: "whether required credential fields are enforced",
    sends: "a create of OAUTH2 without a client secret",
    see: async (lab) => (await taken(lab, "app", withoutSecret)) === "refused",
    means: {
      false: "With validate: local a missing credential is found by the first user who connects, not by pulumi up.",
    },
  }),
  probeOf("unknownCredentials", {
    question: "what becomes of a credential that the toolkit does not name",
    sends: "a create with one",
    see: (lab) =>
      lab.trial("app", withCredentials(lab.bodies.plain("app"), { [UNKNOWN]: SECRET }), async (id) =>
        UNKNOWN in (await lab.requests.credentials(id)) ? ("stored" as const) : new Other("taken and dropped"),
      ),
    means: { refused: "A misspelled credential that the check lets pass is refused by pulumi up." },
    otherwise: "A misspelled credential that the check lets pass is lost without a word.",
  }),
  probeOf("emptyCredentials", {
    question: "what becomes of an empty secret",
    sends: "a create with an empty client secret",
    see: async (lab) => {
      const verdict = await taken(lab, "app", (plain) => withCredentials(plain, { client_secret: "" }));
      return verdict === "accepted" ? "stored" : "refused";
    },
    means: { refused: "An empty secret is refused by pulumi up." },
  }),
  probeOf("excessScopes", {
    question: "whether a managed create takes scopes that its app does not hold",
    sends: "a managed create with a scope that does not exist",
    see: (lab) => taken(lab, "managed", (plain) => ({ ...plain, credentials: { scopes: "pulumi-composio-verify" } })),
    means: { refused: "Scopes outside the managed app are refused by pulumi up." },
  }),
  probeOf("duplicateNames", {
    question: "whether two may have one name",
    sends: "a create with the name of another scratch config",
    see: async (lab) => {
      const { name } = await lab.requests.item(await lab.fixture("app"));
      return taken(lab, "app", (plain) => ({ ...plain, name }));
    },
    means: {
      refused: "pulumi up fails if another auth config has the declared name; a replacement needs deleteBeforeReplace.",
    },
  }),
  probeOf("emptyName", {
    question: "what becomes of an empty name",
    sends: "a create with one; its client id carries the mark",
    see: (lab) =>
      lab.trial("app", { ...lab.bodies.plain("app"), name: "" }, async (id) =>
        (await lab.requests.item(id)).name ? ("generated" as const) : new Other("it stays empty"),
      ),
    means: { refused: "Nothing: the provider never sends an empty name." },
  }),
  probeOf("unofferedScheme", {
    question: "whether a scheme that the toolkit does not offer is refused",
    sends: "a create with one",
    see: seeUnofferedScheme,
    means: { accepted: "With validate: local a wrong authScheme is found by the first user who connects." },
  }),
  probeOf("schemeSpelling", {
    question: "whether auth_scheme is read at a create",
    sends: "a create with auth_scheme instead of authScheme",
    see: async (lab) => ((await taken(lab, "app", misspelled)) === "accepted" ? "both" : "camel"),
    means: { both: "Nothing: the provider sends authScheme." },
  }),
  probeOf("schemeWithManaged", {
    question: "what becomes of an authScheme on a managed create",
    sends: "a managed create with one",
    see: seeSchemeWithManaged,
    means: { refused: "Nothing: the provider refuses it first." },
  }),
  probeOf("unknownKeys", {
    question: "what becomes of unknown keys of a body",
    sends: "a create with one",
    see: seeUnknownKeys,
    means: { refused: "A newer input than this API knows is refused by pulumi up, not ignored." },
  }),
];
