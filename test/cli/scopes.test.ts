import { withEmulator } from "../support/emulator";
import { failure, ok, projectOf, runCli, text } from "./cli";

describe("scopes", () => {
  it(
    "shows the narrowest and the fewest scopes of tools, with code to paste",
    withEmulator(async (emulator) => {
      const args = ["scopes", "Gmail", "GMAIL_SEND_EMAIL", "gmail_fetch_emails"];
      expect(await runCli(args, { env: projectOf(emulator) })).toEqual(
        ok(text`
          gmail, OAUTH2: scopes for GMAIL_SEND_EMAIL, GMAIL_FETCH_EMAILS (toolkit version 20261101_00)

          Least privilege, the narrowest for each need:

            https://www.googleapis.com/auth/gmail.send
            https://www.googleapis.com/auth/gmail.readonly

          Fewest, the smallest set that meets every need:

            https://www.googleapis.com/auth/gmail.modify

            const gmail = new AuthConfig("gmail", {
              toolkit: "gmail",
              scopes: ["https://www.googleapis.com/auth/gmail.send", "https://www.googleapis.com/auth/gmail.readonly"],
            });
        `),
      );
    }),
  );

  it(
    "shows them once if both are the same, and leaves them out if there are none",
    withEmulator(async (emulator) => {
      const env = projectOf(emulator);
      expect(await runCli(["scopes", "github", "GITHUB_CREATE_A_GIST"], { env })).toEqual(
        ok(text`
          github, OAUTH2: scopes for GITHUB_CREATE_A_GIST (toolkit version 20261101_00)

            gist

            const github = new AuthConfig("github", { toolkit: "github", scopes: ["gist"] });
        `),
      );
      expect((await runCli(["scopes", "notion", "NOTION_QUERY_DATABASE"], { env })).stdout).toContain(
        'const notion = new AuthConfig("notion", { toolkit: "notion" });',
      );
    }),
  );

  it(
    "asks with every option, and gives JSON",
    withEmulator(async (emulator) => {
      const whole = "https://mail.google.com/";
      const { stdout } = await runCli(
        [
          ...["scopes", "gmail", "GMAIL_SEND_EMAIL", "--scheme", "oauth2", "--include", whole, "--exclude", "a"],
          ...["--available", whole, "--available", "b", "--grant", "account_type=Google=Workspace"],
          ...["--toolkit-version", "20261101_00", "--json"],
        ],
        { env: projectOf(emulator) },
      );
      expect(JSON.parse(stdout)).toEqual({
        toolkit: "gmail",
        tools: ["GMAIL_SEND_EMAIL"],
        leastPrivilege: [whole],
        fewest: [whole],
        conditional: [],
        authScheme: "OAUTH2",
        toolkitVersion: "20261101_00",
        grantContext: { account_type: "Google=Workspace" },
      });
      expect(emulator.requests.map(({ body }) => body)).toEqual([
        {
          tools: ["GMAIL_SEND_EMAIL"],
          auth_scheme: "OAUTH2",
          include: [whole],
          exclude: ["a"],
          available_scopes: [whole, "b"],
          grant_context: { account_type: "Google=Workspace" },
          toolkit_version: "20261101_00",
        },
      ]);
    }),
  );

  it(
    "names the toolkit or the tool that was probably meant",
    withEmulator(async (emulator) => {
      const env = projectOf(emulator);
      expect(await runCli(["scopes", "notoin", "NOTION_QUERY_DATABASE"], { env })).toEqual(
        failure("There is no toolkit notoin; did you mean notion?"),
      );
      expect(await runCli(["scopes", "gmail", "GMAIL_SEND_EMIAL", "GITHUB_CREATE_A_GIST"], { env })).toEqual(
        failure(
          "tools: gmail has no tool GMAIL_SEND_EMIAL; did you mean GMAIL_SEND_EMAIL?; tools: GITHUB_CREATE_A_GIST is a tool of github, not of gmail",
        ),
      );
    }),
  );

  it(
    "says what to do if no scopes meet the options, and if Composio can't tell them",
    withEmulator(async (emulator) => {
      const env = projectOf(emulator);
      const { stderr: unmet } = await runCli(["scopes", "gmail", "GMAIL_SEND_EMAIL", "--available", "x"], { env });
      expect(unmet).toMatch(
        /^error: Could not find the scopes of gmail for GMAIL_SEND_EMAIL: the API answered 422, .* No scopes meet all of this: exclude less, or make more scopes available\. Request id \S+\.\n$/,
      );
      const { stderr: untold } = await runCli(["scopes", "gmail", "GMAIL_LIST_LABELS"], { env });
      expect(untold).toContain("the API answered 501");
      expect(untold).toContain("Composio can't tell the scopes of these tools yet");
      expect(await runCli(["scopes", "gmail", "--grant", "x"], { env })).toEqual(
        failure("--grant must be name=value, but got: x"),
      );
    }),
  );
});
