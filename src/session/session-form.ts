/** The form of a whole session's configuration: one line for each option of `SessionConfig`. */
import type { Experimental } from "./experimental";
import type { Form } from "./form";
import { either, flag, listOf, mapOf, number, objectOf, oneOf, only, text, variants } from "./form";
import type { Hook } from "./hooks";
import type { SessionConfig, ToolTag, Workbench } from "./shape";

/** A form for every key of a type, and for nothing else: the compiler holds both against each other. */
type Fields<Type> = { [Key in keyof Required<Type>]: Form };

const TAGS = {
  readOnlyHint: true,
  createHint: true,
  updateHint: true,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: true,
} satisfies { [tag in ToolTag]: true };

const toolkit = text("the slug of a toolkit");
const tool = text("the slug of a tool");
const account = text("the id of a connected account (ca_…)");
const tag = oneOf(...Object.keys(TAGS));

const toolkits = listOf("toolkits", toolkit);
const tools = listOf("tools", tool);
const tags = listOf("tags", tag);
const ENABLE_OR_DISABLE = { exclusive: ["enable", "disable"], isNeverEmpty: true };

const toolkitSelection = either(
  toolkits,
  objectOf(
    { enable: toolkits, disable: toolkits, requireApproval: listOf("toolkits", toolkit, { least: 1 }) },
    ENABLE_OR_DISABLE,
  ),
);

const tagSelection = (approval: Form): Form =>
  either(tags, objectOf({ enable: tags, disable: tags, requireApproval: approval }));

const toolSelection = either(
  tools,
  objectOf(
    { enable: tools, disable: tools, tags: tagSelection(tags), requireApproval: tools },
    { exclusive: ["enable", "disable", "tags"], isNeverEmpty: true },
  ),
);

const manageConnections = either(
  flag,
  objectOf({
    enable: flag,
    callbackUrl: text("an address"),
    waitForConnections: flag,
    enableConnectionRemoval: flag,
  } satisfies Fields<Exclude<NonNullable<SessionConfig["manageConnections"]>, boolean>>),
);

const workbench = objectOf({
  enable: flag,
  enableToolExecution: flag,
  enableProxyExecution: flag,
  autoOffloadThreshold: number("a number of characters", (value) => value >= 0),
  sandboxSize: oneOf("standard", "medium", "large", "xlarge"),
} satisfies Fields<Workbench>);

const instant = either(
  only(false),
  objectOf({
    toolkits: objectOf({ enable: toolkits, disable: toolkits }, ENABLE_OR_DISABLE),
    tools: mapOf("toolkits", objectOf({ enable: tools, disable: tools }, ENABLE_OR_DISABLE)),
    returnInstantCharge: flag,
    returnPricesInSearch: flag,
  } satisfies Fields<Exclude<NonNullable<SessionConfig["instant"]>, false>>),
);

const isLong = (least: number, most: number) => (value: string) => value.length >= least && value.length <= most;

const conditionCheck = objectOf(
  {
    type: oneOf("condition_check"),
    condition: text("a sentence of 1 to 2000 characters", isLong(1, 2000)),
    action: oneOf("block"),
  },
  { required: ["type", "condition", "action"] },
);
const promptInjectionCheck = objectOf(
  { type: oneOf("prompt_injection_check"), action: oneOf("block") },
  { required: ["type", "action"] },
);

const hook = (type: Hook["type"], handler: Form): Form =>
  objectOf(
    {
      type: oneOf(type),
      id: text("1 to 64 of a-z, 0-9, _ and -", (value) => /^[a-z0-9_-]{1,64}$/.test(value)),
      name: text("a name of 1 to 120 characters", isLong(1, 120)),
      appliesTo: either(
        oneOf("all"),
        objectOf({ toolkits: listOf("toolkits", toolkit, { least: 1 }) }, { required: ["toolkits"] }),
      ),
      handler,
    } satisfies Fields<Hook>,
    { required: ["type", "id", "appliesTo", "handler"] },
  );

const hooks = listOf(
  "hooks",
  variants("type", {
    before_execute: hook("before_execute", variants("type", { condition_check: conditionCheck })),
    after_execute: hook(
      "after_execute",
      variants("type", { condition_check: conditionCheck, prompt_injection_check: promptInjectionCheck }),
    ),
  }),
  { most: 20 },
);

const isCode = "is code, which no stack can hold: give it in the application";

const experimental = objectOf(
  {
    assistivePrompt: objectOf({ userTimezone: text("a time zone, such as Europe/London") }),
    sessionConfigId: text("the id of a session config (sc_…)"),
    permissions: objectOf(
      {
        default: oneOf("allow_all", "ask_every_call", "ask_once_per_session"),
        overrides: mapOf("tools and accounts", oneOf("always_allow", "always_deny", "ask_once", "ask_always")),
      },
      { required: ["default"] },
    ),
    linkUrlOverwrite: text("an address"),
    fastMode: flag,
    submitFeedback: objectOf({ enable: flag }),
    restrictEgressToComposio: flag,
    noElicitationSupportFallback: oneOf("deny", "allow"),
  } satisfies Fields<Experimental>,
  { refused: { customTools: isCode, customToolkits: isCode } },
);

const options = {
  toolkits: toolkitSelection,
  tools: mapOf("toolkits", toolSelection),
  tags: tagSelection(listOf("tags", tag, { least: 1 })),
  connectedAccounts: mapOf("toolkits", either(account, listOf("ids of connected accounts", account))),
  manageConnections,
  sandbox: workbench,
  workbench,
  multiAccount: objectOf({
    enable: flag,
    maxAccountsPerToolkit: number(
      "a whole number from 2 to 10",
      (value) => Number.isInteger(value) && value >= 2 && value <= 10,
    ),
    requireExplicitSelection: flag,
  }),
  preload: objectOf({ tools: either(oneOf("all"), tools) }),
  sessionPreset: oneOf("direct_tools"),
  mcp: flag,
  instant,
  proxyExecute: either(flag, objectOf({ enable: flag }, { required: ["enable"] })),
  hooks,
  search: objectOf({ enable: flag }),
  execute: objectOf({ enableMultiExecute: flag }),
  experimental,
} satisfies Fields<Omit<SessionConfig, "authConfigs">>;

const refused = {
  userId: "is the application's to give: composio.create(userId, session)",
  premiumUsage: "is called instant now",
};

/** Everything of a session except its auth configs. */
export const optionsForm = objectOf(options, {
  refused: { ...refused, authConfigs: "are the first argument of sessionConfig" },
});

export const sessionForm = objectOf(
  {
    authConfigs: mapOf("toolkits", text("the id of an auth config (ac_…)")),
    ...options,
  } satisfies Fields<SessionConfig>,
  { required: ["authConfigs"], refused },
);
