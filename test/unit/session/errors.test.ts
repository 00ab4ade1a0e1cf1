/** How an error of `sessionConfig` reaches the user, in a process of its own: jest has handlers of rejections too. */
import { spawnSync } from "node:child_process";

const PRELUDE = `
  require("tsx/cjs");
  const pulumi = require("@pulumi/pulumi");
  const { AuthConfig, sessionConfig, toPython } = require("./src");
  const mocks = { newResource: ({ name, inputs }) => ({ id: "ac_" + name, state: inputs }), call: ({ inputs }) => inputs };
  pulumi.runtime.setMocks(mocks, "project", "stack", false, "acme");
  const seen = { errors: new Set(), isPlain: true, lateHandlers: 0 };
  process.on("unhandledRejection", (error) => {
    seen.errors.add(error.message);
    seen.isPlain &&= pulumi.RunError.isInstance(error) && error.stack === "";
  });
  process.on("rejectionHandled", () => { seen.lateHandlers += 1; });
  process.on("exit", () => console.log(JSON.stringify({ ...seen, errors: [...seen.errors] })));
  const somethingElse = () => new Promise((resolve) => setTimeout(resolve, 200));
  const failing = () => sessionConfig([new AuthConfig("a", { toolkit: "github" })], { toolkits: pulumi.output(["gmail"]) });
`;

function run(program: string): unknown {
  const script = `${PRELUDE} pulumi.runtime.runInPulumiStack(async () => { ${program} }).catch(() => {});`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 60_000 });
  return JSON.parse(stdout || JSON.stringify(stderr));
}

describe("an error of sessionConfig that comes later", () => {
  it.each([
    ["is exported", "return { session: failing() };"],
    ["is exported after something else", "const session = failing(); await somethingElse(); return { session };"],
    [
      "is changed before it is exported",
      "const session = failing(); await somethingElse(); return { python: session.apply(toPython), ids: session.authConfigs };",
    ],
    ["is not used", "failing();"],
  ])("is reported as one line if the session %s", (_case, program) => {
    expect(run(program)).toEqual({
      errors: ['sessionConfig: toolkits leaves out github, but "a" is for it'],
      isPlain: true,
      lateHandlers: 0,
    });
  });
});
