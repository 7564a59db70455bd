import type { LanguageGuesser, LanguageLoader } from "../core/ports/understanding.ts";

/** A word or two ("ok", "thanks Ana") is in no language to speak of. */
const LEAST_LETTERS = 12;

/** ELD's tables of letters take about 150 MB of memory: only who writes to clients in several languages pays for them. */
const readTables = async (): Promise<LanguageGuesser> => {
  const { eld } = await import("eld/small");
  return (text, among) => {
    if (text.replace(/\P{L}/gu, "").length < LEAST_LETTERS) return null;
    const result = eld.detect(text);
    return result.isReliable() && among.includes(result.language) ? result.language : null;
  };
};

/** Tells on this computer which language a text is written in. */
export const createLanguages = (): LanguageLoader => {
  let tables: Promise<LanguageGuesser> | null = null;
  return () => (tables ??= readTables());
};
