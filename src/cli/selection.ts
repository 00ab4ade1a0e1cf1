/** Which auth configs somebody means: by id, by toolkit, all of them, those of a Terraform state, or chosen in a terminal. */
import { createInterface } from "node:readline/promises";
import type { AuthConfigItem, Client } from "../client";
import { allAuthConfigs } from "../discovery/auth-config-list";
import { knownToolkit } from "./known-toolkit";
import type { MarkedAuthConfig } from "./list";
import { listing, withMakers } from "./list";
import { stackText } from "./made-by";
import { print, printColoured } from "./output";
import { warn, warnOfUnreadable } from "./project-client";
import type { TerraformAuthConfig } from "./terraform-state";
import { readTerraformState } from "./terraform-state";

export interface Wish {
  ids: readonly string[];
  toolkit?: string | undefined;
  all?: boolean | undefined;
  fromTerraform?: string | undefined;
  /** The stack that they are for. */
  stack?: string | undefined;
  cwd?: string | undefined;
  ofOtherStacks?: boolean | undefined;
}

export interface Selected {
  item: AuthConfigItem;
  /** Present if it comes from a Terraform state. */
  terraform?: TerraformAuthConfig;
}

/** Reads what is meant before anything is asked, so that a wrong flag costs no request. */
export function selectionOf(wish: Wish): (client: Client) => Promise<Selected[]> {
  const { ids, toolkit, all, fromTerraform } = wish;
  if ([ids.length > 0, toolkit !== undefined || all, fromTerraform !== undefined].filter(Boolean).length > 1) {
    throw new Error("Name the auth configs in one way: by ids, by --toolkit or --all, or by --from-terraform.");
  }
  if (fromTerraform !== undefined) {
    const states = readTerraformState(fromTerraform);
    return (client) =>
      Promise.all(states.map(async (terraform) => ({ item: await client.getAuthConfig(terraform.id), terraform })));
  }
  if (ids.length > 0) {
    return (client) => Promise.all([...new Set(ids)].map(async (id) => ({ item: await client.getAuthConfig(id) })));
  }
  if (toolkit !== undefined || all) return async (client) => unclaimed(await listed(client, wish), wish);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Error("Name the auth configs to import: their ids, --toolkit <slug>, --all or --from-terraform <file>.");
  }
  return async (client) => chosen(await listed(client, wish), wish);
}

/** A selected one, and the stack that has made it. */
interface Offered extends Selected {
  listed: MarkedAuthConfig;
}

async function listed(client: Client, { toolkit, cwd }: Wish): Promise<Offered[]> {
  const filter = { includeDisabled: true, ...(toolkit !== undefined && { toolkit }) };
  const items = await allAuthConfigs(client, filter, warnOfUnreadable);
  if (toolkit !== undefined && items.length === 0) await knownToolkit(client, toolkit);
  if (items.length === 0)
    throw new Error(`There are no auth configs${toolkit ? ` for toolkit ${toolkit}` : " in this project"}.`);
  // Oldest first: what was made before keeps the name without a number.
  items.reverse();
  return (await withMakers(items, cwd)).map((listed, index) => ({ item: items[index] as AuthConfigItem, listed }));
}

/** Auth configs that another stack has made are left to it: two owners would each change and delete it behind the other's back. */
function unclaimed(offered: readonly Offered[], { stack, ofOtherStacks }: Wish): Offered[] {
  if (ofOtherStacks) return [...offered];
  const isOthers = ({ listed: { madeBy } }: Offered) =>
    madeBy !== undefined && (!stack || madeBy.stack !== nameOf(stack));
  const others = offered.filter(isOthers);
  if (others.length === 0) return [...offered];
  const named = others
    .map(({ item, listed: { madeBy } }) => `${item.id} (${stackText(madeBy ?? { mark: "" })})`)
    .join(", ");
  const leftOut = `made by ${stack ? "other " : ""}stacks, by the marks in their names: ${named}. Name their ids, or add --of-other-stacks.`;
  if (others.length === offered.length) throw new Error(`Nothing is left to import. These were ${leftOut}`);
  warn(`Left out what was ${leftOut}`);
  return offered.filter((one) => !isOthers(one));
}

/** A stack may be named with its organization and project. */
const nameOf = (stack: string): string => stack.slice(stack.lastIndexOf("/") + 1);

/** Asks until the answer can be read. */
async function chosen(offered: readonly Offered[], wish: Wish): Promise<Selected[]> {
  printColoured(
    listing(
      offered.map(({ listed }) => listed),
      { isNumbered: true },
    ),
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.once("SIGINT", () => process.exit(130));
  try {
    for (;;) {
      const answer = await terminal.question("Import which? (such as 1,3-5, or all) ");
      if (answer.trim().toLowerCase() === "all") return unclaimed(offered, wish);
      const numbers = readNumbers(answer, offered.length);
      if (numbers) return numbers.flatMap((number) => offered[number - 1] ?? []);
      print(`Give numbers from 1 to ${offered.length}, such as 1,3-5, or all. To leave without an import, press ^C.`);
    }
  } finally {
    terminal.close();
  }
}

/** `1,3-5`, in order and each once; undefined if it says nothing, or a number that is not offered. */
export function readNumbers(answer: string, count: number): number[] | undefined {
  const numbers = new Set<number>();
  for (const part of answer.split(/[\s,]+/).filter((text) => text !== "")) {
    const [, first = "", last = first] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first || Number.NaN), Number(last || Number.NaN)];
    if (!(from >= 1 && from <= to && to <= count)) return undefined;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return numbers.size > 0 ? [...numbers].sort((a, b) => a - b) : undefined;
}
