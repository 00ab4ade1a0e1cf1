/** The findings about one auth config: lines of the form `credentials.client_secrt: …`. */
export interface Findings {
  /** The preview fails with these. */
  mistakes: string[];
  /** Worth a word, but the catalogue is not always right. */
  warnings: string[];
}
