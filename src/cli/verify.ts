/** `verify`: what is assumed of the API, held against a real project. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { SYSTEM_CLOCK } from "../client/clock";
import { printable } from "../client/printable";
import { unusableKey } from "../settings";
import type { Survey } from "../verify/leftovers";
import type { Finding, Verdict } from "../verify/report";
import { answersOf, exitCodeOf } from "../verify/report";
import { MOST_SCRATCH_CONFIGS } from "../verify/scratch";
import type { Verification } from "../verify/verify";
import { remainsLines, verify as runVerification } from "../verify/verify";
import { counted } from "./finding";
import { print, printJson, table } from "./output";
import { settingsOf, warn } from "./project-client";

export interface VerifyOptions {
  yes?: boolean;
  save?: string;
  json?: boolean;
}

/** `version` is that of this package. */
export async function verify(options: VerifyOptions, version: string): Promise<void> {
  const { apiKey, baseUrl, allowInsecureHttp, limits } = await settingsOf({});
  if (!apiKey)
    throw new Error("No Composio API key is set. Set COMPOSIO_API_KEY to a key of a project that serves nobody.");
  const mistake = unusableKey(apiKey);
  if (mistake) throw new Error(mistake);
  if (!options.yes && !isInteractive()) {
    throw new Error("verify makes and deletes auth configs, so it asks first. Outside of a terminal, say --yes.");
  }
  const stop = stopOnSignals();
  try {
    const verification = await runVerification({
      ...{ apiKey: apiKey.value, baseUrl: baseUrl.value, allowInsecureHttp, ...limits },
      ...{ clock: SYSTEM_CLOCK, log: warn, createHex: () => randomBytes(4).toString("hex"), signal: stop.signal },
      confirm: (project) => confirm(project, baseUrl.value, options.yes ?? false),
      onProbe: (done, all, question) => showProgress(`${done + 1}/${all} ${question}`),
      onCleanUp: () => showProgress("deleting what was made"),
    });
    showProgress("");
    if (verification) report(verification, options, version);
  } finally {
    stop.end();
  }
}

const isInteractive = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY);

/** One line that changes, in a terminal; nothing elsewhere. */
function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${printable(line)}`);
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The first signal ends the run before its next request; a second ^C ends the deleting too. */
function stopOnSignals(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted && signal === "SIGINT") process.exit(130);
    if (!controller.signal.aborted) warn("Stopping: what was made is deleted first.");
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** Over the life of a run, as long as nothing fails. */
const ALL_SCRATCH_CONFIGS = 70;

const plan = (address: string): string[] => [
  `verify works in the project of this key at ${address}. Use one that serves nobody.`,
  `It makes some ${ALL_SCRATCH_CONFIGS} auth configs named pulumi-composio-verify-<hex>, one after the other, with made-up credentials, only of`,
  `toolkits that the project has no auth config of, and deletes all of them: at most ${MOST_SCRATCH_CONFIGS} exist at any moment.`,
  "It connects accounts with made-up keys to its own auth configs, and deletes those too. If somebody else connects an",
  "account to one of them meanwhile, it keeps that auth config, and names it at the end.",
];

async function confirm(
  { others, young, oldConfigs, oldAccounts }: Survey,
  address: string,
  isYes: boolean,
): Promise<{ removeLeftovers: boolean; goOn: boolean }> {
  for (const line of plan(address)) warn(line);
  if (others > 0) warn(`This project has ${counted(others, "auth config")} of others: none of them is touched.`);
  if (young > 0)
    warn(`${counted(young, "scratch auth config")} may belong to a run that goes on: left alone for 15 minutes.`);
  const old = oldConfigs.length + oldAccounts.length;
  if (old > 0) {
    warn(
      `An earlier run that was killed has left ${counted(oldConfigs.length, "auth config")} and ${counted(oldAccounts.length, "account")}.`,
    );
  }
  if (isYes) return { removeLeftovers: old > 0, goOn: true };
  const removeLeftovers = old > 0 && (await agrees("Delete what it left? (y/N) "));
  return { removeLeftovers, goOn: await agrees("Go on? (y/N) ") };
}

async function agrees(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Nothing is made yet.
  terminal.once("SIGINT", () => process.exit(130));
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

function report({ findings, ...remains }: Verification, { save, json }: VerifyOptions, version: string): void {
  const answers = answersOf(findings);
  if (save !== undefined) writeFileSync(save, `${JSON.stringify(answers, null, 2)}\n`);
  process.exitCode = exitCodeOf(findings, remains.left);
  if (json) printJson({ version, day: new Date().toISOString().slice(0, 10), left: remains.left, findings });
  else printFindings(findings, save);
  // They are named to the user alone: the report may be attached to an issue.
  for (const line of remainsLines(remains)) warn(line);
}

function printFindings(findings: readonly Finding[], save: string | undefined): void {
  print(`${tableOf(findings)}\n\n${summaryOf(findings)}`);
  for (const finding of findings) if (finding.verdict === "differs") print(differenceOf(finding));
  if (save !== undefined) print(`\n${save} holds what differs: npx pulumi-composio emulate --answers ${save}`);
}

const tableOf = (findings: readonly Finding[]): string =>
  table(
    ["", "ASSUMPTION", "EXPECTED", "SEEN", "VERDICT"],
    findings.map(({ assumption, question, expected, seen, verdict, means }) => [
      `${assumption}`,
      question,
      expected,
      seen ?? (verdict === "could not tell" ? (means ?? "") : ""),
      verdict,
    ]),
  );

const VERDICTS: readonly Verdict[] = ["holds", "differs", "could not tell", "not probed"];

const summaryOf = (findings: readonly Finding[]): string =>
  `${VERDICTS.map((verdict) => `${verdict}: ${findings.filter((one) => one.verdict === verdict).length}`).join(", ")}.`;

const differenceOf = ({ question, seen, means }: Finding): string => `\n${question}: ${seen}\n  ${means}`;
