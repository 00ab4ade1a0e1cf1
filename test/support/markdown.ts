/** Parts of a document that tests read. */

/** The cells of the first table below a heading, the header first. */
export function tableBelow(document: string, heading: string): string[][] {
  const [, section = ""] = document.split(`\n${heading}\n`);
  const [beforeNext = ""] = section.split(/^## /m);
  const lines = beforeNext.split("\n");
  const first = lines.findIndex((line) => line.startsWith("|"));
  if (first < 0) throw new Error(`There is no table below ${heading}`);
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .filter((line) => !/^[|\s-]+$/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The names of environment variables and of keys of the stack's config in a text, sorted. */
export function settingsIn(text: string): string[] {
  const found = [...text.matchAll(/\bCOMPOSIO_[A-Z_]+\b|\bcomposio:[a-z][a-zA-Z]+\b/g)].map(([name]) => name);
  return [...new Set(found)].sort();
}

/** The first block of that language. */
export function firstBlock(document: string, language: string): string {
  const block = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "ms").exec(document)?.[1];
  if (block === undefined) throw new Error(`There is no block of ${language}`);
  return block;
}
