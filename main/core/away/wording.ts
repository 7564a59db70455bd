import type { Absence, AwayRules } from "../../../preload/contract/away.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import type { AwayWordsFrom, EpochMs } from "../../../preload/contract/model.ts";
import type { IntentReader } from "../intents/read-intent.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock, TimeZones } from "../ports/system.ts";
import type { LanguageGuesser, LanguageLoader } from "../ports/understanding.ts";
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
  /** To be awaited before `plain`: what the words of these rules depend on is there. */
  readonly ready: (by: AwayRules) => Promise<void>;
  /** Without what a model would make of it. */
  readonly plain: (text: StoredText, by: AwayRules, until: EpochMs | null, isLate: boolean) => AwayPreview;
  readonly preview: (ask: AwayPreviewAsk) => Promise<AwayPreview>;
  /** What a model would be given to go by for these words of a client whom nobody knows. */
  readonly basis: (heard: string, by: AwayRules) => Promise<string>;
};

export const createWording = ({
  store,
  people,
  company,
  intentOf,
  languages: load,
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
  readonly languages: LanguageLoader;
  readonly modelWords: Pick<ModelWords, "wordsFor">;
  readonly clock: Pick<Clock, "now">;
  readonly zones: TimeZones;
  /** Of the person's hours. */
  readonly timeZone: () => string;
  readonly absence: () => Absence | null;
}): Wording => {
  /** Null until it is needed: see `ready`. */
  let languageOf: LanguageGuesser | null = null;
  const ready = async ({ others }: AwayRules): Promise<void> => {
    if (others.some(({ whom }) => whom.kind === "language")) languageOf = await load();
  };

  const readerOf = (
    { body }: Pick<StoredText, "body">,
    { others }: AwayRules,
    known: Pick<Reader, "firstName" | "labels">,
  ): Reader => {
    const languages = others.flatMap(({ whom }) => (whom.kind === "language" ? [whom.language] : []));
    return {
      ...known,
      language: languageOf?.(body, languages) ?? null,
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
    ready,
    plain,
    compose: async (text, by) => {
      await ready(by);
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
    preview: async ({ rules: by, until: end, firstName, labels, heard }) => {
      await ready(by);
      return wordsFor(readerOf({ body: heard ?? "" }, by, { firstName, labels }), by, end, false);
    },
    basis: async (heard, by) => {
      await ready(by);
      const reader = readerOf({ body: heard }, by, { firstName: null, labels: [] });
      return wordsFor(reader, { ...by, hasStopLine: false }, until(), false).body;
    },
  };
};
