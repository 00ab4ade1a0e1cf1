/** Can the engine's process find the provider? It starts in the program's folder and looks where `provider-text.ts` says. */
import { createRequire } from "node:module";

/**
 * The advice if neither place has this package; undefined if one has it, or if that can't be told. In a workspace whose modules
 * are not hoisted, a program that depends on a package that depends on this one can import it, and the engine's process can't.
 */
export function missingProvider(programFolder: string): string | undefined {
  const fromProgram = createRequire(`${programFolder}/_`);
  const sdk = resolved(fromProgram, "@pulumi/pulumi/package.json");
  if (sdk === undefined || resolved(fromProgram, PROVIDER) || resolved(createRequire(sdk), PROVIDER)) return undefined;
  return (
    `The engine starts the provider in ${programFolder}, and finds no pulumi-composio from there: add it to the dependencies ` +
    "in the package.json of the program, though another package brings it along (`npm install pulumi-composio`, `pnpm add pulumi-composio`)."
  );
}

const PROVIDER = "pulumi-composio/provider";

function resolved(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from.resolve(name);
  } catch {
    return undefined;
  }
}
