/** The engine's events while it works, in the caller's words. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Failure } from "./errors";
import type { Step } from "./options";

/** A create that failed, and may have reached the API all the same. */
export interface DoubtfulCreate {
  urn: string;
  type: string;
  parent: string;
  provider: string;
  /** Secret values are masked. */
  inputs: { [name: string]: unknown };
}

export interface Heard {
  failures: Failure[];
  doubtful: DoubtfulCreate[];
  /** The engine has met creates that an earlier run did not end. */
  hasPending: boolean;
}

/** The engine's own lines, which it adds after others have told what is wrong. */
const AFTERTHOUGHT = /^(error: )?(update failed|preview failed|update canceled|resource monitor shut down)/i;

/** The provider's word for a create whose answer was lost. */
const DOUBT = /\bmay have been made\b/;

/** Passes steps on as they come, and keeps what the end of the run depends on. */
export function listen(progress: (step: Step) => void): { heard: Heard; onEvent: (event: EngineEvent) => void } {
  const heard: Heard = { failures: [], doubtful: [], hasPending: false };
  const creates = new Map<string, DoubtfulCreate>();
  const onEvent = (event: EngineEvent): void => {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent } = event;
    const metadata = (resourcePreEvent ?? resOutputsEvent ?? resOpFailedEvent)?.metadata;
    if (resourcePreEvent && metadata?.new) {
      const { urn, type, parent, provider, inputs } = metadata.new;
      creates.set(urn, { urn, type, parent, provider, inputs });
    }
    if (metadata && !metadata.type.startsWith("pulumi:")) {
      const phase = resourcePreEvent ? "started" : resOutputsEvent ? "done" : "failed";
      const { op, type, urn } = metadata;
      progress({ state: "resource", phase, op, resource: nameOf(urn), type });
    }
    if (!diagnosticEvent) return;
    const message = withoutMarkup(diagnosticEvent.message);
    if (message.includes("pending operations from previous deployment")) heard.hasPending = true;
    if (diagnosticEvent.severity !== "error" || AFTERTHOUGHT.test(message)) return;
    const create = creates.get(diagnosticEvent.urn ?? "");
    if (create && DOUBT.test(message)) heard.doubtful.push(create);
    heard.failures.push({ ...resourceOf(diagnosticEvent.urn), message });
  };
  return { heard, onEvent };
}

function resourceOf(urn: string | undefined): { resource?: string } {
  return !urn || typeOf(urn) === "pulumi:pulumi:Stack" ? {} : { resource: nameOf(urn) };
}

/** The logical name, which may hold `::` itself. */
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** Its own type, without those of its parents. */
export const typeOf = (urn: string): string => (urn.split("::")[2] ?? "").split("$").pop() ?? "";

/** Messages carry colours as `<{%reset%}>`. */
const withoutMarkup = (message: string): string => message.replace(/<\{%.*?%\}>/g, "").trim();
