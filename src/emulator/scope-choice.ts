/** Which of several documented ways to grant what tools need. Pure. */
import type { Need } from "./catalogue/tools";

interface Wishes {
  exclude?: string[] | undefined;
  available_scopes?: string[] | undefined;
}

/** For each need the ways that are left, the narrowest first. A way is a set of scopes; none left: it can't be met. */
export const optionsOf = (needs: Need[], { exclude = [], available_scopes: available }: Wishes): string[][][] =>
  needs.map((need) =>
    (typeof need === "string" ? [need] : need)
      .map((way) => [way].flat())
      .filter((way) => way.every((scope) => !exclude.includes(scope) && (available?.includes(scope) ?? true))),
  );

/** The smallest set of scopes that meets every need; of equal ones the first found. */
export function cheapest(needs: string[][][], already: readonly string[]): string[] {
  const [ways, ...rest] = needs;
  if (!ways) return [...already];
  const held = ways.find((way) => way.every((scope) => already.includes(scope)));
  const found = (held ? [held] : ways).map((way) => cheapest(rest, [...new Set([...already, ...way])]));
  return found.reduce((best, one) => (one.length < best.length ? one : best));
}
