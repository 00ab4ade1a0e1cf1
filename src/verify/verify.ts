/** One run: survey, toolkits, probes, and an end that leaves nothing behind, however it comes. */
import { Lab } from "./lab";
import type { Survey } from "./leftovers";
import { removeLeftovers, survey } from "./leftovers";
import { scratchName } from "./marks";
import type { Probe } from "./probe";
import { PROBES, UNPROBED } from "./probes";
import type { Remains } from "./removal";
import type { Finding, Tries } from "./report";
import { judge, notProbed } from "./report";
import { Scratch } from "./scratch";
import { chooseToolkits } from "./toolkits";
import type { WireOptions } from "./wire";
import { Stopped, Unclear, Wire } from "./wire";

export interface VerifyOptions extends WireOptions {
  /** 8 random hex, each time others. */
  createHex: () => string;
  /** Ends the run before its next request; what was made is deleted all the same. */
  signal: AbortSignal;
  /** Sees the project before anything is made. False: leave it as it is. */
  confirm: (project: Survey) => Promise<{ removeLeftovers: boolean; goOn: boolean }>;
  /** Is told of each probe before it runs. */
  onProbe: (done: number, all: number, question: string) => void;
  /** Is told when the deleting begins. */
  onCleanUp: () => void;
}

/** The scratch configs that remain are of this run and of earlier ones. */
export interface Verification extends Remains {
  findings: Finding[];
}

/** Undefined if `confirm` said no. Rejects, with all deleted that could be, if it could not run or was stopped. */
export async function verify(options: VerifyOptions): Promise<Verification | undefined> {
  const wire = new Wire(options);
  try {
    const look = () => clearly("The project could not be looked at", () => survey(wire));
    const project = await look();
    const answer = await options.confirm(project);
    if (options.signal.aborted) throw stopped();
    const kept = answer.removeLeftovers
      ? await clearly("What an earlier run left could not be deleted", () => removeLeftovers(wire, project))
      : { left: 0, inUse: [] };
    if (!answer.goOn) return undefined;
    // The toolkits of what was deleted are free again.
    const { findings, left, inUse } = await run(wire, answer.removeLeftovers ? await look() : project, options);
    return { findings, left: left + kept.left, inUse: [...inUse, ...kept.inUse] };
  } finally {
    await wire.close();
  }
}

async function run(wire: Wire, { usedToolkits }: Survey, options: VerifyOptions): Promise<Verification> {
  const goOn = () => {
    if (options.signal.aborted) throw stopped();
  };
  goOn();
  const chosen = await chooseToolkits(wire, usedToolkits);
  const runHex = options.createHex();
  const toolkits = new Set(Object.values(chosen).map(({ slug }) => slug));
  const scratch = new Scratch({ wire, runHex, createHex: options.createHex, toolkits, goOn });
  const lab = new Lab({ wire, scratch, toolkits: chosen, search: scratchName(runHex, "") });
  const findings: Finding[] = [];
  let failure: unknown;
  try {
    for (const probe of PROBES) {
      goOn();
      options.onProbe(findings.length, PROBES.length, probe.question);
      findings.push(judge(probe, await tryTwice(probe, lab)));
    }
  } catch (error) {
    failure = error;
  }
  options.onCleanUp();
  const remains = await cleanUp(scratch, failure);
  if (options.signal.aborted) failure ??= stopped();
  if (failure === undefined) return { findings: [...findings, ...UNPROBED.map(notProbed)], ...remains };
  if (remains.left === 0) throw failure;
  throw new Error([(failure as Error).message, ...remainsLines(remains)].join(" "), { cause: failure });
}

/** One try may see the fault of a moment. */
async function tryTwice(probe: Probe, lab: Lab): Promise<Tries> {
  try {
    return { seen: [await probe.see(lab), await probe.see(lab)] };
  } catch (error) {
    if (error instanceof Unclear) return { unclear: error.message };
    throw error;
  }
}

async function cleanUp(scratch: Scratch, failure: unknown): Promise<Remains> {
  try {
    return await scratch.removeAll();
  } catch (error) {
    const cause = failure ?? error;
    const began = failure === undefined ? "" : `${(failure as Error).message} `;
    throw new Error(`${began}Not all scratch auth configs could be deleted: ${(error as Error).message}. ${LATER}`, {
      cause,
    });
  }
}

const LATER = "Run this command again in 15 minutes: it will offer to delete them.";

/** The scratch configs that remain, and what to do about them. */
export function remainsLines({ left, inUse }: Remains): string[] {
  const others = left - inUse.length;
  return [
    ...inUse.map((config) => `Kept, since somebody else has connected an account to it: ${config}. Delete it by hand.`),
    ...(others > 0 ? [`${others} scratch auth configs could not be deleted. ${LATER}`] : []),
  ];
}

const stopped = (): Stopped => new Stopped("Stopped: no verdicts.");

/** Whatever a run needs before it can begin. */
async function clearly<Result>(attempt: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof Unclear || error instanceof Stopped)) throw error;
    throw new Error(`${attempt}: ${error.message}.`, { cause: error });
  }
}
