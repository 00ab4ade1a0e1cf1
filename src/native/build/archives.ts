/**
 * Makes the archives that a `pluginDownloadURL` serves, for those who publish: one for each system, all with the same files.
 * `tsx src/native/build/archives.ts <folder> [--url <where they will lie>]`; the address goes into the schema, so that
 * generated SDKs know it.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPlugin, packageVersion } from "./plugin";

const SYSTEMS = ["linux", "darwin", "windows"].flatMap((system) =>
  ["amd64", "arm64"].map((chip) => `${system}-${chip}`),
);

/** Fills the folder; gives the names of the files. */
export async function makeArchives(folder: string, url: string | undefined): Promise<string[]> {
  const version = packageVersion();
  const built = mkdtempSync(join(tmpdir(), "pulumi-composio-plugin-"));
  try {
    await buildPlugin(built, { version, pluginDownloadURL: url });
    mkdirSync(folder, { recursive: true });
    return SYSTEMS.map((system) => {
      const name = `pulumi-resource-composio-v${version}-${system}.tar.gz`;
      // Windows has a tar of this kind too.
      execFileSync("tar", ["-czf", join(folder, name), "-C", built, "."]);
      return name;
    });
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

if (require.main === module) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: "string" } } });
  const [folder] = positionals;
  if (folder === undefined)
    throw new Error("Name the folder for the archives: npm run plugin:archives -- <folder> [--url <url>]");
  makeArchives(folder, values.url).then(
    (names) => console.log(names.join("\n")),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
