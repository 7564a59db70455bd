/** `3`, `10,000`. */
export const countInWords = (count: number): string => count.toLocaleString("en-US");

/** `1 new text`, `12 new texts`, `10,000 new texts`. */
export const textsInWords = (count: number): string => `${countInWords(count)} new ${count === 1 ? "text" : "texts"}`;
