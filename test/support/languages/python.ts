/** A program in Python as tests run it: with the SDK that Pulumi's own generator makes of our schema, through the Automation API. */
import * as fs from "node:fs";
import * as path from "node:path";
import { runCommand } from "../engine/command";
import type { Project } from "./project";
import { pythonSdkGenerator, pythonWithPulumi } from "./tools";

const repository = path.join(__dirname, "../../..");

export interface Ran {
  steps: Array<[name: string, op: string, places: string[]]>;
  outputs: Record<string, unknown>;
}

/** One operation on the stack `dev`, with these values set in its config first. */
export type PythonProgram = (operation: string, config?: Record<string, string>) => Promise<Ran>;

/** The program in a project's folder. `name` is what `findPython` has found. */
export async function pythonProgram(project: Project, name: string): Promise<PythonProgram> {
  const python = await pythonWithPulumi(name);
  await makeSdk(project, python);
  const { cwd } = project;
  return async (operation, config = {}) => {
    const driver = path.join(__dirname, "python-driver.py");
    const env = { ...project.env, PYTHONPATH: path.join(cwd, "site") };
    const args = [driver, cwd, "dev", operation, JSON.stringify(config)];
    const { code, stdout, stderr } = await runCommand(python, args, { cwd, env, timeoutMs: 180_000 });
    if (code !== 0) throw new Error(`${operation} ended with ${code}:\n${stdout}${stderr}`);
    return JSON.parse(stdout.trim().split("\n").pop() ?? "");
  };
}

/** As `pulumi package add composio` does. */
async function makeSdk(project: Project, python: string): Promise<void> {
  const schema = path.join(project.cwd, "schema.json");
  const launcher = path.join(repository, "dist/plugin/pulumi-resource-composio");
  const { stdout } = await project.tryPulumi("package", "get-schema", launcher);
  fs.writeFileSync(schema, stdout);
  const folder = path.join(project.cwd, "sdk");
  const made = await runCommand(await pythonSdkGenerator(), [schema, folder], { env: process.env, timeoutMs: 60_000 });
  expect(made).toEqual({ code: 0, stdout: "", stderr: "" });
  // Without a network, and so by the setuptools of the virtual environment.
  const how = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"];
  const install = ["-m", "pip", "install", ...how, "--target", path.join(project.cwd, "site"), folder];
  const installed = await runCommand(python, install, { env: process.env, timeoutMs: 120_000 });
  expect({ code: installed.code, stderr: installed.stderr }).toEqual({ code: 0, stderr: "" });
}
