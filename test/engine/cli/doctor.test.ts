import * as fs from "node:fs";
import * as path from "node:path";
import { inProject } from "./engine-project";

describe("doctor on the engine", () => {
  it(
    "finds an auth config that a run of the stack made and the state has lost",
    inProject([], async ({ folder, emulator, pulumi, cli }) => {
      const program = `import { AuthConfig } from "pulumi-composio";\nfor (const name of ["github", "github-eu"]) new AuthConfig(name, { toolkit: "github" });\n`;
      fs.writeFileSync(path.join(folder, "index.ts"), program);
      await pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
      const [made] = emulator.authConfigs();
      const healthy = await cli("doctor", "--stack", "dev");
      expect(healthy).toContain("ok       Stack dev has 2 auth configs, all there\n");
      // Those that a stack declares are no duplicates of each other.
      expect(healthy).not.toContain("Toolkit github has");

      const { deployment } = JSON.parse(await pulumi("stack", "export", "--stack", "dev"));
      const { urn } = deployment.resources.find((one: { id?: string }) => one.id === made?.id);
      await pulumi("state", "delete", urn, "--yes", "--stack", "dev");
      await expect(cli("doctor", "--stack", "dev")).rejects.toThrow(
        `problem  ${made?.id} "${made?.name}" was made for stack dev, which does not hold it (0 connected accounts).`,
      );
    }),
  );
});
