/** The key, the way to the API, its clock and the rate budget. */
import type { AuthConfigItem, Client } from "../client";
import { checkAddress } from "../client/address";
import { allAuthConfigs } from "../discovery/auth-config-list";
import type { Settings } from "../settings";
import type { Finding } from "./finding";
import { counted } from "./finding";

export interface Reached {
  findings: Finding[];
  /** Undefined where they could not be read. */
  items?: AuthConfigItem[];
}

/** The time of a request that is signed must be right to minutes in most services; more is a clock gone astray. */
const CLOCK_TOLERANCE_S = 60;

export async function reachApi(client: Client, settings: Settings): Promise<Reached> {
  try {
    const items = await allAuthConfigs(client, { includeDisabled: true });
    const message = `${settings.baseUrl.value} answers and accepts the key from ${settings.apiKey?.origin}: ${counted(items.length, "auth config")}`;
    const headers = await answerHeaders(settings);
    return {
      findings: [
        { check: "api", level: "ok", message },
        clockFinding(headers.get("date"), new Date()),
        rateFinding(headers),
      ],
      items,
    };
  } catch (error) {
    return { findings: [{ check: "api", level: "problem", message: (error as Error).message }] };
  }
}

/** A request of its own, since the client gives answers and keeps their headers to itself. */
async function answerHeaders({ apiKey, baseUrl, allowInsecureHttp }: Settings): Promise<Headers> {
  const address = checkAddress(baseUrl.value, allowInsecureHttp);
  const answer = await fetch(`${address}/api/v3.1/auth_configs?limit=1`, {
    headers: { "x-api-key": apiKey?.value ?? "" },
    redirect: "manual",
    signal: AbortSignal.timeout(15_000),
  }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.headers ?? new Headers();
}

function clockFinding(date: string | null, now: Date): Finding {
  const there = Date.parse(date ?? "");
  if (Number.isNaN(there)) return { check: "clock", level: "note", message: "The API does not say what time it has." };
  const seconds = Math.round((now.getTime() - there) / 1000);
  if (Math.abs(seconds) <= CLOCK_TOLERANCE_S)
    return { check: "clock", level: "ok", message: "This clock agrees with the API's" };
  const direction = seconds > 0 ? "ahead of" : "behind";
  return {
    check: "clock",
    level: "problem",
    message: `This clock is ${Math.abs(seconds)} s ${direction} the API's: set it right.`,
  };
}

function rateFinding(headers: Headers): Finding {
  const [limit, left, window] = ["x-ratelimit", "x-ratelimit-remaining", "x-ratelimit-window-size"].map((name) =>
    headers.get(name),
  );
  if (!limit || !left)
    return { check: "rate", level: "note", message: "The API does not say how many requests are left." };
  const message = `${left} of ${limit} requests are left in this window of ${window ?? "a minute"}`;
  return Number(left) < Number(limit) / 10
    ? { check: "rate", level: "note", message: `${message}: others of the organization use them too.` }
    : { check: "rate", level: "ok", message };
}
