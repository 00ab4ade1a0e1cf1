/**
 * Names that snippets use without declaring them, as a reader would have them from the page around: by each name, what
 * declares it. A declaration may use other names of this table.
 */
export const GIVEN: Record<string, string> = {
  pulumi: 'import * as pulumi from "@pulumi/pulumi";',
  ...Object.fromEntries(
    [
      ...["AuthConfig", "Provider", "secretFromEnv", "sessionConfig", "sessionConfigFrom", "toPython"],
      ...["getAuthConfigCreationFields", "recommendedScopesOutput"],
    ].map((name) => [name, `import { ${name} } from "pulumi-composio";`]),
  ),
  stacks: 'import { stacks } from "pulumi-composio/automation";',
  config: "const config = new pulumi.Config();",
  github: 'const github = new AuthConfig("github", { toolkit: "github" });',
  gmail: 'const gmail = new AuthConfig("gmail", { toolkit: "gmail" });',
  notion:
    'const notion = new AuthConfig("notion", { toolkit: "notion", authScheme: "OAUTH2", credentials: { client_id: "app-1", client_secret: "s" } });',
  composio: 'declare const composio: import("@composio/core").Composio;',
  it: "declare function it(title: string, test: () => Promise<void>, timeoutMs?: number): void;",
  beforeAll: "declare function beforeAll(begin: () => Promise<void>): void;",
  afterAll: "declare function afterAll(end: () => Promise<void>): void;",
  expect:
    "declare const expect: (value: unknown) => { toEqual(other: unknown): void; toMatchObject(other: object): void };",
  env: "declare const env: Record<string, string>;",
  signal: "declare const signal: AbortSignal;",
  progress: "declare const progress: () => void;",
};

/** The snippet below declarations of all that it, or one of these, uses without declaring it. */
export function completed(code: string): string {
  const declared = (name: string, text: string): boolean =>
    new RegExp(
      `\\b(const|let|function|as)\\s+${name}\\b|import (type )?\\{[^}]*\\b${name}\\b[^}]*\\}|[{,] ${name}[,:} ].*= `,
    ).test(text);
  const used = (name: string, text: string): boolean =>
    new RegExp(`(?<![\\w."'\`/@-])${name}(?![\\w"'\`:-])`).test(text.replace(/\/\/.*|"[^"\n]*"/g, ""));
  const imports = [...code.matchAll(/^import .*$/gm)].map(([line]) => line);
  let whole = code.replaceAll(/^import .*$/gm, "");
  const isDeclared = (name: string) => declared(name, [...imports, whole].join("\n"));
  for (let isMore = true; isMore; ) {
    const next = Object.entries(GIVEN).find(([name]) => used(name, whole) && !isDeclared(name));
    isMore = next !== undefined;
    if (next?.[1].startsWith("import ")) imports.push(next[1]);
    else if (next) whole = `${next[1]}\n${whole}`;
  }
  // Every snippet is a module of its own.
  return `${imports.join("\n")}\n${whole}\nexport {};\n`;
}
