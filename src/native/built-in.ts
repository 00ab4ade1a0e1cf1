/** The constants that the build writes into the plugin: see `build/`. */

declare const PLUGIN_VERSION: string;
declare const PLUGIN_SCHEMA: string;

/** The version of the package that the plugin belongs to; `0.0.0` if it runs unbuilt, in tests. */
export const version = (): string => (typeof PLUGIN_VERSION === "undefined" ? "0.0.0" : PLUGIN_VERSION);

/** The schema that SDKs are generated from, as JSON. */
export const schema = (): string => (typeof PLUGIN_SCHEMA === "undefined" ? "{}" : PLUGIN_SCHEMA);
