/** Which auth configs somebody means: by id, by toolkit, all of them, those of a Terraform state, or chosen in a terminal. */
import { createInterface } from "node:readline/promises";
import type { AuthConfigItem, Client } from "../client";
import { allAuthConfigs, listedOf } from "../discovery/auth-config-list";
import { knownToolkit } from "./known-toolkit";
import { listing } from "./list";
import { print, printColoured } from "./output";
import { warnOfUnreadable } from "./project-client";
import type { TerraformAuthConfig } from "./terraform-state";
import { readTerraformState } from "./terraform-state";

export interface Wish {
  ids: readonly string[];
  toolkit?: string | undefined;
  all?: boolean | undefined;
  fromTerraform?: string | undefined;
}

export interface Selected {
  item: AuthConfigItem;
  /** Where it comes from a Terraform state. */
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
  if (toolkit !== undefined || all) return (client) => listed(client, toolkit);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Error("Name the auth configs to import: their ids, --toolkit <slug>, --all or --from-terraform <file>.");
  }
  return async (client) => chosen(await listed(client));
}

async function listed(client: Client, toolkit?: string): Promise<Selected[]> {
  const filter = { includeDisabled: true, ...(toolkit !== undefined && { toolkit }) };
  const items = await allAuthConfigs(client, filter, warnOfUnreadable);
  if (toolkit !== undefined && items.length === 0) await knownToolkit(client, toolkit);
  if (items.length === 0)
    throw new Error(`There are no auth configs${toolkit ? ` for toolkit ${toolkit}` : " in this project"}.`);
  // Oldest first: what was made before keeps the name without a number.
  return items.reverse().map((item) => ({ item }));
}

/** Asks until the answer can be read. */
async function chosen(offered: readonly Selected[]): Promise<Selected[]> {
  printColoured(
    listing(
      offered.map(({ item }) => listedOf(item)),
      { isNumbered: true },
    ),
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.once("SIGINT", () => process.exit(130));
  try {
    for (;;) {
      const numbers = readNumbers(await terminal.question("Import which? (such as 1,3-5, or all) "), offered.length);
      if (numbers) return numbers.flatMap((number) => offered[number - 1] ?? []);
      print(`Give numbers from 1 to ${offered.length}.`);
    }
  } finally {
    terminal.close();
  }
}

/** `1,3-5`, in order and each once; undefined where it says nothing, or a number that is not offered. */
export function readNumbers(answer: string, count: number): number[] | undefined {
  if (answer.trim().toLowerCase() === "all") return Array.from({ length: count }, (_, index) => index + 1);
  const numbers = new Set<number>();
  for (const part of answer.split(/[\s,]+/).filter((text) => text !== "")) {
    const [, first = "", last = first] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first || Number.NaN), Number(last || Number.NaN)];
    if (!(from >= 1 && from <= to && to <= count)) return undefined;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return numbers.size > 0 ? [...numbers].sort((a, b) => a - b) : undefined;
}
