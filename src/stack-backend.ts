/**
 * Which state backend this stack lives in, found as the CLI finds it: `PULUMI_BACKEND_URL`, else `backend.url` of
 * Pulumi.yaml, else `current` of the CLI's credentials file (in `PULUMI_CREDENTIALS_PATH`, else `PULUMI_HOME`). Two backends can hold stacks of the same names, so this is
 * part of what tells one stack's auth configs from another's.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Asks the Pulumi CLI of this environment for the address of its current backend; undefined if there is no answer. */
type AskCli = (environment: NodeJS.ProcessEnv, directory: string) => string | undefined;

/** A text that is the same for the same backend; undefined if it can't be told. A folder counts with the host that it is on. */
export function findBackend(
  environment: NodeJS.ProcessEnv,
  directory: string,
  askCli: AskCli = askPulumi,
): string | undefined {
  const url = addressOf(environment, directory, askCli);
  if (url === undefined) return undefined;
  const folder = folderOf(url, directory);
  if (folder !== undefined) return `file ${hostname()} ${folder}`;
  const [address, query] = url.split("?") as [string, string?];
  const place = placeOf(address, new URLSearchParams(query), environment);
  const host = LOOPBACK.test(place || address) ? hostname() : "";
  return [host, place, address.replace(/\/+$/, "")].filter(Boolean).join(" ");
}

/** The folder of a `file://` backend; undefined if it is another one, or can't be told. */
export function findBackendFolder(environment: NodeJS.ProcessEnv, directory: string): string | undefined {
  const url = addressOf(environment, directory, askPulumi);
  return url === undefined ? undefined : folderOf(url, directory);
}

/**
 * Beside each file a `file://` backend keeps a file of attributes, which it does not write in one step. An engine that is killed in
 * between leaves an empty one. Then the CLI says this, though the file itself is whole.
 */
export const isHalfWritten = (errorOutput: string): boolean =>
  /failed to (load checkpoint|read stack tags file): EOF/.test(errorOutput);

function addressOf(environment: NodeJS.ProcessEnv, directory: string, askCli: AskCli): string | undefined {
  const project = findProject(directory);
  const url =
    environment.PULUMI_BACKEND_URL?.trim() ||
    (project && backendOfProject(project)) ||
    currentBackend(credentialsFile(environment), () => askCli(environment, directory));
  return url || undefined;
}

/** The query of such an address says only how to write to the folder. */
function folderOf(url: string, directory: string): string | undefined {
  const [address = ""] = url.split("?");
  return address.startsWith("file://") ? realPath(address.slice("file://".length), directory) : undefined;
}

const LOOPBACK = /^(\w+:\/\/)?(localhost|127\.|\[::1\])/;

/** Buckets have their names within an endpoint or an account. All else that a query says is how to get there. */
function placeOf(address: string, query: URLSearchParams, environment: NodeJS.ProcessEnv): string {
  if (address.startsWith("s3://")) {
    return query.get("endpoint") ?? environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL ?? "";
  }
  if (!address.startsWith("azblob://")) return "";
  const account = query.get("storage_account") ?? environment.AZURE_STORAGE_ACCOUNT ?? "";
  return [query.get("domain") ?? "", account].filter(Boolean).join(" ");
}

/** The first one upward, in any of the forms that the CLI takes. */
function findProject(directory: string): string | undefined {
  const found = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].map((file) => join(directory, file)).find(existsSync);
  const parent = dirname(directory);
  return found ?? (parent === directory ? undefined : findProject(parent));
}

function backendOfProject(file: string): string | undefined {
  const text = readFileSync(file, "utf8");
  if (!text.includes("backend")) return undefined;
  // Most projects name no backend, so the parser is loaded for those alone that do.
  const { parse } = require("yaml") as typeof import("yaml");
  const project = parse(text) as { backend?: { url?: string } } | null;
  return project?.backend?.url;
}

/** The variable names the folder of the file. */
function credentialsFile(environment: NodeJS.ProcessEnv): string {
  const home = environment.PULUMI_HOME?.trim() || join(homedir(), ".pulumi");
  return join(environment.PULUMI_CREDENTIALS_PATH?.trim() || home, "credentials.json");
}

/** The CLI may keep its credentials in a form that only the CLI can read. */
function currentBackend(file: string, askCli: () => string | undefined): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { current } = JSON.parse(readFileSync(file, "utf8")) as { current?: unknown };
    return typeof current === "string" ? current : undefined;
  } catch {
    return askCli();
  }
}

/** Takes a second, so it is asked only if nothing else tells. */
function askPulumi(environment: NodeJS.ProcessEnv, directory: string): string | undefined {
  const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { stdout } = spawnSync("pulumi", ["whoami", "--json"], {
    cwd: directory,
    env,
    encoding: "utf8",
    timeout: 10_000,
  });
  try {
    const { url } = JSON.parse(stdout) as { url?: unknown };
    return typeof url === "string" ? url : undefined;
  } catch {
    return undefined;
  }
}

/** `~` is the home folder; what is relative is relative to the project. */
function realPath(path: string, directory: string): string {
  const project = findProject(directory);
  const base = project ? dirname(project) : directory;
  const absolute = resolve(base, path.replace(/^~(?=$|\/)/, homedir()));
  return existsSync(absolute) ? realpathSync(absolute) : absolute;
}
