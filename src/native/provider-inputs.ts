/** The provider's own inputs: for the schema, for its check, and for the settings of the process. */
import { nearest } from "../nearest";
import type { Lookup } from "../settings";
import { readLimits } from "../settings";
import { PACKAGE } from "./urn";
import type { Bag } from "./wire";

export interface ProviderInput {
  type: "string" | "integer";
  description: string;
  isSecret?: true;
}

/**
 * The key has no default from the environment here: generated SDKs would read it in the program and put it into the state.
 * The provider itself reads the environment.
 */
export const PROVIDER_INPUTS: Readonly<Record<string, ProviderInput>> = {
  apiKey: {
    type: "string",
    description:
      "A project key (`ak_…`). In an explicit provider it wins over everything. Without one: `COMPOSIO_API_KEY`, then the stack's `composio:apiKey`. Keep it out of the state if you can: set `COMPOSIO_API_KEY`.",
    isSecret: true,
  },
  baseUrl: {
    type: "string",
    description: "The API's origin. Default: `COMPOSIO_BASE_URL`, else `https://backend.composio.dev`.",
  },
  maxRequests: {
    type: "integer",
    description: "Requests in flight at once, 1 to 256. `COMPOSIO_MAX_REQUESTS` wins. Default: 16.",
  },
  rateReserve: {
    type: "integer",
    description:
      "The percentage of the organization's rate limit that is left to others, 0 to 90. `COMPOSIO_RATE_RESERVE` wins. Default: 10.",
  },
  timeoutMs: {
    type: "integer",
    description:
      "How long one try of a request may take, in milliseconds, 100 to 30000. `COMPOSIO_TIMEOUT_MS` wins. Default: 15000.",
  },
  validate: {
    type: "string",
    description:
      "`local` checks only the form of the inputs, and asks the API nothing about toolkits. Default: ask the API.",
  },
};

/** The keys that the engine itself may put among them. */
const ENGINES_OWN = ["version", "pluginDownloadURL", "pluginChecksums", "__internal"];

/** One line per mistake. What is not known yet can't be one. */
export function providerMistakes(inputs: Bag, isUnknown: (value: unknown) => boolean): string[] {
  const known = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isUnknown(value) && value !== null));
  const names = Object.keys(PROVIDER_INPUTS);
  const unknown = Object.keys(known).filter((name) => !names.includes(name) && !ENGINES_OWN.includes(name));
  const { validate } = known;
  return [
    ...unknown.map((name) => {
      const meant = nearest(name, names);
      return `${name}: is not an input of the provider; ${meant ? `did you mean ${meant}?` : `there are ${names.join(", ")}`}`;
    }),
    ...(validate === undefined || validate === "local" ? [] : [`validate: must be "local", but got: ${validate}`]),
    ...limitMistakes(known),
  ];
}

function limitMistakes(inputs: Bag): string[] {
  try {
    readLimits({}, settingsOf(inputs, undefined));
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/**
 * Under the names that the settings are looked up by. `explicitName` is the logical name of an explicit provider: its own key
 * and address win over the environment.
 */
export function settingsOf(inputs: Bag, explicitName: string | undefined): Lookup {
  const texts = Object.entries(inputs).flatMap(([name, value]): Array<[string, string]> => {
    if (value === undefined || value === null) return [];
    const isOwn = explicitName !== undefined && (name === "apiKey" || name === "baseUrl");
    const key = isOwn ? `provider${name[0]?.toUpperCase()}${name.slice(1)}` : name;
    // Generated SDKs send what is no string as JSON, which is the same text.
    return [[`${PACKAGE}:${key}`, `${value}`]];
  });
  const settings = new Map(texts);
  if (explicitName !== undefined) settings.set(`${PACKAGE}:providerName`, explicitName);
  return (name) => settings.get(name);
}
