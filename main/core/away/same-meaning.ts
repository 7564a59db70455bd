/** Ways to say the same in English: pattern between spaces, and what it is taken for. In this order. */
const ENGLISH: readonly (readonly [pattern: string, same: string])[] = [
  ["i'm", "i am"],
  ["(i|we|you)'ll", "$1 will"],
  ["(i|we|you)'ve", "$1 have"],
  ["(we|you)'re", "$1 are"],
  ["it's", "it is"],
  ["can't|can not", "cannot"],
  ["won't", "will not"],
  ["(do|does|is|are)n't", "$1 not"],
  ["till|'til", "until"],
  ["(?<=[.,&] )please note(?: that)?", ""],
  ["(?<= (?:am|are|be) )(?:currently|presently|still|right now|at the moment)", ""],
  ["(?<= (?:am|are|be) )(?:out of (?:the |my |our )?office|away from (?:my desk|the office|work)|unavailable)", "away"],
  ["(?:are|will be) away", "am away"],
  ["(?<= am away )(?:currently|right now|at the moment)", ""],
  [
    "(?<= will )(?:get back to you|(?:(?:reply|respond|write back)(?: to)?|answer|text)(?: you| your (?:message|text|question|note))?|be in touch(?: with you)?)(?= [.,&] | when | once | after | (?:up)?on )",
    "answer",
  ],
  ["(?:when|once|after) (?:i|we) (?:am back|are back|return|get back|come back|have returned)", "when i am back"],
  ["(?:up)?on (?:my|our) return|after (?:my|our) return", "when i am back"],
  ["auto-?(?:reply|response)|auto(?:matic|mated)? (?:reply|response|answer|message|text)", "automatic answer"],
];

/** The words that join two clauses as a break does. */
const JOINING = { en: "and|but", es: "y|e|pero", fr: "et|mais", de: "und|aber" };

/** The languages in which it is known what is polite, and what says the same: ISO 639-1 codes. */
export const KNOWN_LANGUAGES = ["en", "es", "fr", "de"] as const;
export type KnownLanguage = (typeof KNOWN_LANGUAGES)[number];

const swap = (said: string, pattern: string, same: string): string =>
  said.replaceAll(new RegExp(`(?<= )(?:${pattern})(?= )`, "gu"), same).replaceAll(/ {2,}/gu, " ");

/** What `written` gave, with what says the same made the same: "and I'll reply" is " & will answer". */
export const sameMeaning = (said: string, language: KnownLanguage): string => {
  const joined = swap(said, JOINING[language], "&");
  if (language !== "en") return joined;
  const same = ENGLISH.reduce((text, [pattern, to]) => swap(text, pattern, to), joined);
  return swap(same, "(?<=[.,&] )(?:i|we)(?= (?:am|are|will|have) )", "");
};
