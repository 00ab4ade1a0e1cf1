/** Failures as gRPC carries them: the message, and of a half-made object what is there of it. */
import type { ServiceError } from "@grpc/grpc-js";
import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Bag, Place } from "./wire";
import { toStruct } from "./wire";

/** The error that the provider throws for an object that exists, but is not finished. */
interface HalfMade extends Error {
  id: string;
  properties: Bag;
  reasons: string[];
}

const isHalfMade = (error: Error): error is HalfMade => "reasons" in error && "properties" in error;

/** The metadata under this name is how a Go program finds details of a failure. */
const DETAILS = "grpc-status-details-bin";

export function failure(
  thrown: unknown,
  secrets: readonly Place[] = [],
): Pick<ServiceError, "code" | "details" | "metadata"> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const metadata = new Metadata();
  if (isHalfMade(error)) metadata.add(DETAILS, detailsOf(error, secrets));
  return { code: status.UNKNOWN, details: error.message, metadata };
}

function detailsOf({ id, properties, reasons, message }: HalfMade, secrets: readonly Place[]): Buffer {
  const detail = new ErrorResourceInitFailed().setId(id).setProperties(toStruct(properties, secrets));
  detail.setReasonsList(reasons);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const carried = new Status();
  carried.setCode(status.UNKNOWN);
  carried.setMessage(message);
  carried.addDetails(any);
  return Buffer.from(carried.serializeBinary());
}
