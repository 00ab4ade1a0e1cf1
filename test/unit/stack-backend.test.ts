/** Files are what this is about, so these tests have a folder of their own. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { findBackend } from "../../src/stack-backend";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "composio-backend-")));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};
/** With a Pulumi home of its own, so that the machine's login does not count. */
const find = (environment: NodeJS.ProcessEnv = {}, directory = root): string | undefined =>
  findBackend({ PULUMI_HOME: join(root, "home"), ...environment }, directory);

it("is not known if nothing names one", () => {
  expect(find()).toBeUndefined();
  expect(find({ PULUMI_BACKEND_URL: "  " })).toBeUndefined();
});

describe("is found, before anything after it, in", () => {
  beforeEach(() => {
    write("home/credentials.json", JSON.stringify({ current: "https://current.example" }));
  });

  it("PULUMI_BACKEND_URL", () => {
    write("Pulumi.yaml", "name: shop\nbackend:\n  url: https://project.example\n");
    expect(find({ PULUMI_BACKEND_URL: " https://env.example " })).toBe("https://env.example");
  });

  it.each([
    ["Pulumi.yaml", "name: shop\nbackend:\n  url: https://project.example\n"],
    ["Pulumi.yml", "backend: { url: https://project.example }\nname: shop\n"],
    ["Pulumi.json", '{"name": "shop", "backend": {"url": "https://project.example"}}'],
    ["Pulumi.yaml", '"backend":\n  "url": "https://project.example"\n'],
  ])("the project: %s %j", (file, text) => {
    write(file, text);
    expect(find()).toBe("https://project.example");
  });

  it("the project that is nearest, in whatever form", () => {
    write("Pulumi.yaml", "backend: { url: https://other.example }");
    write("shop/Pulumi.yml", "backend: { url: https://project.example }");
    expect(find({}, join(root, "shop"))).toBe("https://project.example");
  });

  it("a project further up", () => {
    write("Pulumi.yaml", "backend: { url: https://project.example }");
    mkdirSync(join(root, "src/deep"), { recursive: true });
    expect(find({}, join(root, "src/deep"))).toBe("https://project.example");
  });

  it.each([
    ["names none", "name: shop\n"],
    ["names one with nothing in it", "name: shop\nbackend:\n"],
    ["is empty", ""],
    ["holds a comment alone", "# no backend here\n"],
    ["can't be read, and names none", "name: [\n"],
    ["has something else of that name further in", "name: shop\nconfig:\n  backend: { url: https://other.example }\n"],
  ])("the CLI's credentials, if the project %s", (_case, text) => {
    write("Pulumi.yaml", text);
    expect(find()).toBe("https://current.example");
  });

  it("the CLI's credentials, if there is no project", () => {
    expect(find()).toBe("https://current.example");
  });
});

it("looks for the CLI's credentials in the home folder", () => {
  write(".pulumi/credentials.json", JSON.stringify({ current: "https://home.example" }));
  const home = jest.spyOn(jest.requireActual<typeof import("node:os")>("node:os"), "homedir").mockReturnValue(root);
  expect(findBackend({}, join(root, "project"))).toBe("https://home.example");
  home.mockRestore();
});

it.each(['{ "accounts": {} }', '{ "current": 7 }', "{}"])(
  "is not known if the CLI is logged in nowhere: %s",
  (credentials) => {
    write("home/credentials.json", credentials);
    expect(find()).toBeUndefined();
  },
);

it.each([
  ["s3://bucket/path?region=eu-central-1&awssdk=v2", "s3://bucket/path"],
  ["https://api.pulumi.com/", "https://api.pulumi.com"],
  ["https://api.pulumi.com//", "https://api.pulumi.com"],
  ["gs://bucket", "gs://bucket"],
  ["https://pulumi.example/localhost", "https://pulumi.example/localhost"],
])("is the same however it is written: %s", (url, backend) => {
  expect(find({ PULUMI_BACKEND_URL: url })).toBe(backend);
});

describe("a bucket", () => {
  it.each([
    ["s3://state?endpoint=minio.example:9000&region=x", {}, "minio.example:9000 s3://state"],
    ["s3://state", { AWS_ENDPOINT_URL: "https://a.example" }, "https://a.example s3://state"],
    [
      "s3://state",
      { AWS_ENDPOINT_URL: "https://a.example", AWS_ENDPOINT_URL_S3: "https://s3.example" },
      "https://s3.example s3://state",
    ],
    ["azblob://state", { AZURE_STORAGE_ACCOUNT: "acme" }, "acme azblob://state"],
    ["azblob://state", {}, "azblob://state"],
    ["azblob://state?storage_account=other", { AZURE_STORAGE_ACCOUNT: "acme" }, "other azblob://state"],
    ["azblob://state?storage_account=a&domain=blob.example", {}, "blob.example a azblob://state"],
    ["gs://state", { AWS_ENDPOINT_URL: "https://a.example", AZURE_STORAGE_ACCOUNT: "acme" }, "gs://state"],
  ])("counts with the place that it is named in: %s, %j", (url, environment, backend) => {
    expect(find({ PULUMI_BACKEND_URL: url, ...environment })).toBe(backend);
  });
});

it.each([
  ["s3://state?endpoint=localhost:9000", "localhost:9000 s3://state"],
  ["s3://state?endpoint=http://127.0.0.1:9000", "http://127.0.0.1:9000 s3://state"],
  ["http://localhost:8080", "http://localhost:8080"],
  ["http://[::1]:8080/", "http://[::1]:8080"],
])("counts with its host if everybody calls it by the same address: %s", (url, backend) => {
  expect(find({ PULUMI_BACKEND_URL: url })).toBe(`${hostname()} ${backend}`);
});

describe("a folder", () => {
  const here = (path: string) => `file ${hostname()} ${path}`;

  it("counts with the host that it is on", () => {
    expect(find({ PULUMI_BACKEND_URL: `file://${root}` })).toBe(here(root));
  });

  it("counts by its real path", () => {
    mkdirSync(join(root, "real"));
    symlinkSync(join(root, "real"), join(root, "link"));
    expect(find({ PULUMI_BACKEND_URL: `file://${root}/link` })).toBe(here(join(root, "real")));
  });

  it("that is not there yet counts by its name", () => {
    expect(find({ PULUMI_BACKEND_URL: `file://${root}/none` })).toBe(here(join(root, "none")));
  });

  it.each(["file://~", "file://~/"])("in the home folder: %s", (url) => {
    expect(find({ PULUMI_BACKEND_URL: url })).toBe(here(realpathSync(homedir())));
  });

  it("is outside of the home folder if its name only begins with ~", () => {
    expect(find({ PULUMI_BACKEND_URL: "file://~state" })).toBe(here(join(root, "~state")));
  });

  it("is outside of the home folder if its path has a ~ further in", () => {
    expect(find({ PULUMI_BACKEND_URL: `file://${root}/~/state` })).toBe(here(join(root, "~/state")));
  });

  it("is relative to the project", () => {
    write("Pulumi.yaml", "backend: { url: 'file://./state' }");
    mkdirSync(join(root, "src"));
    expect(find({}, join(root, "src"))).toBe(here(join(root, "state")));
  });

  it("is relative to the working folder if there is no project", () => {
    expect(find({ PULUMI_BACKEND_URL: "file://state" }, join(root, "src"))).toBe(here(join(root, "src/state")));
  });
});

describe("the CLI's credentials", () => {
  it("are looked for in PULUMI_CREDENTIALS_PATH first", () => {
    write("home/credentials.json", JSON.stringify({ current: "https://home.example" }));
    write("elsewhere/credentials.json", JSON.stringify({ current: "https://elsewhere.example" }));
    expect(find({ PULUMI_CREDENTIALS_PATH: ` ${join(root, "elsewhere")} ` })).toBe("https://elsewhere.example");
    expect(find({ PULUMI_CREDENTIALS_PATH: " ", PULUMI_HOME: ` ${join(root, "home")} ` })).toBe("https://home.example");
  });

  it.each([
    ["the CLI answers", "https://asked.example", "https://asked.example"],
    ["the CLI does not answer", undefined, undefined],
  ])("are asked of the CLI if only the CLI can read them: %s", (_case, answer, expected) => {
    write("home/credentials.json", "-----BEGIN AGE ENCRYPTED FILE-----");
    const asked: string[] = [];
    const ask = (_environment: NodeJS.ProcessEnv, directory: string) => {
      asked.push(directory);
      return answer;
    };
    expect([findBackend({ PULUMI_HOME: join(root, "home") }, root, ask), asked]).toEqual([expected, [root]]);
  });

  it("are not asked of the CLI if they can be read, or there are none", () => {
    const ask = () => "https://asked.example";
    expect(findBackend({ PULUMI_HOME: join(root, "home") }, root, ask)).toBeUndefined();
    write("home/credentials.json", JSON.stringify({ current: "https://home.example" }));
    expect(findBackend({ PULUMI_HOME: join(root, "home") }, root, ask)).toBe("https://home.example");
  });

  it("are of no use to a CLI that is not there", () => {
    write("home/credentials.json", "not JSON");
    expect(find({ PATH: root })).toBeUndefined();
  });

  it.each([
    ['{"user":"me","url":"https://printed.example"}', "https://printed.example"],
    ['{"user":"me","url":7}', undefined],
  ])("are read from the output of the CLI on the PATH: %s", (printed, expected) => {
    write("home/credentials.json", "not JSON");
    const command = `[ "$* $PULUMI_SKIP_UPDATE_CHECK" = "whoami --json true" ] && echo '${printed}'`;
    write("bin/pulumi", `#!/bin/sh\n${command}\n`);
    chmodSync(join(root, "bin/pulumi"), 0o755);
    expect(find({ PATH: `${join(root, "bin")}:/bin:/usr/bin` })).toBe(expected);
  });
});

it("takes a folder for the same one, whatever is said of the way to write to it", () => {
  const url = `file://${root}`;
  expect(find({ PULUMI_BACKEND_URL: `${url}?no_tmp_dir=true` })).toBe(find({ PULUMI_BACKEND_URL: url }));
});
