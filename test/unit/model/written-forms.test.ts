/** The forms in which the same inputs can reach `check`: scopes in two places, and nothing that comes as null. */
import { checkForm } from "../../../src/model/check-form";
import { UNKNOWN } from "../../../src/model/unknowns";

const own = { toolkit: "notion", authScheme: "OAUTH2", name: "Notion" };
const app = { client_id: "id", client_secret: "s3cr3t" };
const checked = (raw: Record<string, unknown>) => {
  const { inputs, mistakes } = checkForm({}, { ...own, ...raw }, { backend: "", environment: {} });
  return { inputs, mistakes };
};
const whole = { ...own, type: "use_custom_auth", enabled: true };

it("leaves scopes among the credentials if the user wrote them there", () => {
  const credentials = { ...app, scopes: "a", user_scopes: ["b"] };
  expect(checked({ credentials })).toEqual({ inputs: { ...whole, credentials }, mistakes: [] });
  expect(checked({ credentials: UNKNOWN }).inputs).toEqual({ ...whole, credentials: UNKNOWN });
});

it.each([
  ["credentials.scopes", { credentials: { ...app, scopes: 5 } }],
  ["credentials.user_scopes", { credentials: { ...app, user_scopes: 5 } }],
  ["scopes", { credentials: app, scopes: 5 }],
])("names the place of scopes in a wrong form: %s", (place, raw) => {
  const got = place.startsWith("credentials") ? "a number" : "5";
  expect(checked(raw).mistakes).toEqual([`${place}: must be a string or a list of strings, but got: ${got}`]);
});

it("complains of scopes in both places", () => {
  expect(
    checked({ credentials: { ...app, scopes: "a", user_scopes: "a" }, scopes: "b", userScopes: "b" }).mistakes,
  ).toEqual([
    "credentials.scopes: means the same as scopes; give one of them",
    "credentials.user_scopes: means the same as userScopes; give one of them",
  ]);
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
