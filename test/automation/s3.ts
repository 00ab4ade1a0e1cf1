/** An S3-compatible server on this machine: what two processes, or two machines, share as Pulumi's state backend. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { killAll, processTree, startCommand } from "../support/engine/command";
import { cacheFolder } from "../tools/versions/cache";

const version = "3.7.1";
const folder = cacheFolder(`s3rver-${version}`);
const command = path.join(folder, "node_modules/s3rver/bin/s3rver.js");

/** Fetched once, beside the checkout, since no user of this package needs it. Why it could not be, or undefined. */
export function installS3(): string | undefined {
  if (fs.existsSync(command)) return undefined;
  fs.mkdirSync(folder, { recursive: true });
  const args = ["install", "--prefix", folder, "--prefer-offline", "--no-save", "--no-audit", "--no-fund"];
  const { status, stderr, error } = spawnSync("npm", [...args, `s3rver@${version}`], {
    encoding: "utf8",
    timeout: 60_000,
    cwd: folder,
  });
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split("\n").pop() ?? "npm failed");
}

export interface S3 {
  /** The settings with which Pulumi keeps its state there. */
  env: Record<string, string>;
  /** The keys of all objects. */
  objects: () => string[];
  /** The next object whose key matches is gone when it is read, as if another process had deleted it after it was listed. */
  missNext: (key: RegExp) => void;
  /** Those that were missed. */
  missed: readonly string[];
  /** The next question whether an object with such a key exists is refused. */
  refuseNext: (key: RegExp) => void;
  close: () => Promise<void>;
}

export async function startS3(data: string): Promise<S3> {
  fs.mkdirSync(data, { recursive: true });
  const args = [command, "--directory", data, "--address", "127.0.0.1", "--port", "0", "--configure-bucket", "state"];
  const { child, result } = startCommand(process.execPath, args, { env: process.env, timeoutMs: 300_000 });
  const port = await new Promise<string>((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (text: string) => {
      printed += text;
      const found = /listening on \D*127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    result.then(({ stderr }) => reject(new Error(`s3rver ended: ${stderr}`)), reject);
  });
  const missed: string[] = [];
  let isToMiss: RegExp | undefined;
  let isToRefuse: RegExp | undefined;
  // Signatures cover the Host header, so that goes on as it came.
  const gateway = createServer((incoming, outgoing) => {
    const { method, headers, url = "" } = incoming;
    if (method === "GET" && isToMiss?.test(url)) {
      isToMiss = undefined;
      missed.push(url);
      outgoing.writeHead(404, { "content-type": "application/xml" });
      outgoing.end("<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>");
      return;
    }
    if (method === "HEAD" && isToRefuse?.test(url)) {
      isToRefuse = undefined;
      outgoing.writeHead(403).end();
      return;
    }
    const onward = send({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  const { port: gatewayPort } = gateway.address() as AddressInfo;
  return {
    missed,
    missNext: (key) => {
      isToMiss = key;
    },
    refuseNext: (key) => {
      isToRefuse = key;
    },
    env: {
      PULUMI_BACKEND_URL: `s3://state?region=us-east-1&endpoint=http://127.0.0.1:${gatewayPort}&s3ForcePathStyle=true`,
      // The key pair that this server knows.
      AWS_ACCESS_KEY_ID: "S3RVER",
      AWS_SECRET_ACCESS_KEY: "S3RVER",
      AWS_REGION: "us-east-1",
    },
    objects: () =>
      fs
        .readdirSync(path.join(data, "state"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith("_object"))
        .map((file) => file.replace(/\._S3rver_object$/, "")),
    close: async () => {
      gateway.closeAllConnections();
      gateway.close();
      killAll(processTree(child));
      await result;
    },
  };
}
