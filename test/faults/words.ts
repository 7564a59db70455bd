/**
 * Words that occur nowhere else, so that a text is found again wherever it went, and never look like a code, a keyword or an
 * automatic answer. `index` counts the texts of a schedule.
 */
export const wordsFor = (who: "client" | "person" | "phone" | "history" | "away", index: number): string => {
  const letters = index.toString(26).replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return `About the ${who}lantern-${letters}-lamp, see you there`;
};

/** What of such a text is looked for where it must not be. */
export const tellingPartOf = (words: string): string => /\S+lantern-\w+-lamp/.exec(words)?.[0] ?? words;
