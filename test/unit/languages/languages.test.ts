import { describe, expect, it } from "vitest";
import { createLanguages } from "../../../main/languages/languages.ts";

const guessLanguage = await createLanguages()();

const among = ["es", "fr", "de", "en", "zh"];

describe("the language of a text", () => {
  it.each([
    ["Hola, ¿podemos hablar mañana sobre los documentos de la casa?", "es"],
    ["Bonjour, pouvez-vous m'envoyer le contrat avant la fin de la semaine ?", "fr"],
    ["Guten Morgen, ich hätte eine Frage zu meiner letzten Rechnung.", "de"],
    ["Good morning, could you send me the papers for the house please?", "en"],
  ])("is told from its words: %s", (text, language) => {
    expect(guessLanguage(text, among)).toBe(language);
  });

  it("is none that nobody asked for", () => {
    expect(guessLanguage("Hola, ¿podemos hablar mañana sobre los documentos de la casa?", ["fr", "de"])).toBeNull();
    expect(guessLanguage("Hola, ¿podemos hablar mañana sobre los documentos?", [])).toBeNull();
  });

  it.each(["", "ok", "Thanks Ana", "👍👍👍👍👍👍👍👍👍👍👍👍👍", "12345 67890 12345 67890", "?!?!?!?!?!?!?!?!"])(
    "cannot be told from so few words: %j",
    (text) => {
      expect(guessLanguage(text, among)).toBeNull();
    },
  );

  it("is told, or not, of any text: a long one, and one of broken signs", () => {
    expect(guessLanguage("please send the papers to my house tomorrow ".repeat(2_000), among)).toBe("en");
    expect([null, ...among]).toContain(guessLanguage("\uD800\u0000".repeat(500), among));
  });
});
