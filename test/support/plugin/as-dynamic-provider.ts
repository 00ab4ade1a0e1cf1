/**
 * The plugin in the form of a dynamic provider, so that whatever plays the engine for one can play it for the other. What a
 * dynamic resource says of itself by hidden inputs, the engine says to a plugin in its requests.
 */
import type { dynamic } from "@pulumi/pulumi";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { pluginService } from "../../../src/native/plugin";
import { Stop } from "../../../src/native/stop";
import { nativeUrn } from "../../../src/native/urn";
import type { Operation } from "../../../src/provider/operation";
import type { Bag } from "./service-client";
import { bagOf, call, structOf } from "./service-client";

export function asDynamicProvider(operation: Operation): dynamic.ResourceProvider {
  const service = pluginService({ operation, engine: { drained: async () => {} }, stop: new Stop() });
  return {
    async check(olds: Bag, { __identity, ...news }: Bag) {
      const { urn } = __identity as { urn: string };
      const request = new proto.CheckRequest().setUrn(nativeUrn(urn)).setOlds(sent(olds)).setNews(sent(news));
      const answer = await call<proto.CheckResponse>(service, "check", request);
      const failures = answer.getFailuresList().map((each) => ({ property: "", reason: each.getReason() }));
      return { inputs: bagOf(answer.getInputs()), failures };
    },
    async diff(id: string, olds: Bag, news: Bag) {
      const request = new proto.DiffRequest().setId(id).setOlds(sent(olds)).setNews(sent(news));
      const answer = await call<proto.DiffResponse>(service, "diff", request);
      const changes = answer.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME;
      return { changes, replaces: answer.getReplacesList() };
    },
    async create(inputs: Bag) {
      const request = new proto.CreateRequest().setProperties(sent(inputs));
      const answer = await half(inputs, call<proto.CreateResponse>(service, "create", request));
      return { id: answer.getId(), outs: bagOf(answer.getProperties()) };
    },
    async read(id: string, state: Bag = {}) {
      const request = new proto.ReadRequest()
        .setId(id)
        .setProperties(sent(state))
        .setInputs(structOf({ any: "input" }));
      const answer = await call<proto.ReadResponse>(service, "read", request);
      const inputs = answer.getInputs();
      return { id: answer.getId(), props: bagOf(answer.getProperties()), ...(inputs && { inputs: bagOf(inputs) }) };
    },
    async update(id: string, olds: Bag, news: Bag) {
      const request = new proto.UpdateRequest().setId(id).setOlds(sent(olds)).setNews(sent(news));
      const answer = await half(news, call<proto.UpdateResponse>(service, "update", request));
      return { outs: bagOf(answer.getProperties()) };
    },
    async delete(id: string, state: Bag) {
      await call(service, "delete", new proto.DeleteRequest().setId(id).setProperties(sent(state)));
    },
  };
}

/** The state of a plugin holds no provider text. */
const sent = ({ __provider, ...bag }: Bag) => structOf(bag);

/** The simulated engine of dynamic resources wants the provider text in a half-made auth config. */
async function half<Answer>({ __provider }: Bag, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const { properties } = error as { properties?: Bag };
    if (properties) properties.__provider = __provider;
    throw error;
  }
}
