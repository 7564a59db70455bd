import { eld } from "eld/small";
import type { LanguageGuesser } from "../core/ports/understanding.ts";

/** A word or two ("ok", "thanks Ana") is in no language to speak of. */
const LEAST_LETTERS = 12;

/** Which of the languages a text is written in, by ELD's tables of letters: on this computer. */
export const guessLanguage: LanguageGuesser = (text, among) => {
  if (text.replace(/\P{L}/gu, "").length < LEAST_LETTERS) return null;
  const result = eld.detect(text);
  return result.isReliable() && among.includes(result.language) ? result.language : null;
};
