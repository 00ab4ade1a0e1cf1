/**
 * The parts of Pulumi's SDK that the package uses, each from its own module. The SDK's index loads all of the SDK, with
 * TypeScript, npm's Arborist and the Automation API, which takes 0.4 s of a program's start. Whatever runs a program has loaded
 * these modules before, and the index has the same objects.
 */
import * as config from "@pulumi/pulumi/runtime/config";
import { invoke } from "@pulumi/pulumi/runtime/invoke";
import { getMonitor, isDryRun } from "@pulumi/pulumi/runtime/settings";
import { getStackResource } from "@pulumi/pulumi/runtime/stack";

export { RunError } from "@pulumi/pulumi/errors";
export * as log from "@pulumi/pulumi/log";
export { getOrganization, getProject, getStack } from "@pulumi/pulumi/metadata";
export type { Input, Inputs } from "@pulumi/pulumi/output";
export { all, isSecret, Output, output, secret, unsecret } from "@pulumi/pulumi/output";
export type { CustomResourceOptions, ID, Resource, ResourceOptions, URN } from "@pulumi/pulumi/resource";
export { CustomResource, createUrn, ProviderResource } from "@pulumi/pulumi/resource";
export type { StackReference } from "@pulumi/pulumi/stackReference";

export const runtime = { ...config, getMonitor, getStackResource, invoke, isDryRun };
