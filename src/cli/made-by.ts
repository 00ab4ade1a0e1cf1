/** Which stack has made an auth config: its name may carry the mark of one, and the marks of this project's stacks can be computed. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { isTemporaryName, markFor, markIn, stackHalf } from "../model/marks";
import { findBackend } from "../stack-backend";
import { pulumi } from "./pulumi-command";

export interface MadeBy {
  /** The half of the mark that all auth configs of a stack share: 8 hex. */
  mark: string;
  /** Its name, if it is a stack of the project in this folder. */
  stack?: string;
  /** Whether its create has not ended yet: the name is a temporary one. */
  isUnfinished: boolean;
}

export type StackNames = ReadonlyMap<string, string>;

/** Undefined if the name carries no mark. */
export function madeBy(name: string, stacks: StackNames): MadeBy | undefined {
  const whole = markIn(name);
  if (whole === undefined) return undefined;
  const mark = stackHalf(whole);
  const stack = stacks.get(mark);
  return { mark, ...(stack !== undefined && { stack }), isUnfinished: isTemporaryName(name) };
}

/** `stack dev`, or what is known of a stack of another project or backend. */
export const stackText = ({ mark, stack }: Pick<MadeBy, "mark" | "stack">): string =>
  stack === undefined ? `a stack with mark ${mark}` : `stack ${stack}`;

/** The mark of a stack by its full name. */
export function stackMark(fullName: string, cwd: string | undefined): string {
  const [organization = "", project = "", stack = ""] = fullName.split("/");
  const backend = findBackend(process.env, resolve(cwd ?? ".")) ?? "";
  return stackHalf(markFor({ organization, urn: `urn:pulumi:${stack}::${project}::type::name` }, backend));
}

/**
 * The stacks of the project in this folder, by their marks. None if there is no project, if no name carries a mark, or if the
 * Pulumi CLI does not say: a mark is shown then as it is.
 */
export async function stackNames(names: readonly string[], cwd: string | undefined): Promise<StackNames> {
  if (!names.some((name) => markIn(name) !== undefined) || !hasProject(resolve(cwd ?? "."))) return new Map();
  const text = await pulumi(["stack", "ls", "--json", "--fully-qualify-stack-names"], { cwd }).catch(() => "[]");
  const { data = [] } = listed.safeParse(JSON.parse(text));
  return new Map(data.map(({ name }) => [stackMark(name, cwd), name.slice(name.lastIndexOf("/") + 1)]));
}

const listed = z.array(z.object({ name: z.string() }));

function hasProject(folder: string): boolean {
  if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((file) => existsSync(join(folder, file)))) return true;
  return dirname(folder) !== folder && hasProject(dirname(folder));
}
