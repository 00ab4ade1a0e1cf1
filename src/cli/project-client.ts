/** A client of the project that a command is about: by the environment, and by a stack's config if one is named. */
import { deprecationText } from "../api/deprecated-toolkits";
import type { Client, DeprecatedToolkit, UnreadableItem } from "../client";
import { ApiError, createClient } from "../client";
import { unreadableText } from "../client/pages";
import { printable } from "../client/printable";
import type { Limits, Lookup, Setting, Settings } from "../settings";
import { connectionText, readLimits, readSettings, refusedKeyAdvice, unusableKey } from "../settings";
import { readStackConfig } from "./stack-config";

/** Whose settings count beside the environment's. */
export interface Place {
  stack?: string | undefined;
  /** The project's folder. Default: the current one. */
  cwd?: string | undefined;
}

export interface PlaceSettings extends Settings {
  limits: Limits;
}

/** The environment's settings go before those of the stack, as in the provider. */
export async function settingsOf({ stack, cwd }: Place): Promise<PlaceSettings> {
  const lookup: Lookup = stack === undefined ? () => undefined : await readStackConfig(stack, cwd);
  return { ...readSettings(process.env, lookup), limits: readLimits(process.env, lookup) };
}

/** Runs `use` with a client that is closed afterwards, so that the process can end. */
export async function withClient<Result>(use: (client: Client) => Promise<Result>, place: Place = {}): Promise<Result> {
  const settings = await settingsOf(place);
  const { apiKey } = settings;
  if (!apiKey) throw new Error(`No Composio API key is set. ${whereToSetIt(place)}`);
  const client = openClient(apiKey, settings);
  if (place.stack !== undefined) warn(`Composio: ${connectionText(settings)}, with the config of stack ${place.stack}`);
  try {
    return await use(client);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    throw new Error(`${error.message} ${refusedKeyAdvice(apiKey)}`);
  } finally {
    await client.close();
  }
}

/** The advice if no key is set: a sentence. */
export const whereToSetIt = ({ stack }: Place): string =>
  stack === undefined
    ? "Set COMPOSIO_API_KEY to a key of the project (ak_…), or name a stack whose config has composio:apiKey with --stack."
    : `Set COMPOSIO_API_KEY to a key of the project (ak_…), or run \`pulumi config set --secret composio:apiKey\` for the stack ${stack}.`;

/** On stderr: the output may be read by a program. */
export const warn = (line: string): void => {
  process.stderr.write(`${printable(line)}\n`);
};

/** Warns of auth configs that a list leaves out. */
export const warnOfUnreadable = (items: readonly UnreadableItem[]): void => {
  for (const item of items) warn(`warning: The API's answer can't be read, and is left out: ${unreadableText(item)}`);
};

/** Throws if the key is one that the API never takes. Whoever opens it closes it. */
export function openClient(
  apiKey: Setting,
  { baseUrl, allowInsecureHttp, limits }: PlaceSettings,
  onDeprecatedToolkit = (toolkit: DeprecatedToolkit) => warn(`warning: ${deprecationText(toolkit)}`),
): Client {
  const mistake = unusableKey(apiKey);
  if (mistake) throw new Error(mistake);
  const settings = { apiKey: apiKey.value, baseUrl: baseUrl.value, allowInsecureHttp, ...limits };
  return createClient({ ...settings, log: warn, onDeprecatedToolkit });
}
