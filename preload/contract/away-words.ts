import type { AwayGap, AwaySkip } from "./away.ts";
import type { Intent } from "./intents.ts";
import type { AwayWordsFrom } from "./model.ts";

/** What a text was about, as the classifier of this computer sees it. Said in windows and in a saved report. */
export const intentWords: Readonly<Record<Intent, string>> = {
  urgent: "Urgent",
  scheduling: "Scheduling",
  question: "Question",
  document: "Document",
  social: "Greeting or thanks",
  other: "Something else",
};

/** Where the words of an answer come from. */
export const wordsFromWords: Readonly<Record<AwayWordsFrom, string>> = {
  message: "Your message",
  language: "Message for their language",
  label: "Message for their label",
  template: "Smart reply",
  model: "Written by a language model",
};

type SkipWords = {
  /** For a list of reasons, as short as can be. */
  readonly title: string;
  /** A sentence about one text. */
  readonly words: string;
};

/** Why a text was left to the person. */
export const skipWords: Readonly<Record<AwaySkip, SkipWords>> = {
  "not-away": { title: "Away was over", words: "Away was over before it could be answered." },
  "before-away": { title: "Before Away began", words: "It was written before Away began." },
  "too-old": {
    title: "Too late",
    words: "An answer so long after it was written would confuse.",
  },
  group: { title: "Group", words: "Groups are never answered: everybody in them would get the reply." },
  "company-message": { title: "Company message", words: "Company messages are never answered." },
  "short-code": { title: "Short code", words: "Machines write from short codes, so those are never answered." },
  "toll-free": {
    title: "Toll-free number",
    words: "Machines write from toll-free numbers, so those are never answered.",
  },
  colleague: { title: "Colleague", words: "It came from a colleague’s number." },
  "own-number": { title: "Own number", words: "It came from a number of your own account." },
  keyword: { title: "Word for the carrier", words: "It is a word like STOP or HELP, which the carrier acts on." },
  "opted-out": { title: "Opted out", words: "They have opted out of your texts." },
  "e-mail": { title: "E-mail", words: "It is an e-mail that a carrier made a text of." },
  automatic: { title: "Looks automatic", words: "It looks automatic: an away reply, a code or a bulk text." },
  repeated: { title: "Same words again", words: "The same words came before, as they do from machines." },
  "too-quick": { title: "Too quick", words: "It came within seconds of your text, as answers of machines do." },
  "never-person": { title: "Never answered", words: "You chose that they are never answered." },
  "unknown-sender": { title: "Not in your contacts", words: "They are not in your contacts." },
  "not-labelled": { title: "Without the label", words: "They have none of the labels you chose." },
  "answered-elsewhere": { title: "Answered by a person", words: "You, or somebody else, had already answered." },
  "already-answered": { title: "Answered before", words: "Away had already answered them." },
  "minute-full": { title: "Too many in a minute", words: "The limit of answers in a minute was reached." },
  "day-full": { title: "Too many in a day", words: "The limit of answers in a day was reached." },
  "cannot-send": { title: "Could not be sent", words: "Your number could not send the answer." },
};

/** What kept Tern from answering: the beginning of "This computer was asleep from … to …". */
export const gapKindWords: Readonly<Record<AwayGap["kind"], string>> = {
  asleep: "This computer was asleep",
  offline: "There was no connection",
  closed: "Tern was not running",
};
