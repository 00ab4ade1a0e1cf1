/** Random programs and random faults, from a seed. */
import type { Fault, FaultKind } from "../../../src/emulator";
import type { Random } from "./random";

export const SECRETS = ["s3cr3t-one-of-notion", "s3cr3t-two-of-notion", 's3cr3t "three" of notion'];

export const OWN_NAME = "Named by its user";

type Args = Record<string, unknown>;

/** What one resource may be declared as: any of these at any time, but its toolkit only changes while it exists. */
const DECLARATIONS: Record<string, (random: Random) => Args> = {
  github: (random) => ({ toolkit: "github", scopes: random.oneOf([["repo"], ["repo", "user"]]), ...changing(random) }),
  gmail: (random) => ({ toolkit: "gmail", ...changing(random) }),
  notion: (random) => ({
    toolkit: "Notion",
    authScheme: "OAUTH2",
    credentials: {
      client_id: random.oneOf(["app-1", "app-2"]),
      client_secret: random.oneOf(SECRETS),
      ...(random.isLikely(0.3) && { verification_token: random.oneOf(SECRETS) }),
    },
    ...(random.isLikely(0.3) && { scopes: random.oneOf(["read", "read,write"]) }),
    ...(random.isLikely(0.3) && { sharedCredentials: { region: random.oneOf(SECRETS) } }),
    ...changing(random),
  }),
  tavily: (random) => ({
    toolkit: random.oneOf(["tavily", "tavily", "perplexityai"]),
    authScheme: "API_KEY",
    ...changing(random),
  }),
  named: (random) => ({ toolkit: "slack", name: OWN_NAME, ...changing(random) }),
};

const changing = (random: Random): Args => ({
  enabled: random.isLikely(0.7),
  isEnabledForToolRouter: random.isLikely(0.5),
  ...(random.isLikely(0.5) && {
    toolAccessConfig: {
      ...(random.isLikely(0.5) && { toolsForConnectedAccountCreation: random.oneOf([["T1"], ["T1", "T2"]]) }),
      ...(random.isLikely(0.6) && { toolsAvailableForExecution: random.oneOf([["T1"], ["T2", "T3"]]) }),
    },
  }),
});

export type Program = Map<string, Args>;

export function firstProgram(random: Random): Program {
  const names = Object.keys(DECLARATIONS).filter(() => random.isLikely(0.6));
  return new Map((names.length > 0 ? names : ["github"]).map((name) => [name, declare(name, random)]));
}

/** What may become of a resource: anything, only what leaves its toolkit as it is, or nothing. */
export type Freedom = "any" | "update" | "none";

/** The next version of a program. */
export function nextProgram(last: Program, random: Random, freedomOf: (name: string) => Freedom): Program {
  const next = new Map(last);
  for (const [name, args] of last) {
    const freedom = freedomOf(name);
    if (freedom === "any" && random.isLikely(0.1)) next.delete(name);
    else if (freedom !== "none" && random.isLikely(0.4)) {
      const { toolkit, ...rest } = declare(name, random);
      next.set(name, { ...rest, toolkit: freedom === "any" ? toolkit : args.toolkit });
    }
  }
  return next;
}

const declare = (name: string, random: Random): Args => DECLARATIONS[name]?.(random) ?? {};

/** The requests that faults are for. */
const PLACES: Pick<Fault, "method" | "path">[] = [
  { method: "POST", path: "auth_configs$" },
  { method: "POST", path: "auth_configs$" },
  { method: "POST", path: "auth_configs$" },
  { method: "GET", path: "auth_configs$" },
  { method: "GET", path: "auth_configs/[^/]+$" },
  { method: "PATCH", path: "auth_configs/[^/]+$" },
  { method: "PATCH", path: "ABLED$" },
  { method: "DELETE" },
  {},
];

/** Of a time-out there are fewer, since each takes its time. */
const KINDS: FaultKind[] = [
  ...(["reset-before", "reset-after", "truncate", "garbage", "garbage-before", "status", "status-after"] as const),
  ...(["reset-before", "reset-after", "truncate", "garbage", "garbage-before", "status", "status-after"] as const),
  ...(["html", "html-after", "html-after", "late-commit", "late-commit", "slow", "empty-404", "stale"] as const),
  ...(["timeout-before", "timeout-after"] as const),
];

/** Refusals that nothing was done by; none says that something is gone, since that would be a lie and no fault. */
const REFUSALS = [400, 401, 403, 408, 429, 429, 429, 500, 502, 503];
/** What may be said of something that was done all the same. */
const LOSSES = [408, 500, 502, 503, 504];

/** What says that nothing is there is a lie that is found out, but not where it is told twice in a row. */
const LIES: FaultKind[] = ["stale", "empty-404"];

export function someFaults(random: Random): Fault[] {
  const faults = Array.from({ length: random.below(6) }, () => someFault(random));
  const lies = faults.filter(({ kind }) => LIES.includes(kind));
  return faults.filter((fault) => !lies.includes(fault) || fault === lies[0]);
}

function someFault(random: Random): Fault {
  const kind = random.oneOf(KINDS);
  return {
    kind,
    ...random.oneOf(PLACES),
    times: random.isLikely(0.7) || LIES.includes(kind) ? 1 : 1 + random.below(6),
    after: random.isLikely(0.6) ? 0 : random.below(4),
    ...detail(kind, random),
  };
}

function detail(kind: FaultKind, random: Random): Partial<Fault> {
  if (kind === "status") {
    return { status: random.oneOf(REFUSALS), retryAfter: random.oneOf([undefined, undefined, null, 0, 2, 20, 400]) };
  }
  if (kind === "status-after") return { status: random.oneOf(LOSSES) };
  if (kind === "html") return { status: random.oneOf([404, 429, 502, 503]) };
  if (kind === "html-after") return { status: random.oneOf([404, 502, 503]) };
  if (kind === "late-commit") return { delayMs: 2 + random.below(20), ...(random.isLikely(0.8) && { status: 504 }) };
  // A listing that lags until `pulumi up` is run again can't be told from the truth.
  if (kind === "stale") return { method: random.oneOf(["GET", "PATCH", "DELETE"]), path: "auth_configs/" };
  if (kind === "slow") return { delayMs: random.below(10) };
  return {};
}
