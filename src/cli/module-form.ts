/** How a file that is to be written loads others, by its name and by the package that it would be a part of. */
import { existsSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { parsedFile } from "./text-file";
import type { ModuleForm } from "./typescript-program";

/** TypeScript has imports in either case: the compiler makes of them what the package needs. */
export function moduleFormOf(file: string): ModuleForm {
  const extension = extname(file);
  if (extension === ".cjs") return "commonjs";
  if (extension !== ".js") return "es";
  const manifest = nearest(dirname(resolve(file)));
  return manifest !== undefined && typeIn(manifest) === "module" ? "es" : "commonjs";
}

/** Node complains of a manifest that it can't read; that is not our concern. */
function typeIn(manifest: string): unknown {
  try {
    return (parsedFile(manifest) as { type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}

function nearest(folder: string): string | undefined {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) return manifest;
  return dirname(folder) === folder ? undefined : nearest(dirname(folder));
}
