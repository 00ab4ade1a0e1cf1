/** `ResourceProvider`, the service that the engine calls: thin, in the engine's words. What is done stands in the files beside it. */
import type { handleUnaryCall } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { schema, version } from "./built-in";
import { configMethods } from "./config-methods";
import type { Change } from "./detailed-diff";
import { failure } from "./failure";
import { Hearing } from "./hearing";
import type { LifecycleDoor } from "./lifecycle-door";
import type { Bag } from "./wire";
import { received, toStruct } from "./wire";

export interface ServiceParts {
  door: LifecycleDoor;
  /** Calls a function by its token. */
  invoke: (token: string, args: Bag) => Promise<Bag>;
  /** Ends every wait; nothing more is sent. */
  cancel: () => void;
  /** Until the user's lines have arrived: an answer must not overtake them. */
  drained: () => Promise<void>;
}

/** A method that is absent here is answered with "unimplemented": components, parameters, lists. */
export function serviceOf(parts: ServiceParts): Partial<IResourceProviderServer> {
  const { door, drained } = parts;

  /** A method of which every answer waits for the user's lines, and no failure shows a secret. */
  function answered<Request, Answer>(answer: (request: Request, heard: Hearing) => Promise<Answer> | Answer) {
    const method: handleUnaryCall<Request, Answer> = async ({ request }, reply) => {
      const heard = new Hearing((values) => door.hide(values));
      try {
        const result = await answer(request, heard);
        await drained();
        reply(null, result);
      } catch (error) {
        await drained();
        reply(failure(error, heard.secrets));
      }
    };
    return method;
  }

  return {
    ...configMethods(door, answered),
    handshake: answered(() => new proto.ProviderHandshakeResponse().setAcceptSecrets(true)),
    getPluginInfo: answered(() => new PluginInfo().setVersion(version())),
    getSchema: answered(() => new proto.GetSchemaResponse().setSchema(schema())),
    getMapping: answered(() => new proto.GetMappingResponse()),
    getMappings: answered(() => new proto.GetMappingsResponse()),

    check: answered(async (request: proto.CheckRequest, heard) => {
      const news = heard.bag(request.getNews());
      const { inputs, failures } = await door.check(request.getUrn(), received(request.getOlds()).bag, news);
      // A failure that names a property makes the engine print its value: the path stands in the reason instead.
      const lines = failures.map((reason) => new proto.CheckFailure().setReason(reason));
      return new proto.CheckResponse().setInputs(toStruct(inputs, heard.secrets)).setFailuresList(lines);
    }),

    diff: answered(async (request: proto.DiffRequest, heard) => {
      const [olds, news] = [heard.bag(request.getOlds()), heard.bag(request.getNews())];
      const { isChanged, replaces, details } = await door.diff(request.getId(), olds, news);
      const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
      const response = new proto.DiffResponse().setChanges(isChanged ? DIFF_SOME : DIFF_NONE);
      response.setReplacesList(replaces).setHasdetaileddiff(Object.keys(details).length > 0);
      for (const [path, change] of Object.entries(details))
        response.getDetaileddiffMap().set(path, propertyDiff(change));
      return response;
    }),

    create: answered(async (request: proto.CreateRequest, heard) => {
      const inputs = heard.bag(request.getProperties());
      const made = request.getPreview() ? { id: "", state: door.foreseeCreate(inputs) } : await door.create(inputs);
      return new proto.CreateResponse().setId(made.id).setProperties(toStruct(made.state, heard.secrets));
    }),

    update: answered(async (request: proto.UpdateRequest, heard) => {
      const olds = heard.unmarked(request.getOlds());
      const news = heard.bag(request.getNews());
      const state = request.getPreview()
        ? door.foreseeUpdate(olds, news)
        : await door.update(request.getId(), olds, news);
      return new proto.UpdateResponse().setProperties(toStruct(state, heard.secrets));
    }),

    read: answered(async (request: proto.ReadRequest, heard) => {
      const [state, inputs] = [heard.bag(request.getProperties()), heard.bag(request.getInputs())];
      const isNew = Object.keys(state).length === 0 && Object.keys(inputs).length === 0;
      const id = request.getId();
      const seen = isNew ? await door.readAnew(id) : await door.read(id, state);
      const response = new proto.ReadResponse().setId(seen.id);
      if (seen.state) response.setProperties(toStruct(seen.state, heard.secrets));
      if (seen.inputs) response.setInputs(toStruct(seen.inputs, heard.secrets));
      return response;
    }),

    delete: answered(async (request: proto.DeleteRequest, heard) => {
      await door.delete(request.getId(), heard.bag(request.getProperties()));
      return new Empty();
    }),

    invoke: answered(async (request: proto.InvokeRequest, heard) => {
      const result = await parts.invoke(request.getTok(), heard.bag(request.getArgs()));
      return new proto.InvokeResponse().setReturn(toStruct(result));
    }),

    cancel: answered(() => {
      parts.cancel();
      return new Empty();
    }),
  };
}

function propertyDiff({ kind, isReplacing }: Change): proto.PropertyDiff {
  const { Kind } = proto.PropertyDiff;
  const kinds = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  } as const;
  return new proto.PropertyDiff().setKind(kinds[kind][isReplacing ? 1 : 0]);
}
