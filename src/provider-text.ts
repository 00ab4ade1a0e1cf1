/**
 * The text that stands for the provider in every state file: the dynamic-provider process evaluates it and calls
 * `exports.handler()`. A constant, so that the same program gives the same state under every runner and machine.
 *
 * FROZEN FOR EVER, byte for byte, with the entry and the name in it: old state runs it against whatever version is installed.
 * It looks from the program's directory first, then from the SDK's place, where pnpm keeps what is only a dependency of a
 * dependency. Single quotes, since each double quote costs a backslash twice in state.
 */
export const PROVIDER_TEXT =
  "exports.handler=()=>{const n='pulumi-composio/provider';let m;try{m=require('module').createRequire(process.cwd()+'/_')(n)}" +
  "catch(e){if(e.code!='MODULE_NOT_FOUND'||!require.main)throw e;m=require.main.require(n)}return m.providers.AuthConfig()}";

/** The type token of the resource, frozen as well. The engine hands every `pulumi-nodejs:dynamic/…` type to the process above. */
export const AUTH_CONFIG_TYPE = "pulumi-nodejs:dynamic/composio:AuthConfig";

/** The type token of the same resource through the plugin, in every Pulumi language. In users' state, so frozen too. */
export const NATIVE_AUTH_CONFIG_TYPE = "composio:index:AuthConfig";
