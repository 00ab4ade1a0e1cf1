/** One auth config, as both GETs show it: what its record shows, and what follows from the rest of the project. */
import type { AuthConfigItem } from "../api/auth-config";
import type { Answers } from "./answers";
import type { StoredAuthConfig } from "./auth-config-record";
import { RECORD } from "./auth-config-record";
import type { Call } from "./call";
import { detailOf } from "./catalogue/definition";
import type { Project } from "./store";

type Merged<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (part: infer All) => void
  ? All
  : never;
type RecordShown = Merged<ReturnType<(typeof RECORD)[keyof typeof RECORD]["shown"]>>;

/** Every field of an item, even one that need not be there. */
type WholeItem = { [Field in keyof AuthConfigItem]-?: AuthConfigItem[Field] } & Record<string, unknown>;

export function showAuthConfig(config: StoredAuthConfig, { emulation, project }: Pick<Call, "emulation" | "project">) {
  const shown = Object.values(RECORD).map((row) => row.shown(config, emulation.answers));
  const item = {
    // The rows' own types say what each shows; a merge at run time loses them.
    ...(Object.assign({}, ...shown) as RecordShown),
    no_of_connections: countConnections(config.id, project, emulation.answers),
    expected_input_fields: expectedInputFields(config, { emulation }),
    // Of no contract, yet seen in live answers: a client has to live with fields that it does not know.
    is_connection_revoke_supported: config.auth_scheme === "OAUTH2",
  } satisfies WholeItem;
  return { ...item, ...project.shownAs.get(config.id) };
}

// Assumption 21: accounts with status ACTIVE count, whoever's they are.
function countConnections(id: string, { connectedAccounts }: Project, { countedConnections }: Answers): number {
  if (countedConnections === "none") return 0;
  return [...connectedAccounts.values()].filter(
    ({ auth_config_id, status, deleted }) =>
      auth_config_id === id && !deleted && (status === "ACTIVE" || countedConnections === "all"),
  ).length;
}

/** The fields that a connecting user must supply. */
function expectedInputFields({ toolkit, auth_scheme }: StoredAuthConfig, { emulation }: Pick<Call, "emulation">) {
  const known = emulation.catalogue.get(toolkit);
  const { required = [], optional = [] } =
    (known && detailOf(known, auth_scheme)?.fields.connected_account_initiation) ?? {};
  // Assumption 30: what is no secret can be shared.
  return [...required, ...optional].map((field) => ({
    ...{ user_visible: true, is_available_as_shared_credentials: field.is_secret !== true },
    ...field,
  }));
}
