/** The official Python SDK takes the result of `toPython`, and does with it as `docs/sessions.md` says. */
import * as path from "node:path";
import { toPython, toRequest } from "../../../src/session";
import { findPython } from "../../engine/session/find-python";
import { runCommand } from "../../support/engine/command";
import { EVERY_SESSION_OPTION } from "../../support/every-session-option";

jest.setTimeout(240_000);

it("sends every option that it knows", async () => {
  const python = await findPython((line) => void process.stderr.write(`${line}\n`));
  if (python === undefined) return;
  // It refuses these by name, as it would any argument that it does not know.
  const { search, execute, ...session } = EVERY_SESSION_OPTION;
  const { stdout, stderr } = await runCommand(
    python,
    [path.join(__dirname, "official_session.py"), JSON.stringify(toPython(session))],
    { env: { PATH: process.env.PATH, HOME: "/nowhere" }, timeoutMs: 60_000 },
  );
  const sent = JSON.parse(stdout || JSON.stringify(stderr));

  const { manage_connections, workbench, experimental, ...request } = toRequest("user_1", session) as never as {
    [block: string]: { [key: string]: unknown };
  };
  const { enable_connection_removal, ...connections } = manage_connections ?? {};
  const { enable_tool_execution, ...sandbox } = workbench ?? {};
  const { assistive_prompt_config, no_elicitation_support_fallback } = experimental ?? {};
  expect(sent).toEqual({
    ...request,
    manage_connections: connections,
    workbench: sandbox,
    experimental: { assistive_prompt_config, no_elicitation_support_fallback },
  });
});
