/** `diff`: the auth configs of two stacks side by side. */
import { print, printColoured, printJson, table } from "./output";
import type { Shown } from "./stack-difference";
import { SECRET, stackDifference } from "./stack-difference";
import { readStack } from "./stack-state";

export interface DiffOptions {
  from: string;
  to: string;
  json?: boolean;
  exitCode?: boolean;
  cwd?: string;
}

export async function diff({ from, to, json, exitCode, cwd }: DiffOptions): Promise<void> {
  const [one, other] = await Promise.all([readStack(from, cwd), readStack(to, cwd)]);
  const differing = stackDifference(one.authConfigs, other.authConfigs);
  if (exitCode && differing.length > 0) process.exitCode = 1;
  if (json) return printJson(differing);
  if (differing.length === 0) {
    const count = one.authConfigs.length;
    return print(
      `${from} and ${to} declare the same ${count} auth config${count === 1 ? "" : "s"}, secrets not compared.`,
    );
  }
  printColoured(
    table(
      ["AUTH CONFIG", "INPUT", from, to],
      differing.map(({ authConfig, field, ...sides }) => [
        authConfig,
        field ?? "",
        cellOf(sides.from),
        cellOf(sides.to),
      ]),
    ),
  );
}

function cellOf(value: Shown): string {
  if (value === null) return "-";
  if (value === SECRET) return "(secret)";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
