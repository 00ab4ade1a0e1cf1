"use strict";
// Set by ../engine/jest-environment.ts.
module.exports = globalThis.loadOnce("typescript");
