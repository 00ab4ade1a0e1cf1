#!/usr/bin/env node
/** `pulumi-composio`: the command line. */
import { printable } from "../client/printable";
import { createProgram } from "./program";

// Whoever reads may stop reading, as in `pulumi-composio list | head -1`: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

createProgram()
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`error: ${printable(error.message)}\n`);
    process.exitCode = 1;
  });
