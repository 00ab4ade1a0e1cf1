import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Where everything is installed that is not the project's own: outside the checkout, kept between runs. */
export function cacheFolder(name: string): string {
  const folder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "pulumi-composio");
  fs.mkdirSync(folder, { recursive: true });
  return path.join(folder, name);
}
