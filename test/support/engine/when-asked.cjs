"use strict";
/**
 * Loaded before anything else in every Node process of a test on the engine (NODE_OPTIONS): the two largest libraries of Pulumi's SDK are
 * loaded when they are asked for. A provider process never asks, and they are three fifths of its start.
 */
const Module = require("node:module");

const load = Module._load;

const STAND_INS = {
  typescript: (asked) => new Proxy({}, { get: (_, key) => asked()[key], has: (_, key) => key in asked() }),
  "@npmcli/arborist": (asked) => ({
    __esModule: true,
    get Arborist() {
      return asked().Arborist;
    },
  }),
};

Module._load = (request, parent, isMain) => {
  const isOfSdk = parent?.filename?.includes("@pulumi");
  if (!isOfSdk || !(request in STAND_INS)) return load(request, parent, isMain);
  return STAND_INS[request](() => load(request, parent, isMain));
};
