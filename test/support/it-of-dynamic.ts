import { isPlugin } from "./door";

/** For what only the TypeScript package does: the plugin has another way, or needs none. */
export const itOfDynamic = isPlugin ? it.skip : it;
