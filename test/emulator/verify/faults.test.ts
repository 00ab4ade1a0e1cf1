/** `verify` while the API goes wrong: nothing is left behind, and no verdict is wrong. */
import type { Answers, Fault } from "../../../src/emulator";
import { DEFAULT_ANSWERS } from "../../../src/emulator/answers";
import { faultKinds } from "../../../src/emulator/fault-effects";
import { inFullRun } from "../../support/in-full-run";
import { withBench } from "./run";

/** Creates, reads, lists, changes, deletes and the end are met, each by some faults in a row: two tries see the same one. */
const PLACES: Omit<Fault, "kind">[] = [
  { method: "POST", path: "/auth_configs" },
  { method: "POST", path: "/auth_configs", after: 20, times: 2 },
  { method: "POST", path: "/auth_configs", after: 37, times: 4 },
  { method: "GET", path: "auth_configs/ac_", after: 15, times: 3 },
  { method: "GET", path: "auth_configs$", after: 3, times: 2 },
  { method: "PATCH", after: 5, times: 2 },
  { method: "DELETE", path: "/auth_configs", after: 4, times: 3 },
  { method: "POST", path: "/connected_accounts" },
];

/** An API that differs in all of this at once, so that "holds" can be wrong as well as "differs". */
const OTHERWISE: Partial<Answers> = {
  ...{ ownSecrets: "redacted", scopesAs: "list", defaultScopes: false, requireCredentialFields: false },
  ...{ emptyCredentials: "refused", duplicateNames: "refused", enabledForToolRouter: true, otherTypePatch: "ignored" },
  ...{ updateAnswer: "empty", deleteAnswer: "empty", nullCredential: "ignored", sharedFields: "replaced" },
  ...{ repeatedStatus: "refused", notFoundBody: "empty", malformedId: 404, secondDelete: 200 },
  ...{ accountsOfDeleted: "deleted", countedConnections: "all", listOrder: "oldest-first", search: "start" },
  ...{ toolkitFilter: "ignored", rateHeaders: "absent", validationErrors: "in-message", pageTotals: "null" },
  ...{ disabledInLists: "shown", cursors: "opaque", namePatch: "ignored" },
};

const leavesNothing = (kind: Fault["kind"], answers: Partial<Answers>): Promise<void> =>
  withBench({ answers }, async ({ emulator, run, left }) => {
    for (const place of PLACES) emulator.failNext({ kind, delayMs: 30, ...place });
    const { findings = [] } = (await run({ timeoutMs: 150 })) ?? {};
    await emulator.settled();
    const truth: Answers = { ...DEFAULT_ANSWERS, ...answers };
    const told = findings.filter(({ verdict }) => verdict === "holds" || verdict === "differs");
    const wrong = told.filter(({ answer, expected, seen = expected, verdict }) =>
      answer === undefined ? verdict === "differs" : seen !== `${truth[answer]}`,
    );
    expect({ wrong, left: left() }).toEqual({ wrong: [], left: [] });
    // Faults cost some verdicts, not all of them.
    expect(told.length).toBeGreaterThan(findings.length / 3);
  });

it.each(faultKinds)("leaves nothing, and gives no wrong verdict, if %s meets an API with other answers", (kind) =>
  leavesNothing(kind, OTHERWISE),
);

inFullRun.each(faultKinds)("leaves nothing, and gives no wrong verdict, if %s meets the emulator as it is", (kind) =>
  leavesNothing(kind, {}),
);
