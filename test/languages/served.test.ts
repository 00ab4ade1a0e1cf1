/** The archives of the plugin, served as somebody serves them for a team: the engine gets them, and the SDK knows the address. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { inFullRun } from "../support/in-full-run";
import { Project } from "../support/languages/project";
import { yamlHost } from "../support/languages/tools";

const repository = path.join(__dirname, "../..");
const { version } = require("../../package.json") as { version: string };

inFullRun(
  "installs from the server that has the archives, and runs",
  async () => {
    const project = await Project.open(path.join(repository, "examples/yaml"), [await yamlHost()]);
    const folder = path.join(project.backend.folder, "archives");
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      const file = path.join(folder, path.basename(request.url ?? ""));
      if (!fs.existsSync(file)) return void response.writeHead(404).end();
      // The engine wants to know the length beforehand.
      response.setHeader("content-length", fs.statSync(file).size);
      fs.createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const script = path.join(repository, "src/native/build/archives.ts");
      execFileSync(process.execPath, [require.resolve("tsx/cli"), script, folder, "--url", url]);
      await project.pulumi("plugin", "install", "resource", "composio", version, "--server", url);
      const [only = ""] = asked;
      expect([asked.length, only.startsWith(`/pulumi-resource-composio-v${version}-`)]).toEqual([1, true]);

      const schema = JSON.parse((await project.tryPulumi("package", "get-schema", `composio@${version}`)).stdout);
      expect(schema).toMatchObject({ name: "composio", version, pluginDownloadURL: url });
      project.edit(
        "Pulumi.yaml",
        () =>
          'name: one\nruntime: yaml\nresources: { github: { type: "composio:AuthConfig", properties: { toolkit: github } } }\n',
      );
      project.init("dev");
      await project.pulumi("up", "--yes", "--skip-preview");
      expect(project.emulator.authConfigs()).toHaveLength(1);
    } finally {
      server.close();
      await project.close();
    }
  },
  300_000,
);
