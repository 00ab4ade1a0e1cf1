// The same inputs for every contestant: an OAuth app of each customer's own.
// Not from the SDK's index: how much of the SDK a program loads is up to the contestant.
const { secret } = require("@pulumi/pulumi/output");
const { appOf, namesOf } = require("./apps");

exports.names = namesOf(Number(process.env.BENCH_N));

exports.inputs = (name) => {
  const { client_id, client_secret } = appOf(name);
  return { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id, client_secret: secret(client_secret) } };
};
