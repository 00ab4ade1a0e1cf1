/** The plugin's service as the engine calls it, without a socket: every request and answer goes through its wire form. */
import type { ServiceError } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Bag = Record<string, unknown>;

interface Message {
  serializeBinary(): Uint8Array;
}

interface MessageClass<Type> {
  deserializeBinary(bytes: Uint8Array): Type;
}

type Method = keyof IResourceProviderServer & string;

/** Makes one call. Rejects with what the engine would see of a failure. */
export async function call<Answer extends Message>(
  service: Partial<IResourceProviderServer>,
  method: Method,
  request: Message,
): Promise<Answer> {
  const handler = service[method] as unknown as (
    call: { request: Message },
    reply: (error: Partial<ServiceError> | null, answer?: Answer) => void,
  ) => void;
  const sent = (request.constructor as unknown as MessageClass<Message>).deserializeBinary(request.serializeBinary());
  const answer = await new Promise<Answer>((resolve, reject) => {
    handler({ request: sent }, (error, value) => (error ? reject(failureOf(error)) : resolve(value as Answer)));
  });
  return (answer.constructor as unknown as MessageClass<Answer>).deserializeBinary(answer.serializeBinary());
}

/** With the id, the properties and the reasons of what is half made. */
export function failureOf({ details = "", metadata }: Partial<ServiceError>): Error {
  const [bytes] = metadata?.get("grpc-status-details-bin") ?? [];
  const error = new Error(details);
  error.stack = "";
  if (!bytes) return error;
  const status = Status.deserializeBinary(bytes as Buffer);
  const detail = status
    .getDetailsList()[0]
    ?.unpack(ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
  if (!detail) throw new Error("The details of the failure are none that the engine knows");
  return Object.assign(error, {
    id: detail.getId(),
    properties: bagOf(detail.getProperties()),
    reasons: detail.getReasonsList(),
  });
}

/** Without what is undefined, as SDKs send it. */
export const structOf = (bag: object): Struct => Struct.fromJavaScript(JSON.parse(JSON.stringify(bag)));

export const bagOf = (struct: Struct | undefined): Bag => (struct?.toJavaScript() ?? {}) as Bag;
