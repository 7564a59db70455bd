import type { Absence, AwayRules } from "../../../preload/contract/away.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import type { AwayWordsFrom, EpochMs } from "../../../preload/contract/model.ts";
import type { IntentReader } from "../intents/read-intent.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock, TimeZones } from "../ports/system.ts";
import type { LanguageGuesser } from "../ports/understanding.ts";
import type { Composed } from "./answering.ts";
import type { AwayPeople } from "./away-facts.ts";
import { awayWords, framed, LATE_AFTER_MS, type Reader } from "./away-words.ts";
import { saidOf } from "./deciding.ts";
import type { ModelWords } from "./model-words.ts";

/** An answer to nobody. `until`: the end that is thought of; `heard`: null: any text. */
export type AwayPreviewAsk = {
  readonly rules: AwayRules;
  readonly until: EpochMs | null;
  readonly firstName: string | null;
  readonly labels: readonly string[];
  readonly heard: string | null;
};
export type AwayPreview = { readonly body: string; readonly wordsFrom: AwayWordsFrom; readonly intent: Intent | null };

/** The words of answers: who reads them, what is known of them, and what a model makes of them. */
export type Wording = {
  /** Takes as long as a language model does. */
  readonly compose: (text: StoredText, by: AwayRules) => Promise<Composed>;
  /** Without what a model would make of it. */
  readonly plain: (text: StoredText, by: AwayRules, until: EpochMs | null, isLate: boolean) => AwayPreview;
  readonly preview: (ask: AwayPreviewAsk) => AwayPreview;
  /** What a model would be given to go by for these words of a client whom nobody knows. */
  readonly basis: (heard: string, by: AwayRules) => string;
};

export const createWording = ({
  store,
  people,
  company,
  intentOf,
  languageOf,
  modelWords,
  clock,
  zones,
  timeZone,
  absence,
}: {
  readonly store: Pick<MessageStore, "person">;
  readonly people: AwayPeople;
  readonly company: string | null;
  readonly intentOf: IntentReader;
  readonly languageOf: LanguageGuesser;
  readonly modelWords: Pick<ModelWords, "wordsFor">;
  readonly clock: Pick<Clock, "now">;
  readonly zones: TimeZones;
  /** Of the person's hours. */
  readonly timeZone: () => string;
  readonly absence: () => Absence | null;
}): Wording => {
  const readerOf = (
    { body }: Pick<StoredText, "body">,
    { others }: AwayRules,
    known: Pick<Reader, "firstName" | "labels">,
  ): Reader => {
    const languages = others.flatMap(({ whom }) => (whom.kind === "language" ? [whom.language] : []));
    return {
      ...known,
      language: languages.length === 0 ? null : languageOf(body, languages),
      intent: intentOf(body),
    };
  };

  const knownOf = ({ from }: StoredText): Pick<Reader, "firstName" | "labels"> => ({
    firstName: people.contacts.personal(from)?.firstName ?? null,
    labels: saidOf(people.contacts.sameAs(from).map(store.person)).labels,
  });

  const wordsFor = (reader: Reader, by: AwayRules, until: EpochMs | null, isLate: boolean): AwayPreview => {
    const saying = { absence: { until }, timeZone: timeZone(), company, now: clock.now(), isLate };
    const { body, from } = awayWords(by, reader, saying, zones);
    return { body, wordsFrom: from, intent: reader.intent?.intent ?? null };
  };

  const until = (): EpochMs | null => absence()?.until ?? null;
  const plain: Wording["plain"] = (text, by, end, isLate) =>
    wordsFor(readerOf(text, by, knownOf(text)), by, end, isLate);

  return {
    plain,
    compose: async (text, by) => {
      const isLate = clock.now() - text.at > LATE_AFTER_MS;
      const words = plain(text, { ...by, hasStopLine: false }, until(), false);
      const better = by.model.isOn ? await modelWords.wordsFor(text.body, words.body, by) : null;
      return {
        body: framed(better ?? words.body, by, { isLate }),
        wordsFrom: better === null ? words.wordsFrom : "model",
        intent: words.intent,
        isLate,
      };
    },
    preview: ({ rules: by, until: end, firstName, labels, heard }) =>
      wordsFor(readerOf({ body: heard ?? "" }, by, { firstName, labels }), by, end, false),
    basis: (heard, by) => {
      const reader = readerOf({ body: heard }, by, { firstName: null, labels: [] });
      return wordsFor(reader, { ...by, hasStopLine: false }, until(), false).body;
    },
  };
};
