/** A draft with these words below what is there already. */
export const draftWith = (draft: string, words: string): string =>
  [draft, words].filter((part) => part.trim() !== "").join("\n");
