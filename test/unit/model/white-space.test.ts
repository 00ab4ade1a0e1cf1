import type { Inputs } from "../../../src/model/inputs";
import { UNKNOWN } from "../../../src/model/unknowns";
import { whiteSpaceWarnings } from "../../../src/model/white-space";

const environment = { CLEAN: "s3cr3t", FROM_A_FILE: "s3cr3t\n", BLANK: "  " };
const base: Inputs = {
  toolkit: "notion",
  type: "use_custom_auth",
  authScheme: "OAUTH2",
  name: "Notion",
  enabled: true,
};
const warnings = (inputs: Partial<Inputs>, previous: Partial<Inputs> = {}) =>
  whiteSpaceWarnings(previous, { ...base, ...inputs }, environment);
const PEM = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";

it("names every field with white space around its value, and no value", () => {
  const inputs: Partial<Inputs> = {
    name: " Notion",
    scopes: "read ",
    credentials: {
      client_id: "app-1",
      client_secret: "s3cr3t\n",
      blank: " \t",
      file: { fromEnvironment: "FROM_A_FILE" },
      empty: { fromEnvironment: "BLANK" },
      both: "\u00a0s3cr3t\r\n",
    },
    sharedCredentials: { region: "eu " },
    proxyConfig: { proxyUrl: "https://proxy.example", proxyAuthKey: "s3cr3t " },
  };
  expect(warnings(inputs)).toEqual([
    "name: begins with white space, and is sent with it",
    "credentials.client_secret: ends with white space, and is sent with it",
    "credentials.blank: holds white space only",
    "credentials.file: the environment variable FROM_A_FILE ends with white space, and is sent with it",
    "credentials.empty: the environment variable BLANK holds white space only",
    "credentials.both: begins and ends with white space, and is sent with it",
    "sharedCredentials.region: ends with white space, and is sent with it",
    "proxyConfig.proxyAuthKey: ends with white space, and is sent with it",
    "scopes: ends with white space, and is sent with it",
  ]);
});

it.each<[string, Partial<Inputs>]>([
  [
    "a text without white space around it",
    { credentials: { client_id: "app 1", client_secret: { fromEnvironment: "CLEAN" } } },
  ],
  ["a key of several lines", { credentials: { private_key: PEM } }],
  ["scopes that mean none", { scopes: " ", credentials: { user_scopes: " " } }],
  ["a value that is not known yet", { name: UNKNOWN, credentials: UNKNOWN as unknown as Record<string, string> }],
  ["a value that is no text", { credentials: { port: 7, tls: true } }],
  ["an empty string, which is a mistake of its own", { name: "", credentials: { client_secret: "" } }],
])("says nothing of %s", (_case, inputs) => {
  expect(warnings(inputs)).toEqual([]);
});

it("says nothing of a value that was there in the last run", () => {
  const inputs = { name: "N ", credentials: { client_secret: "s3cr3t\n" } };
  expect([warnings(inputs, inputs), warnings(inputs, { ...inputs, credentials: {} })]).toEqual([
    [],
    ["credentials.client_secret: ends with white space, and is sent with it"],
  ]);
});
