/** A state goes from the dynamic resource to the plugin and back: each takes what the other has written. */
import type { dynamic } from "@pulumi/pulumi";
import type { Emulator } from "../../src/emulator";
import { dynamicUrn } from "../../src/native/urn";
import { authConfigProvider } from "../../src/provider/lifecycle";
import { PROVIDER_TEXT } from "../../src/provider-text";
import { withEmulator } from "../support/emulator";
import { opened, Served, urnOf } from "../support/plugin/served";
import type { Bag } from "../support/plugin/service-client";

const args = {
  toolkit: "notion",
  authScheme: "OAUTH2",
  credentials: { client_id: "app-1", client_secret: "s3cr3t-4711" },
};
const text = { __provider: PROVIDER_TEXT };
const identity = { __identity: { organization: "organization", urn: dynamicUrn(urnOf("notion")) } };

/** The dynamic provider, as the SDK's process calls it. */
const dynamicOf = (emulator: Emulator) =>
  authConfigProvider(new Served(emulator).operation) as Required<dynamic.ResourceProvider>;

it(
  "has nothing to do for an auth config that a dynamic resource made",
  withEmulator(async (emulator) => {
    const provider = dynamicOf(emulator);
    const { inputs } = await provider.check({}, { ...args, ...identity });
    const { id, outs } = await provider.create(opened(inputs));
    const state = { ...outs, ...text };

    const since = emulator.requests.length;
    const plugin = new Served(emulator);
    const { inputs: next, failures } = await plugin.check("notion", args, { ...inputs, ...text });
    expect(failures).toEqual([]);
    expect(opened(next)).toEqual(opened(inputs));
    expect(await plugin.diff(id, state, next)).toEqual({ isChanged: false, replaces: [], details: {} });
    expect(emulator.requests.slice(since)).toEqual([]);
    const seen = await plugin.read(id, state, inputs);
    expect({ ...seen, state: opened(seen.state) }).toEqual({ id, state: opened(outs) });
  }),
);

it(
  "goes back by an update that sends nothing, and puts the provider text into the outputs for refresh and delete",
  withEmulator(async (emulator) => {
    const plugin = new Served(emulator);
    const { inputs } = await plugin.check("notion", args);
    const { id, state } = await plugin.create(inputs);
    const olds = opened(state) as Bag;

    const since = emulator.requests.length;
    const provider = dynamicOf(emulator);
    const { inputs: next } = await provider.check(opened(inputs) as Bag, { ...args, ...identity });
    const news = { ...(opened(next) as Bag), ...text };
    expect(await provider.diff(id, olds, news)).toEqual({ changes: true, replaces: [] });
    const { outs } = await provider.update(id, olds, news);
    expect(opened(outs)).toEqual({ ...olds, ...text });
    expect(await provider.diff(id, { ...olds, ...text }, news)).toEqual({ changes: false, replaces: [] });
    expect(emulator.requests.slice(since)).toEqual([]);
  }),
);
