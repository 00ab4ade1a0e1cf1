/** An example in a folder of its own, in which it finds this checkout's packages by their names. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const repository = path.join(__dirname, "../../..");
const modules = path.join(repository, "node_modules");

export interface Project {
  folder: string;
  close: () => void;
}

export function projectOf(example: string): Project {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "composio-project-")));
  fs.cpSync(path.join(repository, "examples", example), folder, { recursive: true });
  fs.mkdirSync(path.join(folder, "node_modules"));
  const packages = {
    "pulumi-composio": repository,
    "@pulumi": path.join(modules, "@pulumi"),
    "@composio": path.join(modules, "@composio"),
    tsx: path.join(modules, "tsx"),
  };
  for (const [name, target] of Object.entries(packages))
    fs.symlinkSync(target, path.join(folder, "node_modules", name));
  return { folder, close: () => fs.rmSync(folder, { recursive: true, force: true }) };
}
