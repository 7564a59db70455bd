/** `1 new text`, `12 new texts`, `10,000 new texts`. */
export const textsInWords = (count: number): string =>
  `${count.toLocaleString("en-US")} new ${count === 1 ? "text" : "texts"}`;
