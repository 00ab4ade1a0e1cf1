/** What one try of a probe has seen. */

/** An answer that the emulator has no switch for. The text is our own: no id, no name, nothing of a secret. */
export class Other {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value of the switch, or something else. */
export type Seen = string | number | boolean | Other;
