/** Commands that are printed to be pasted. */

/** A word of a shell's command as it is, if the shell reads nothing into it, and in quotes otherwise. */
export function shellQuoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  // Only this form can write what would move the cursor, and bash, zsh and ksh know it.
  if (/\p{Cc}/u.test(word)) return `$'${[...word].map(escaped).join("")}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

const escaped = (character: string): string => {
  if (/[\\']/.test(character)) return `\\${character}`;
  return /\p{Cc}/u.test(character) ? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}` : character;
};

/** A whole command. */
export const shellCommand = (words: readonly string[]): string => words.map(shellQuoted).join(" ");
