/** Which toolkit an auth config is for, as far as anybody says. */
export interface Claim {
  /** Its name in a message. */
  label: string;
  toolkit: string;
  /** The key that it stands under in a map. */
  key?: string;
}

/** The toolkits in order with what names each. Throws if two claim the same or a key is not its auth config's toolkit. */
export function distinctToolkits(claims: readonly Claim[]): { slug: string; label: string }[] {
  const taken = new Map<string, string>();
  for (const { label, toolkit, key } of claims) {
    const slug = toolkit.toLowerCase();
    if (key !== undefined && key.toLowerCase() !== slug) {
      throw new Error(`sessionConfig: the key ${key} must be the toolkit of ${label}, but that is ${slug}`);
    }
    const other = taken.get(slug);
    if (other) {
      throw new Error(
        `sessionConfig: a session takes one auth config per toolkit, but ${other} and ${label} are both for ${slug}`,
      );
    }
    taken.set(slug, label);
  }
  return [...taken].map(([slug, label]) => ({ slug, label }));
}
