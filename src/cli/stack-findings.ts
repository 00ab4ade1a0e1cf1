/** What looks wrong between a stack and the project: lost, left behind, or handed to sessions and disabled. Pure. */
import type { AuthConfigItem } from "../client";
import { isTemporaryName, markIn, stackHalf } from "../model/marks";
import type { Finding } from "./finding";
import { apiCall, connectionsText, counted } from "./finding";
import { shellCommand } from "./shell";
import type { StackState } from "./stack-state";
import { sessionIds } from "./stack-state";

export interface StackInAccount {
  stack: string;
  state: StackState;
  items: readonly AuthConfigItem[];
  /** Ids of those that are there and can't be read. */
  unreadableIds: ReadonlySet<string>;
  baseUrl: string;
  /** Which names are of this stack's making: the marks that they carry. */
  marks: ReadonlySet<string>;
}

export function stackFindings(facts: StackInAccount): Finding[] {
  const findings = [...lostFindings(facts), ...orphanFindings(facts), ...sessionFindings(facts)];
  const count = counted(facts.state.authConfigs.length, "auth config");
  return findings.length > 0
    ? findings
    : [{ check: "state", level: "ok", message: `Stack ${facts.stack} has ${count}, all there` }];
}

/**
 * The marks in the names that this package makes for a stack. Those in its state count too: a stack that has moved to
 * another backend keeps its names.
 */
export function stackMarks(own: string, state: StackState): Set<string> {
  const kept = state.authConfigs.map(({ inputs }) => inputs.__mark).filter((mark) => typeof mark === "string");
  return new Set([own, ...kept.map((mark) => stackHalf(mark))]);
}

const pulumiOn = (command: string, stack: string): string => shellCommand(["pulumi", command, "--stack", stack]);

function lostFindings({ stack, state, items, unreadableIds }: StackInAccount): Finding[] {
  const ids = new Set([...unreadableIds, ...items.map(({ id }) => id)]);
  const lost = state.authConfigs.filter(({ id }) => !ids.has(id));
  if (lost.length === 0) return [];
  const names = lost.map(({ logicalName, id }) => `"${logicalName}" (${id})`).join(", ");
  return [
    {
      check: "state",
      level: "problem",
      message: `Stack ${stack} holds what this project does not have: ${names}. Is the key that of the stack's project? If so, they were deleted.`,
      mend: [pulumiOn("refresh", stack), pulumiOn("up", stack)],
    },
  ];
}

function orphanFindings({ stack, state, items, baseUrl, marks }: StackInAccount): Finding[] {
  const ids = new Set(state.authConfigs.map(({ id }) => id));
  const isOfStack = ({ name }: AuthConfigItem) => marks.has(stackHalf(markIn(name) ?? ""));
  return items
    .filter((item) => isOfStack(item) && !ids.has(item.id))
    .map((item) => ({
      check: "orphans",
      level: "problem",
      message:
        `${item.id} "${item.name}" was made for stack ${stack}, ${isTemporaryName(item.name) ? "by a create that has not ended" : "which does not hold it"} (${connectionsText(item)}). ` +
        `\`pulumi up --stack ${stack}\` takes it if the program declares it; otherwise delete it.`,
      mend: [pulumiOn("up", stack), apiCall(baseUrl, "DELETE", item.id)],
    }));
}

function sessionFindings({ stack, state, items, unreadableIds, baseUrl }: StackInAccount): Finding[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return sessionIds(state).flatMap(({ output, toolkit, id }): Finding[] => {
    const item = byId.get(id);
    if (unreadableIds.has(id)) return [];
    const subject = `Output ${output} of stack ${stack} names ${id} for ${toolkit}`;
    if (!item) {
      const message = `${subject}, which this project does not have.`;
      return [
        {
          check: "session",
          level: "problem",
          message,
          mend: [shellCommand(["pulumi", "up", "--refresh", "--stack", stack])],
        },
      ];
    }
    if (item.status !== "DISABLED") return [];
    const resource = state.authConfigs.find((config) => config.id === id);
    const isDeclared = resource?.inputs.enabled === false;
    return [
      {
        check: "session",
        level: "problem",
        message: `${subject}, which is disabled: nobody new can connect.${isDeclared ? ` "${resource?.logicalName}" declares it so: remove enabled: false, and run:` : ""}`,
        mend: isDeclared ? [pulumiOn("up", stack)] : [apiCall(baseUrl, "PATCH", `${id}/ENABLED`)],
      },
    ];
  });
}
