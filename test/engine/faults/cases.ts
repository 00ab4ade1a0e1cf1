/** Every kind of fault that the emulator knows, in the forms that make a difference. */
import type { Fault, FaultKind } from "pulumi-composio/emulator";

export const TIMEOUT_MS = 2_000;
const LATE = { delayMs: 3_000 };

/** The compiler asks for every kind. The first form of each kind is the one that a short run tries, unless it is left out there. */
const FORMS: Record<FaultKind, Omit<Fault, "kind">[]> = {
  "reset-before": [{}],
  "reset-after": [{}],
  "timeout-before": [{}],
  "timeout-after": [{}],
  truncate: [{}],
  garbage: [{}],
  "garbage-before": [{}],
  status: [
    { status: 429, retryAfter: 1 },
    { status: 500 },
    { status: 400 },
    { status: 408 },
    { status: 429, retryAfter: null },
    { status: 503, retryAfter: 1 },
  ],
  "status-after": [{ status: 500 }, { status: 408 }, { status: 504 }],
  html: [{ status: 502 }, { status: 404 }, { status: 429 }],
  "html-after": [{ status: 502 }, { status: 404 }],
  "late-commit": [{ ...LATE, status: 504 }, { delayMs: 500 }],
  slow: [{ delayMs: 100 }, LATE],
  "empty-404": [{}],
  stale: [{}],
};

export interface Case {
  title: string;
  fault: Omit<Fault, "method" | "path">;
}

const casesOf = (kind: FaultKind): Case[] =>
  FORMS[kind].map((form) => ({
    title: [kind, form.status, form.retryAfter === null && "without a time", form.delayMs && `in ${form.delayMs} ms`]
      .filter(Boolean)
      .join(" "),
    fault: { ...form, kind },
  }));

const KINDS = Object.keys(FORMS) as FaultKind[];

/** In a short run one form of each kind; all of them with `TEST_FULL=1`. */
export const CASES: Case[] = KINDS.flatMap((kind) =>
  process.env.TEST_FULL === "1" ? casesOf(kind) : casesOf(kind).slice(0, kind === "status" ? 3 : 1),
);

/** Is it said, and so believed, that the request was not done and is not to be sent again? */
export const isFinal = ({ fault: { kind, status } }: Case): boolean =>
  kind === "empty-404" || (kind === "status" && status === 400) || (kind.startsWith("html") && status === 404);
