import { createClient } from "../../../src/client";
import { askTools } from "../../../src/client/tools";
import type { Emulator } from "../../../src/emulator";
import { startEmulator } from "../../../src/emulator";

let emulator: Emulator;
const client = () => createClient({ apiKey: emulator.apiKey, baseUrl: emulator.url });
const queries = () => emulator.requests.map(({ query }) => query);
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

describe("the request for the toolkit of these tools", () => {
  it("is one small request if all tools are the toolkit's", async () => {
    const answer = await askTools(client(), "gmail", ["GMAIL_SEND_EMAIL", "gmail_fetch_emails"]);
    expect(answer.ofToolkit).toBeUndefined();
    expect(answer.found.map(({ slug, toolkit }) => [slug, toolkit?.slug]).sort()).toEqual([
      ["GMAIL_FETCH_EMAILS", "gmail"],
      ["GMAIL_SEND_EMAIL", "gmail"],
    ]);
    expect(queries()).toEqual([
      { tool_slugs: "GMAIL_SEND_EMAIL,GMAIL_FETCH_EMAILS", include_deprecated: "true", limit: "2" },
    ]);
  });

  it("lists the toolkit's tools if one of these is not among them", async () => {
    const { found, ofToolkit } = await askTools(client(), "gmail", ["GMAIL_SEND_EMIAL", "GITHUB_CREATE_A_GIST"]);
    expect(found).toEqual([{ slug: "GITHUB_CREATE_A_GIST", toolkit: { slug: "github" } }]);
    expect(ofToolkit?.map(({ slug }) => slug)).toContain("GMAIL_SEND_EMAIL");
    expect(queries()[1]).toEqual({ toolkit_slug: "gmail", include_deprecated: "true", limit: "1000" });
  });
});
