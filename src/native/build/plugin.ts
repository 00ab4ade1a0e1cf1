/** Makes the plugin: one file that holds all it needs, behind a launcher. Part of `npm run build`. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { SchemaOptions } from "./schema";
import { schemaOf } from "./schema";

const repository = join(__dirname, "../../..");

/** Where the package has it. */
export const PLUGIN_FOLDER = join(repository, "dist/plugin");

export const packageVersion = (): string =>
  (JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { version: string }).version;

/** Fills the folder. Takes about a second. */
export async function buildPlugin(folder: string, options: SchemaOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const schema = JSON.stringify(schemaOf(options));
  const { metafile } = await build({
    entryPoints: [join(__dirname, "../main.ts")],
    outfile: join(folder, "pulumi-resource-composio.js"),
    absWorkingDir: repository,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Names stay readable in stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    alias: { "undici/index.js": join(repository, ".config/undici-agents.cjs") },
    metafile: true,
    define: { PLUGIN_VERSION: JSON.stringify(options.version), PLUGIN_SCHEMA: JSON.stringify(schema) },
    logLevel: "warning",
  });
  writeFileSync(join(folder, "LICENSES.txt"), licensesOf(Object.keys(metafile.inputs)));
  for (const launcher of ["pulumi-resource-composio", "pulumi-resource-composio.cmd"]) {
    copyFileSync(join(__dirname, launcher), join(folder, launcher));
    chmodSync(join(folder, launcher), 0o755);
  }
}

/** The licenses of the packages that the file holds. */
function licensesOf(files: readonly string[]): string {
  const packages = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  const texts = [...new Set(packages)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(repository, folder, "package.json"), "utf8"));
    const file = readdirSync(join(repository, folder)).find((each) => /^licen[cs]e/i.test(each));
    const text =
      file && existsSync(join(repository, folder, file)) ? readFileSync(join(repository, folder, file), "utf8") : "";
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

if (require.main === module) {
  buildPlugin(PLUGIN_FOLDER, { version: packageVersion() }).catch((error: Error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
