/** `import`: brings auth configs that exist into a stack, and writes the program that declares them. */
import { lstatSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Toolkit } from "../api/toolkit";
import type { Client } from "../client";
import { chosenInputs } from "../model/chosen-inputs";
import type { ImportedConfig } from "./import-file";
import { importFile } from "./import-file";
import { declarationsOf } from "./import-program";
import type { ImportOptions, Outcome } from "./import-report";
import { importReport, pulumiImport } from "./import-report";
import { toolkitOrNothing } from "./known-toolkit";
import { logicalNames } from "./logical-names";
import { moduleFormOf } from "./module-form";
import { print } from "./output";
import { withClient } from "./project-client";
import { pulumi } from "./pulumi-command";
import type { Selected } from "./selection";
import { selectionOf } from "./selection";
import type { StackAuthConfig } from "./stack-state";
import { readStack } from "./stack-state";
import { configCommands, programText } from "./typescript-program";

export async function importAuthConfigs(ids: readonly string[], options: ImportOptions): Promise<void> {
  refuseUnusable(options);
  const select = selectionOf({ ids, ...options });
  const inStack = options.stack === undefined ? [] : (await readStack(options.stack, options.cwd)).authConfigs;
  const { selected, toolkits } = await withClient(async (client) => {
    const all = await select(client);
    const wanted = all.filter(({ item }) => !inStack.some(({ id }) => id === item.id));
    return { selected: wanted, toolkits: await readToolkits(client, wanted) };
  }, options);
  if (selected.length === 0) return print(`All of them are in the stack ${options.stack} already.`);

  const outcome = write(imported(selected, toolkits, inStack), selected, options);
  if (options.stack !== undefined) {
    await pulumi(pulumiImport(options, resolve(options.out)), { cwd: options.cwd, isInteractive: true });
  }
  print(importReport(outcome, options));
}

/** Before anything is asked or written. */
function refuseUnusable({ stack, yes, out, code, force, parent, provider }: ImportOptions): void {
  for (const [flag, urn] of [
    ["--parent", parent],
    ["--provider", provider],
  ] as const) {
    if (urn !== undefined && !/^urn:pulumi:.+::.+::.+::.+/.test(urn)) {
      throw new Error(`${flag} must be a URN, as \`pulumi stack --show-urns\` lists them, but got: ${urn}`);
    }
  }
  if (stack !== undefined && !yes && !process.stdin.isTTY) {
    throw new Error("--stack asks before it imports, and nobody can be asked here: add --yes.");
  }
  for (const [flag, file] of [
    ["--out", out],
    ["--code", code],
  ] as const) {
    if (!force && isTaken(file)) throw new Error(`${file} exists. Name another file with ${flag}, or add --force.`);
  }
  if (resolve(out) === resolve(code)) throw new Error(`--out and --code must be two files, but got: ${out} for both.`);
}

/** Links count as themselves: what a dangling one would make stands somewhere else. */
const isTaken = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

async function readToolkits(client: Client, selected: readonly Selected[]): Promise<Map<string, Toolkit | undefined>> {
  const slugs = [...new Set(selected.map(({ item }) => item.toolkit.slug))];
  return new Map(await Promise.all(slugs.map(async (slug) => [slug, await toolkitOrNothing(client, slug)] as const)));
}

function imported(
  selected: readonly Selected[],
  toolkits: Map<string, Toolkit | undefined>,
  inStack: readonly StackAuthConfig[],
): ImportedConfig[] {
  const named = selected.map(({ item, terraform }) => ({
    toolkit: item.toolkit.slug,
    name: terraform?.name ?? item.name,
  }));
  const names = logicalNames(
    named,
    inStack.map(({ logicalName }) => logicalName),
  );
  return selected.map(({ item }, index) => {
    const toolkit = toolkits.get(item.toolkit.slug);
    return { item, logicalName: names[index] ?? "", chosen: chosenInputs(item, toolkit) };
  });
}

function write(configs: ImportedConfig[], selected: readonly Selected[], options: ImportOptions): Outcome {
  const { out, code, secrets, parent, provider, protect } = options;
  // Without --force nothing stands there, and nothing that somebody puts there meanwhile is written over.
  const flag = options.force ? "w" : "wx";
  const declarations = declarationsOf(configs, { protect, parent, provider });
  const file = importFile(configs, { trusts: secrets === "trust", parent, provider });
  writeFileSync(out, `${JSON.stringify(file, null, 2)}\n`, { flag });
  writeFileSync(code, programText(declarations, moduleFormOf(code)), { flag });
  return {
    configs,
    configCommands: configCommands(declarations),
    terraformAddresses: selected.flatMap(({ terraform }) => (terraform ? [terraform.address] : [])),
  };
}
