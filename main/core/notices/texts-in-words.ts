import { countInWords } from "../count-in-words.ts";

/** `1 new text`, `12 new texts`, `10,000 new texts`. */
export const textsInWords = (count: number): string => `${countInWords(count)} new ${count === 1 ? "text" : "texts"}`;
