import { distance } from "fastest-levenshtein";

/** No more letters than this may differ, in long names too. */
const FARTHEST = 3;

/**
 * The name that was probably meant; undefined if none is close. Letter case, `_`, `-`, `.` and spaces do not count, so that
 * `clientSecret` finds `client_secret` and `google_drive` finds `googledrive`.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const letters = lettersOf(name);
  const limit = Math.min(FARTHEST, Math.floor(letters.length / 3));
  let best: { name: string; far: number } | undefined;
  for (const candidate of known) {
    const far = distance(letters, lettersOf(candidate));
    if (far <= limit && (best === undefined || far < best.far)) best = { name: candidate, far };
  }
  return best?.name;
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[\s_.-]/g, "");
