/** The key, the way to the API, its clock and the rate budget. */
import type { AuthConfigItem, Budget, Client, UnreadableItem } from "../client";
import { unreadableText } from "../client/pages";
import { allAuthConfigs } from "../discovery/auth-config-list";
import type { Settings } from "../settings";
import type { Finding } from "./finding";
import { counted } from "./finding";

export interface Reached {
  findings: Finding[];
  /** Undefined if they could not be read. */
  items?: AuthConfigItem[];
  unreadableIds: ReadonlySet<string>;
}

/** The time of a request that is signed must be right to minutes in most services; more is a clock gone astray. */
const CLOCK_TOLERANCE_S = 60;

export async function reachApi(client: Client, settings: Settings): Promise<Reached> {
  try {
    const unreadable: UnreadableItem[] = [];
    const items = await allAuthConfigs(client, { includeDisabled: true }, (some) => void unreadable.push(...some));
    const message = `${settings.baseUrl.value} answers and accepts the key from ${settings.apiKey?.origin}: ${counted(items.length, "auth config")}`;
    const now = Date.now();
    return {
      findings: [
        { check: "api", level: "ok", message },
        ...unreadable.map(unreadableFinding),
        clockFinding(now, client.serverTime(now)),
        rateFinding(client.budget()),
      ],
      items,
      unreadableIds: new Set(unreadable.flatMap(({ id }) => id ?? [])),
    };
  } catch (error) {
    const message = (error as Error).message;
    return { findings: [{ check: "api", level: "problem", message }], unreadableIds: new Set() };
  }
}

const unreadableFinding = (item: UnreadableItem): Finding => ({
  check: "unreadable",
  level: "problem",
  message: `The API's answer can't be read: ${unreadableText(item)}. Nothing more can be said of it.`,
});

/** Both in milliseconds since 1970. */
function clockFinding(here: number, there: number | undefined): Finding {
  if (there === undefined) return { check: "clock", level: "note", message: "The API does not say what time it has." };
  const seconds = Math.round((here - there) / 1000);
  if (Math.abs(seconds) <= CLOCK_TOLERANCE_S)
    return { check: "clock", level: "ok", message: "This clock agrees with the API's" };
  const direction = seconds > 0 ? "ahead of" : "behind";
  return {
    check: "clock",
    level: "problem",
    message: `This clock is ${Math.abs(seconds)} s ${direction} the API's: set it right.`,
  };
}

function rateFinding(budget: Budget | undefined): Finding {
  if (!budget) return { check: "rate", level: "note", message: "The API does not say how many requests are left." };
  const { limit, remaining, windowMs } = budget;
  const message = `${remaining} of ${limit} requests are left in this window of ${windowMs / 1000} s`;
  return remaining < limit / 10
    ? { check: "rate", level: "note", message: `${message}: others of the organization use them too.` }
    : { check: "rate", level: "ok", message };
}
