/** The forms in which the same inputs can reach `check`: scopes in two places, and nothing that comes as null. */
import { check } from "../../src/model/check-form";
import { UNKNOWN } from "../../src/model/unknowns";

const own = { toolkit: "notion", authScheme: "OAUTH2", name: "Notion" };
const app = { client_id: "id", client_secret: "s3cr3t" };
const checked = (raw: Record<string, unknown>) => {
  const { inputs, mistakes } = check({}, { ...own, ...raw }, { backend: "", environment: {} });
  return { inputs, mistakes };
};
const whole = { ...own, type: "use_custom_auth", enabled: true };

it("takes scopes that the resource class has moved out of the credentials", () => {
  const raw = { credentials: app, scopes: "a", userScopes: ["b"], __scopesInside: ["scopes", "userScopes"] };
  expect(checked(raw)).toEqual({
    inputs: { ...whole, credentials: app, scopes: "a", userScopes: ["b"] },
    mistakes: [],
  });
  expect(checked({ credentials: UNKNOWN, scopes: UNKNOWN, __scopesInside: ["scopes"] }).inputs).toEqual({
    ...whole,
    credentials: UNKNOWN,
  });
});

it.each([
  ["in the credentials", { credentials: { ...app, scopes: 5 } }],
  ["moved out of them", { credentials: app, scopes: 5, __scopesInside: ["scopes", "userScopes"] }],
])("names scopes of a wrong form where they were written: %s", (_case, raw) => {
  expect(checked(raw).mistakes).toEqual([
    "credentials.scopes: must be a string or a list of strings, but got: a number",
  ]);
});

it("complains of scopes in both places", () => {
  expect(
    checked({ credentials: { ...app, scopes: "a" }, scopes: "b", __scopesInside: ["userScopes"] }).mistakes,
  ).toEqual(["credentials.scopes: means the same as scopes; give one of them"]);
});

it("takes null for unset, at any depth", () => {
  const raw = {
    credentials: { ...app, token: null },
    scopes: null,
    proxyConfig: { proxyUrl: "https://p.example", proxyAuthKey: null },
  };
  expect(checked(raw)).toEqual({
    inputs: { ...whole, credentials: app, proxyConfig: { proxyUrl: "https://p.example" } },
    mistakes: [],
  });
});
