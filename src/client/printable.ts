/** Text that others have written, as a terminal may have it. */

/** Writes out, as `\u{1b}`, each character that would move the cursor, begin a line or turn the direction of writing. */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );

/** Makes a message one line: breaks and gaps become one space. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ").trim();
