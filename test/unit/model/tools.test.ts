import type { ToolsAnswer } from "../../../src/api/tool";
import { checkTools } from "../../../src/model/tools";

const tool = (slug: string, toolkit?: string) => ({ slug, ...(toolkit && { toolkit: { slug: toolkit } }) });
const gmail = [tool("GMAIL_SEND_EMAIL", "gmail"), tool("GMAIL_FETCH_EMAILS", "gmail")];
const path = "toolAccessConfig.toolsAvailableForExecution";
const check = (slugs: string[], answer: ToolsAnswer) =>
  checkTools(
    "gmail",
    slugs.map((slug) => ({ path, slug })),
    answer,
  );

describe("the tools of a toolkit", () => {
  it.each<[string, string[], ToolsAnswer]>([
    ["its own", ["GMAIL_SEND_EMAIL"], { found: gmail, ofToolkit: undefined }],
    ["its own in another letter case", ["gmail_send_email"], { found: [], ofToolkit: gmail }],
    [
      "its own that are found without a toolkit",
      ["GMAIL_NEW"],
      { found: [tool("GMAIL_NEW", "Gmail")], ofToolkit: gmail },
    ],
    ["any, if the API knows none", ["GMAIL_SEND_EMIAL"], { found: [], ofToolkit: [] }],
  ])("are %s", (_case, slugs, answer) => {
    expect(check(slugs, answer)).toEqual([]);
  });

  it("are no others, and the nearest is named", () => {
    const found = [tool("GMAIL_SEND_EMAIL", "gmail"), tool("GITHUB_CREATE_A_GIST", "GitHub")];
    const slugs = ["GMAIL_SEND_EMAIL", "GMAIL_SEND_EMIAL", "GITHUB_CREATE_A_GIST", "SING"];
    expect(check(slugs, { found, ofToolkit: gmail })).toEqual([
      `${path}: gmail has no tool GMAIL_SEND_EMIAL; did you mean GMAIL_SEND_EMAIL?`,
      `${path}: GITHUB_CREATE_A_GIST is a tool of github, not of gmail`,
      `${path}: gmail has no tool SING`,
    ]);
  });
});
