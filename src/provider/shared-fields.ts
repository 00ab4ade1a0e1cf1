/**
 * Shared fields have a new name in the API (`shared_connection_fields`, October 2026), and nobody has seen since when it is
 * taken. So they are read back after each write that carries them: if neither name shows their keys, they are sent once more
 * under the old name, which the process then uses.
 */
import type { AuthConfigItem } from "../api/auth-config";
import { UnreadableAnswerError } from "../client/errors";
import type { InputName } from "../input-names";
import type { Inputs, State } from "../model/inputs";
import { meantSharedFields } from "../model/rows/shared-fields";
import { HalfMadeError } from "./errors";
import type { Operation } from "./operation";

type Settling = Pick<Operation, "client" | "values" | "voice" | "sharedFieldNames">;

/** After a create, or a change of these inputs, has succeeded. Says which keys the toolkit does not share. */
export async function settleSharedFields(
  operation: Settling,
  id: string,
  { state, inputs, changed }: { state: State; inputs: Inputs; changed: readonly InputName[] },
): Promise<void> {
  const fields = meantSharedFields(inputs) ?? {};
  if (!changed.includes("sharedConnectionFields") || Object.keys(fields).length === 0) return;
  const { client, voice, sharedFieldNames } = operation;
  // Without an answer nothing is settled; the next refresh reads it all the same.
  const item = await client()
    .getAuthConfig(id)
    .catch((error: Error) => {
      if (error instanceof UnreadableAnswerError) voice.log(`Composio: ${error.message}`);
      return undefined;
    });
  if (!item) return;
  await warnOfOthers(voice, id, Object.keys(fields), item);
  if (sharedFieldNames.isOld || Object.keys(fields).some((key) => key in shownFields(item))) return;
  sharedFieldNames.isOld = true;
  voice.logOnce(
    "old name of shared fields",
    "Composio: the API does not show sharedConnectionFields under either name, so they are sent under the old one, shared_credentials",
  );
  const body = { type: inputs.type === "use_custom_auth" ? "custom" : "default", shared_credentials: fields } as const;
  await client()
    .updateAuthConfig(id, operation.values.fillIn(body))
    .catch((error: Error) => {
      throw new HalfMadeError(id, { ...state, __leftToDo: ["sharedConnectionFields"] }, error);
    });
}

const shownFields = ({ shared_connection_fields: fields, shared_credentials: older }: AuthConfigItem) => ({
  ...older,
  ...fields,
});

/** Which fields may be shared the API says of an existing auth config alone. */
async function warnOfOthers(
  voice: Settling["voice"],
  id: string,
  keys: readonly string[],
  { expected_input_fields: expected = [] }: AuthConfigItem,
): Promise<void> {
  const shareable = expected.filter((field) => field.is_available_as_shared_credentials).map(({ name }) => name);
  const others = expected.length === 0 ? [] : keys.filter((key) => !shareable.includes(key));
  if (others.length === 0) return;
  const known = shareable.length > 0 ? `it shares ${shareable.join(", ")}` : "it shares none";
  await voice.warnOnce(
    `shared fields of ${id}`,
    `sharedConnectionFields of ${id}: the toolkit does not share ${others.join(", ")} among accounts; ${known}.`,
  );
}
