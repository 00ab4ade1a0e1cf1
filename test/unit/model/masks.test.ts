import type { AuthConfigItem } from "../../../src/api/auth-config";
import type { MaskLesson, State } from "../../../src/model/inputs";
import { afterSending, withoutDriftedSecrets } from "../../../src/model/mask-lessons";
import { contradicts, looksMasked } from "../../../src/model/masks";
import { asItIs } from "../../../src/model/reading";

it.each<[unknown, boolean]>([
  ["REDACTED", true],
  ["abcd...", true],
  ["...", true],
  ["a\n...", true],
  ["***", true],
  ["••••", true],
  [undefined, true],
  [7, true],
  ["abcde...", false],
  ["abcd....", false],
  ["app-1", false],
  ["REDACTED by hand", false],
  ["a*", false],
  ["", false],
])("%j looks masked: %s", (value, expected) => {
  expect(looksMasked(value)).toBe(expected);
});

it.each<[unknown, string, boolean]>([
  ["abcd...", "abcd-s3cr3t", false],
  ["zzzz...", "abcd-s3cr3t", true],
  ["zzzz...", "zzzz...", false],
  ["abcd...", "abc", true],
  ["abc...", "xyz-s3cr3t", false],
  ["abcde...", "xyz-s3cr3t", false],
  ["x abcd...", "xyz-s3cr3t", false],
  ["abcd...efgh", "xyz-s3cr3t", false],
  ["REDACTED", "abcd-s3cr3t", false],
  ["...", "abcd-s3cr3t", false],
  [undefined, "abcd-s3cr3t", false],
  [7, "abcd-s3cr3t", false],
  [["zzzz..."], "abcd-s3cr3t", false],
  ["a\nb🔑...", "a\nb🔑-s3cr3t", false],
  ["a\nb\uD83D...", "a\nb🔑-s3cr3t", false],
  ["a\nc🔑...", "a\nb🔑-s3cr3t", true],
])("the mask %j contradicts %j: %s", (mask, value, expected) => {
  expect(contradicts(mask, value)).toBe(expected);
});

const liveCredentials = (credentials: State["credentials"], live: AuthConfigItem["credentials"]) =>
  asItIs({ ...state, ...(credentials && { credentials }) }, item({ credentials: live }), known).credentials;

describe("live credentials", () => {
  const managed = { client_id: "app-1", client_secret: "s3cr3t", oauth_redirect_uri: "https://a.example" };

  it.each<[string, Record<string, unknown> | undefined, Record<string, unknown>]>([
    ["nothing is shown", undefined, { client_secret: "s3cr3t", oauth_redirect_uri: "https://a.example" }],
    ["all is as declared", { ...managed, client_secret: "s3cr..." }, managed],
    ["a public one was changed", { ...managed, client_id: "app-2" }, { ...managed, client_id: "app-2" }],
    ["a public one is masked", { ...managed, client_id: "app-..." }, managed],
    ["a public one is a list", { ...managed, client_id: ["app-2"] }, managed],
    ["a secret one is shown", { ...managed, client_secret: "other" }, managed],
    ["one more is shown", { ...managed, extra: "x" }, managed],
    ["one that nobody promises to show is missing", { client_id: "app-1" }, managed],
  ])("hold the declared and the readable values if %s", (_case, live, expected) => {
    expect(liveCredentials(managed, live)).toEqual(expected);
  });

  it("keep a number that the API shows as text", () => {
    expect(liveCredentials({ client_id: 7 }, { client_id: "7" })).toEqual({ client_id: 7 });
  });

  it("lose a consumer key that is not shown", () => {
    expect(liveCredentials({ consumer_key: "k", consumer_secret: "s" }, {})).toEqual({ consumer_secret: "s" });
  });
});

const state: State = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
  credentials: { client_id: "app-1", client_secret: "abcd-s3cr3t" },
  sharedCredentials: { region: "efgh-shared" },
  proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "ijkl-pr0xy" },
};
const item = (facts: Partial<AuthConfigItem> = {}): AuthConfigItem => ({
  id: "ac_1",
  type: "custom",
  toolkit: { slug: "notion" },
  name: "Notion",
  status: "ENABLED",
  no_of_connections: 0,
  credentials: { client_id: "zzzz...", client_secret: "abcd..." },
  shared_credentials: { region: "efgh..." },
  proxy_config: { proxy_url: "https://proxy.example", proxy_auth_key: "ijkl..." },
  ...facts,
});
const known = (secret: unknown) => {
  if (typeof secret !== "string") throw new Error(`${secret} is no secret of the state`);
  return secret;
};
const withLesson = (lesson: MaskLesson, path = "credentials.client_secret"): State => ({
  ...state,
  __maskLessons: { [path]: lesson },
});

describe("secrets whose masks can't be ours", () => {
  it("are none if all masks could be ours", () => {
    expect(withoutDriftedSecrets(state, item(), known)).toEqual(state);
  });

  it("are none if nothing is shown", () => {
    const bare = item({ credentials: undefined, shared_credentials: undefined, proxy_config: null });
    expect(withoutDriftedSecrets(state, bare, known)).toEqual(state);
  });

  it("are none if none is declared", () => {
    const { credentials, sharedCredentials, proxyConfig, ...bare } = state;
    expect(withoutDriftedSecrets(bare, item(), known)).toEqual(bare);
    const open = { ...bare, proxyConfig: { proxyUrl: "https://proxy.example" } };
    expect(withoutDriftedSecrets(open, item(), known)).toEqual(open);
  });

  it.each<[string, Partial<AuthConfigItem>, Partial<State>, string]>([
    [
      "a credential",
      { credentials: { client_secret: "zzzz..." } },
      { credentials: { client_id: "app-1" } },
      "credentials.client_secret",
    ],
    [
      "a shared one",
      { shared_credentials: { region: "zzzz..." } },
      { sharedCredentials: {} },
      "sharedCredentials.region",
    ],
    [
      "the key of a proxy",
      { proxy_config: { proxy_auth_key: "zzzz..." } },
      { proxyConfig: { proxyUrl: "https://proxy.example" } },
      "proxyConfig.proxyAuthKey",
    ],
  ])("are taken out, and a lesson records it: %s", (_case, facts, without, path) => {
    expect(withoutDriftedSecrets(state, item(facts), known)).toEqual({
      ...state,
      ...without,
      __maskLessons: { [path]: "unlike" },
    });
  });

  const drifted = item({ credentials: { client_id: "app-1", client_secret: "zzzz..." } });

  it("teach that masks say nothing, if our secret was sent and its mask still does not fit", () => {
    expect(withoutDriftedSecrets(withLesson("resent"), drifted, known)).toEqual(withLesson("opaque"));
  });

  it("are taken out again while they wait to be sent", () => {
    expect(withoutDriftedSecrets(withLesson("unlike"), drifted, known)).toMatchObject({
      credentials: { client_id: "app-1" },
      __maskLessons: { "credentials.client_secret": "unlike" },
    });
  });

  it("are never asked about again after that", () => {
    expect(withoutDriftedSecrets(withLesson("opaque"), drifted, known)).toEqual(withLesson("opaque"));
  });

  it("teach nothing if the sent value fits", () => {
    expect(withoutDriftedSecrets(withLesson("resent"), item(), known)).toEqual(state);
  });

  it("keep the lesson of a secret that waits to be sent, though the mask fits now", () => {
    expect(withoutDriftedSecrets(withLesson("unlike"), item(), known)).toEqual(withLesson("unlike"));
  });

  it("are left alone if their value is not known here", () => {
    expect(withoutDriftedSecrets(state, drifted, () => undefined)).toEqual(state);
  });
});

describe("after sending", () => {
  it.each<[MaskLesson, MaskLesson]>([
    ["unlike", "resent"],
    ["resent", "resent"],
    ["opaque", "opaque"],
  ])("the lesson %s is %s", (before, after) => {
    expect(afterSending(withLesson(before), state)).toEqual(withLesson(after));
  });

  it.each(["credentials.gone", "gone.client_secret", "nothing"])(
    "the lesson of %s, which is not declared, is forgotten",
    (path) => {
      expect(afterSending(withLesson("unlike", path), state)).toEqual(state);
    },
  );

  it("the lesson of a key with a dot is kept", () => {
    const sent = { ...state, credentials: { "a.b": "s3cr3t" } };
    expect(afterSending(withLesson("unlike", "credentials.a.b"), sent)).toEqual({
      ...sent,
      __maskLessons: { "credentials.a.b": "resent" },
    });
  });

  it("there are no lessons if there were none", () => {
    expect(afterSending(state, state)).toEqual(state);
  });
});
