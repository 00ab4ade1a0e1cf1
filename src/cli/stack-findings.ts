/** Findings about a stack and the project: lost, left behind, or handed to sessions and disabled. Pure. */
import type { AuthConfigItem } from "../client";
import { isMarkOf, isTemporaryName, markIn, stackHalf } from "../model/marks";
import type { Finding } from "./finding";
import { apiCall, connectionsText, counted } from "./finding";
import { shellCommand } from "./shell";
import type { StackAuthConfig, StackState } from "./stack-state";
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
  const findings = [
    ...heldTwiceFindings(facts),
    ...lostFindings(facts),
    ...orphanFindings(facts),
    ...likenessFindings(facts),
    ...foreignMarkFindings(facts),
    ...sessionFindings(facts),
  ];
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
      message: `Stack ${stack} holds auth configs that this project does not have: ${names}. Is the key that of the stack's project? If so, they were deleted.`,
      mend: [pulumiOn("refresh", stack), pulumiOn("up", stack)],
    },
  ];
}

/** As after a `pulumi state rename`, if a new resource under the old name has taken over what the renamed one holds. */
function heldTwiceFindings({ stack, state, items }: StackInAccount): Finding[] {
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return [...holdersOf(state)].flatMap(([id, holders]): Finding[] => {
    const [keeper, ...others] = keeperFirst(holders, names.get(id));
    if (!keeper || others.length === 0) return [];
    return [
      {
        check: "state",
        level: "problem",
        message:
          `${holders.map(({ logicalName }) => `"${logicalName}"`).join(" and ")} of stack ${stack} hold one auth config, ${id}: a delete of either deletes it for both. ` +
          `Leave it to "${keeper.logicalName}". \`pulumi state delete\` deletes nothing at Composio, and the next \`pulumi up\` makes a new one for what it has removed.`,
        mend: others.map(({ urn }) => shellCommand(["pulumi", "state", "delete", urn, "--stack", stack])),
      },
    ];
  });
}

/** The resource whose mark the name carries comes first: once removed from the state, it would take the auth config over again. */
function keeperFirst(holders: readonly StackAuthConfig[], name: string | undefined): StackAuthConfig[] {
  const mark = name === undefined ? undefined : markIn(name);
  const isNamed = ({ urn }: StackAuthConfig) => mark !== undefined && isMarkOf(mark, { organization: "", urn });
  return [...holders.filter(isNamed), ...holders.filter((holder) => !isNamed(holder))];
}

function holdersOf({ authConfigs }: StackState): Map<string, StackAuthConfig[]> {
  const holders = new Map<string, StackAuthConfig[]>();
  for (const config of authConfigs) holders.set(config.id, [...(holders.get(config.id) ?? []), config]);
  return holders;
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
        `\`pulumi up --stack ${stack}\` takes it if the program declares it; otherwise delete it. If the stack was renamed or moved, the moved one may hold it: run \`pulumi up\` there first.`,
      mend: [pulumiOn("up", stack), apiCall(baseUrl, "DELETE", item.id)],
    }));
}

/** A name of the user's own has no mark: whether a killed run of this stack made it, or somebody else, only the user knows. */
function likenessFindings({ stack, state, items, baseUrl }: StackInAccount): Finding[] {
  const ids = new Set(state.authConfigs.map(({ id }) => id));
  const strangers = items.filter(
    ({ id, name, no_of_connections: count }) => !ids.has(id) && markIn(name) === undefined && count === 0,
  );
  return strangers.flatMap(({ id, name, toolkit }) => {
    const isLike = ({ inputs }: StackAuthConfig) => inputs.name === name && inputs.toolkit === toolkit.slug;
    const held = state.authConfigs.find(isLike);
    if (!held) return [];
    return [
      {
        check: "orphans",
        level: "note",
        message:
          `${id} "${name}" has the toolkit and the name of "${held.logicalName}" of stack ${stack}, which does not hold it, and nobody is connected. ` +
          "Look at it: a killed run may have left it, or another stack holds it. If nobody needs it, delete it.",
        mend: [apiCall(baseUrl, "DELETE", id)],
      },
    ];
  });
}

/**
 * Auth configs with the mark of another stack or resource, as a rename or a move leaves them. A new stack or resource
 * under the old name would take them over.
 */
function foreignMarkFindings({ stack, state, items }: StackInAccount): Finding[] {
  const names = new Map(items.map(({ id, name }) => [id, name]));
  const holders = holdersOf(state);
  // One that two resources hold carries the mark of one of them at most, and is a finding of its own.
  const once = state.authConfigs.filter(({ id }) => holders.get(id)?.length === 1);
  return once.flatMap(({ id, urn, logicalName }) => {
    const name = names.get(id);
    const mark = name === undefined ? undefined : markIn(name);
    if (mark === undefined || isMarkOf(mark, { organization: "", urn })) return [];
    return [
      {
        check: "orphans",
        level: "note",
        message:
          `${id} "${name}" is held by "${logicalName}" of stack ${stack}, but its name carries the mark of another resource or another stack, ` +
          "as after a rename or a move: a new stack or resource with the old name would take it over. `pulumi up` gives it its new name.",
        mend: [pulumiOn("up", stack)],
      },
    ];
  });
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
