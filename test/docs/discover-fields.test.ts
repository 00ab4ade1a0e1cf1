/** `examples/discover-fields` lists the `config set` lines that it wants: one for each field that its toolkits can't do without. */
import { getAuthConfigCreationFields } from "pulumi-composio";
import { startEmulator } from "pulumi-composio/emulator";
import { read } from "./documents";

it("lists a line for each required field of its toolkits", async () => {
  const emulator = await startEmulator();
  try {
    const program = read("examples/discover-fields/index.ts");
    const [, toolkits = ""] = /\[([^\]]*)\]\.map\(ownApp\)/.exec(program) ?? [];
    const wanted = await Promise.all(
      (JSON.parse(`[${toolkits}]`) as string[]).map(async (toolkit) => {
        const options = { requiredOnly: true, apiKey: emulator.apiKey, baseUrl: emulator.url };
        const fields = await getAuthConfigCreationFields(toolkit, "OAUTH2", options);
        return fields.map(({ name }) => `${toolkit}-${name}`);
      }),
    );
    const listed = [...program.matchAll(/pulumi config set --secret (\S+)$/gm)].map(([, name]) => name);
    expect(wanted.flat()).toHaveLength(5);
    expect(listed).toEqual(wanted.flat());
  } finally {
    await emulator.close();
  }
});
