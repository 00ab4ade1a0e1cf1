/** Random faults of the API, and the requests that they meet. */
import * as fc from "fast-check";
import type { Fault, FaultKind } from "../../src/emulator";

/** The requests that faults are for; most are for those that make something. */
const place: fc.Arbitrary<Pick<Fault, "method" | "path">> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ method: "POST", path: "auth_configs$" }) },
  ...[
    { method: "GET", path: "auth_configs$" },
    { method: "GET", path: "auth_configs/[^/]+$" },
    { method: "PATCH", path: "auth_configs/[^/]+$" },
    { method: "PATCH", path: "ABLED$" },
    { method: "DELETE" },
    {},
  ].map((one) => ({ weight: 1, arbitrary: fc.constant(one) })),
);

/** Refusals that nothing was done by; none says that something is gone, since that would be a lie and no fault. */
const refusal = fc.constantFrom(400, 401, 403, 408, 429, 429, 429, 500, 502, 503);
/** Statuses that the API may give although it has done the request. */
const loss = fc.constantFrom(408, 500, 502, 503, 504);
const retryAfter = fc.constantFrom(undefined, undefined, null, 0, 2, 20, 400);

const always: fc.Arbitrary<Partial<Fault>> = fc.constant({});

/** The compiler asks for every kind: how often it comes, and what is chosen with it. */
const KINDS: Record<FaultKind, { weight: number; detail: fc.Arbitrary<Partial<Fault>> }> = {
  "reset-before": { weight: 2, detail: always },
  "reset-after": { weight: 2, detail: always },
  "timeout-before": { weight: 1, detail: always },
  "timeout-after": { weight: 1, detail: always },
  truncate: { weight: 2, detail: always },
  garbage: { weight: 2, detail: always },
  "garbage-before": { weight: 2, detail: always },
  status: { weight: 2, detail: fc.record({ status: refusal, retryAfter }) },
  "status-after": { weight: 2, detail: fc.record({ status: loss }) },
  html: { weight: 1, detail: fc.record({ status: fc.constantFrom(404, 429, 502, 503) }) },
  "html-after": { weight: 2, detail: fc.record({ status: fc.constantFrom(404, 502, 503) }) },
  "late-commit": {
    weight: 2,
    detail: fc.record({
      delayMs: fc.integer({ min: 400, max: 4_400 }),
      status: fc.constantFrom(504, 504, 504, 504, undefined),
    }),
  },
  slow: { weight: 1, detail: fc.record({ delayMs: fc.integer({ min: 0, max: 2_000 }) }) },
  "empty-404": { weight: 1, detail: always },
  // A listing that lags until `pulumi up` is run again can't be told from the truth.
  stale: {
    weight: 1,
    detail: fc.record({ method: fc.constantFrom("GET", "PATCH", "DELETE"), path: fc.constant("auth_configs/") }),
  },
};

/** Wrongly says "not found". The provider finds out, except if such an answer comes twice in a row. */
export const isLie = ({ kind }: Fault): boolean => kind === "stale" || kind === "empty-404";

const often = (likely: number, arbitrary: fc.Arbitrary<number>, usual: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: likely, arbitrary: fc.constant(usual) }, { weight: 10 - likely, arbitrary });

const times = often(7, fc.integer({ min: 1, max: 6 }), 1);
const after = often(6, fc.integer({ min: 0, max: 3 }), 0);

const ofKind = (kind: FaultKind): fc.Arbitrary<Fault> =>
  fc.tuple(place, times, after, KINDS[kind].detail).map(([where, count, skipped, detail]) => ({
    kind,
    ...where,
    times: isLie({ kind }) ? 1 : count,
    after: skipped,
    ...detail,
  }));

export const fault: fc.Arbitrary<Fault> = fc.oneof(
  ...(Object.keys(KINDS) as FaultKind[]).map((kind) => ({ weight: KINDS[kind].weight, arbitrary: ofKind(kind) })),
);
