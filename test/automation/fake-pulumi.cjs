#!/usr/bin/env node
// A CLI that runs no engine, for what the queue does around one. FAKE_PULUMI is a folder: `calls` gets a line for each command,
// `<stack>.hold` keeps `up` from ending, `<stack>.deaf` keeps a signal from doing so, `<stack>.lock` is the lock that it reports,
// `<stack>.missing` says that there is no stack, `<stack>.refused` that the CLI refuses `cancel`,
// and `<stack>.halfWritten` that one look at its state fails.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const folder = process.env.FAKE_PULUMI;
const args = process.argv.slice(2).filter((arg) => arg !== "--non-interactive");
if (args[0] === "version") {
  console.log("v3.274.1");
  process.exit();
}
const stack = args.includes("--stack") ? args[args.indexOf("--stack") + 1] : args.at(-1);
const has = (what) => fs.existsSync(path.join(folder, `${stack}.${what}`));
const note = (text) => fs.appendFileSync(path.join(folder, "calls"), `${text}\n`);
const command = args.slice(0, args[0] === "stack" ? 2 : 1).join(" ");
note(`${stack} ${command}`);

if (has("halfWritten")) {
  fs.rmSync(path.join(folder, `${stack}.halfWritten`));
  console.error("error: failed to load checkpoint: EOF");
  process.exit(255);
}
const isMaking = args.includes("--create");
if (has("missing") && ["cancel", "refresh", "stack select"].includes(command) && !isMaking) {
  console.error(`error: no stack named '${stack}' found`);
  process.exit(255);
}
if (command === "cancel" && has("refused")) {
  console.error("error: access denied");
  process.exit(255);
}
if (command === "cancel") fs.rmSync(path.join(folder, `${stack}.lock`));
if (has("lock") && (command === "up" || command === "refresh" || (isMaking && has("missing")))) {
  console.error("error: the stack is currently locked by 1 lock(s). Either wait or `pulumi cancel`.");
  console.error(`  file:///state/x.json: created by ${fs.readFileSync(path.join(folder, `${stack}.lock`), "utf8")}`);
  process.exit(255);
}
if (command === "stack output") console.log(`{"stack":"${stack}"}`);
if (command === "stack export") console.log(`{"version":3,"deployment":{}}`);
if (command === "up") hold();

function hold() {
  process.on("SIGINT", () => {
    note(`${stack} SIGINT`);
    if (has("deaf")) return;
    console.error("error: update canceled");
    process.exit(1);
  });
  setInterval(() => has("hold") || process.exit(), 10);
}
