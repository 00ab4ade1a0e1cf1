/**
 * Of undici, the two agents that the client uses: undici's index loads twice as much. These are files of its inside, which may move
 * from one version to the next; then the build fails. Only the bundles of the provider and the plugin are made of them, so a user's
 * undici plays no part.
 */
exports.Agent = require("undici/lib/dispatcher/agent.js");
exports.EnvHttpProxyAgent = require("undici/lib/dispatcher/env-http-proxy-agent.js");
