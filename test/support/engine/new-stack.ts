/**
 * A new stack, as `pulumi stack init --secrets-provider` leaves it in a file backend, without the CLI: the suite makes hundreds.
 * harness.test.ts holds it against a stack of the CLI's own.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { ENCRYPTED_KEY, SECRETS_PROVIDER } from "./key-service";

/** The engine takes a state of any version before its own, if the magic is that version's hash. */
const WRITTEN_BY = "v3.274.1";

export interface NewStack {
  /** The folder of the file backend. */
  backend: string;
  /** PULUMI_HOME, the folder in which the CLI notes which stack of a project is selected. */
  home: string;
  /** The project's folder, with its Pulumi.yaml. */
  cwd: string;
  /** The stack's name. */
  name: string;
}

/** The stack's state file; the stack is selected afterwards. */
export function writeNewStack({ backend, home, cwd, name }: NewStack): string {
  const projectFile = path.join(fs.realpathSync(cwd), "Pulumi.yaml");
  const { name: project } = parse(fs.readFileSync(projectFile, "utf8")) as { name: string };
  const stateFile = path.join(backend, ".pulumi/stacks", project, `${name}.json`);
  if (fs.existsSync(stateFile)) throw new Error(`There is a stack ${project}/${name} already`);

  const latest = {
    manifest: {
      time: new Date().toISOString(),
      magic: createHash("sha256").update(WRITTEN_BY).digest("hex"),
      version: WRITTEN_BY,
    },
    secrets_providers: { type: "cloud", state: { url: SECRETS_PROVIDER, encryptedkey: ENCRYPTED_KEY } },
    metadata: {},
  };
  const checkpoint = { stack: `organization/${project}/${name}`, latest };
  write(path.join(backend, ".pulumi/meta.yaml"), "version: 1\n");
  write(stateFile, JSON.stringify({ version: 3, checkpoint }));
  addKey(path.join(cwd, `Pulumi.${name}.yaml`));
  const selected = createHash("sha1").update(projectFile).digest("hex");
  write(
    path.join(home, "workspaces", `${project}-${selected}-workspace.json`),
    JSON.stringify({ stacks: { [`file://${backend}`]: checkpoint.stack } }),
  );
  return stateFile;
}

/** To the stack's settings, which a project may bring along. */
function addKey(settings: string): void {
  const given = fs.existsSync(settings) ? fs.readFileSync(settings, "utf8") : "";
  if (given.includes("encryptedkey:")) return;

  fs.writeFileSync(settings, `secretsprovider: ${SECRETS_PROVIDER}\nencryptedkey: ${ENCRYPTED_KEY}\n${given}`);
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
