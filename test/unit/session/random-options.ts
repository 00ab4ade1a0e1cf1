/** Random options of a session that Composio takes: the right form, and nothing in it that excludes something else. */
import fc from "fast-check";
import type { SessionOptions, ToolTag } from "../../../src";

export const TAGS: readonly ToolTag[] = [
  "readOnlyHint",
  "createHint",
  "updateHint",
  "destructiveHint",
  "idempotentHint",
  "openWorldHint",
];

/** Also names that every JavaScript object has. */
const slug = fc.oneof(
  fc.constantFrom("gmail", "notion", "CUSTOM_ACME", "constructor"),
  fc.stringMatching(/^[a-z0-9_]{1,8}$/),
);
const slugs = fc.array(slug, { maxLength: 3 });
const someSlugs = fc.array(slug, { minLength: 1, maxLength: 3 });
const tags = fc.array(fc.constantFrom(...TAGS), { maxLength: 3 });
// The SDK's outputs lose a key of this name.
const text = fc.stringMatching(/^[ -~]{1,12}$/).filter((each) => each !== "__proto__");
const optionally = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape, { requiredKeys: [] });

/** Keys that differ in letter case alone would be one toolkit twice. */
const byToolkit = <Value>(value: fc.Arbitrary<Value>) =>
  fc
    .uniqueArray(fc.tuple(slug, value), { maxLength: 3, selector: ([key]) => key.toLowerCase() })
    .map((entries) => Object.fromEntries(entries) as { [toolkit: string]: Value });

const oneList = fc.oneof(fc.record({ enable: slugs }), fc.record({ disable: slugs }));

const approved = <Shape extends object>(
  selection: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> },
  approval: fc.Arbitrary<string[]>,
) =>
  fc.record(
    { ...selection, requireApproval: approval } as { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> } & {
      requireApproval: fc.Arbitrary<string[]>;
    },
    { requiredKeys: Object.keys(selection) as never },
  );

const tagSelection = (approval: fc.Arbitrary<ToolTag[]>) =>
  fc.oneof(tags, optionally({ enable: tags, disable: tags, requireApproval: approval }));

const toolSelection = fc.oneof(
  slugs,
  approved({ enable: slugs }, slugs),
  approved({ disable: slugs }, slugs),
  approved({ tags: tagSelection(tags) }, slugs),
  fc.record({ requireApproval: slugs }),
);

const workbench = optionally({
  enable: fc.boolean(),
  enableToolExecution: fc.boolean(),
  enableProxyExecution: fc.boolean(),
  autoOffloadThreshold: fc.nat(),
  sandboxSize: fc.constantFrom("standard", "medium", "large", "xlarge"),
});

const conditionCheck = fc.record({
  type: fc.constant("condition_check"),
  condition: text,
  action: fc.constant("block"),
});
const injectionCheck = fc.record({ type: fc.constant("prompt_injection_check"), action: fc.constant("block") });
const hookFacts = {
  id: fc.stringMatching(/^[a-z0-9_-]{1,64}$/),
  name: text,
  appliesTo: fc.oneof(fc.constant("all"), fc.record({ toolkits: someSlugs })),
};
const hook = fc.oneof(
  fc.record(
    { ...hookFacts, type: fc.constant("before_execute"), handler: conditionCheck },
    { requiredKeys: ["id", "appliesTo", "type", "handler"] },
  ),
  fc.record(
    { ...hookFacts, type: fc.constant("after_execute"), handler: fc.oneof(conditionCheck, injectionCheck) },
    { requiredKeys: ["id", "appliesTo", "type", "handler"] },
  ),
);

const permissions = fc.record(
  {
    default: fc.constantFrom("allow_all", "ask_every_call", "ask_once_per_session"),
    overrides: fc.dictionary(text, fc.constantFrom("always_allow", "always_deny", "ask_once", "ask_always")),
  },
  { requiredKeys: ["default"] },
);

const experimental = optionally({
  assistivePrompt: optionally({ userTimezone: text }),
  permissions,
  linkUrlOverwrite: text,
  fastMode: fc.boolean(),
  submitFeedback: optionally({ enable: fc.boolean() }),
  restrictEgressToComposio: fc.boolean(),
  noElicitationSupportFallback: fc.constantFrom("deny", "allow"),
});

const multiAccount = { maxAccountsPerToolkit: fc.integer({ min: 2, max: 10 }), requireExplicitSelection: fc.boolean() };

/** Options that may stand together as they please. */
const free = optionally({
  toolkits: fc.oneof(
    slugs,
    approved({ enable: slugs }, someSlugs),
    approved({ disable: slugs }, someSlugs),
    fc.record({ requireApproval: someSlugs }),
  ),
  tools: byToolkit(toolSelection),
  tags: tagSelection(fc.array(fc.constantFrom(...TAGS), { minLength: 1, maxLength: 3 })),
  manageConnections: fc.oneof(
    fc.boolean(),
    optionally({
      enable: fc.boolean(),
      callbackUrl: text,
      waitForConnections: fc.boolean(),
      enableConnectionRemoval: fc.boolean(),
    }),
  ),
  mcp: fc.boolean(),
  instant: fc.oneof(
    fc.constant(false),
    optionally({
      toolkits: oneList,
      tools: byToolkit(oneList),
      returnInstantCharge: fc.boolean(),
      returnPricesInSearch: fc.boolean(),
    }),
  ),
  hooks: fc.uniqueArray(hook, { maxLength: 3, selector: ({ id }) => id }),
  search: optionally({ enable: fc.boolean() }),
  execute: optionally({ enableMultiExecute: fc.boolean() }),
  experimental,
});

/** Options of which only some go together. */
const bound = fc.tuple(
  fc.oneof(
    optionally({ sandbox: workbench }),
    optionally({ workbench }),
    fc.record({ proxyExecute: fc.oneof(fc.boolean(), fc.record({ enable: fc.boolean() })) }),
  ),
  fc.oneof(
    optionally({ connectedAccounts: byToolkit(fc.oneof(text, fc.array(text, { maxLength: 1 }))) }),
    fc.record({
      connectedAccounts: byToolkit(fc.array(text, { maxLength: 3 })),
      multiAccount: fc.record({ enable: fc.constant(true), ...multiAccount }),
    }),
  ),
  optionally({ preload: fc.record({ tools: slugs }) }),
);

export const randomOptions = fc
  .tuple(free, bound)
  .map(([some, others]) => Object.assign({}, some, ...others) as SessionOptions);
