// The same inputs for every contestant: an OAuth app of each customer's own.
const { secret } = require("@pulumi/pulumi");

exports.names = Array.from({ length: Number(process.env.BENCH_N) }, (_, index) => `customer-${index + 1}`);

exports.inputs = (name) => ({
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: `app-of-${name}`, client_secret: secret(`secret-of-${name}`) },
});
