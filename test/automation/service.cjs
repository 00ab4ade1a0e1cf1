// A service that has many stacks, in a process of its own: it does what its parent says, and can be killed like any other.
"use strict";
const { stacks } = require("pulumi-composio/automation");

const options = JSON.parse(process.env.SERVICE_OPTIONS);
const deadHosts = options.deadHosts;
delete options.deadHosts;
const customers = stacks({
  ...options,
  ...(deadHosts && { isDead: ({ host }) => (deadHosts.includes(host) ? true : undefined) }),
});
const aborts = new Map();

// Once, since nothing may depend on a listener that stays.
process.once("SIGTERM", async () => {
  await customers.close();
  // Nothing else keeps the process.
  process.disconnect();
});

process.on("message", async ({ id, method, args = [], throwsAt }) => {
  if (method === "abort") return aborts.get(args[0])?.abort(new Error("the caller has gone"));
  const send = (message) => process.connected && process.send({ id, at: Date.now(), ...message });
  try {
    const last = args.at(-1);
    if (typeof last === "object" && (method === "up" || method === "destroy")) {
      aborts.set(id, new AbortController());
      last.signal = aborts.get(id).signal;
      last.progress = (step) => {
        send({ step });
        if (step.state === throwsAt) throw new Error(`progress fails at ${throwsAt}`);
      };
    }
    send({ result: (await customers[method](...args)) ?? null });
  } catch (error) {
    send({ error: { ...error, name: error.name, message: error.message, whole: require("node:util").inspect(error) } });
  }
});

process.send({ ready: true });
