/** The toolkits that the emulator knows. Field lists change in the real catalogue: each file says what its evidence is. */
import type { ToolkitDefinition } from "./definition";
import { SEEN_2025 } from "./seen-2025";
import { SEEN_2026 } from "./seen-2026";

/** By lower-case slug; what a caller defines comes in addition, or in place of ours. */
export const createCatalogue = (own: ToolkitDefinition[] = []): Map<string, ToolkitDefinition> =>
  new Map([...SEEN_2026, ...SEEN_2025, ...own].map((definition) => [definition.slug.toLowerCase(), definition]));
