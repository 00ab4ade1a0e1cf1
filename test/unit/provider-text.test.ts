import { AUTH_CONFIG_TYPE, PROVIDER_TEXT } from "../../src/provider-text";

describe("the provider text in users' state", () => {
  it("is this text, byte for byte", () => {
    expect(PROVIDER_TEXT).toBe(
      "exports.handler=()=>{const n='pulumi-composio/provider';let m;try{m=require('module').createRequire(process.cwd()+'/_')(n)}catch(e){if(e.code!='MODULE_NOT_FOUND'||!require.main)throw e;m=require.main.require(n)}return m.providers.AuthConfig()}",
    );
  });

  it("is this type token", () => {
    expect(AUTH_CONFIG_TYPE).toBe("pulumi-nodejs:dynamic/composio:AuthConfig");
  });

  it("costs no escapes in a JSON state file", () => {
    expect(JSON.stringify(PROVIDER_TEXT)).toHaveLength(PROVIDER_TEXT.length + 2);
  });
});
