import type {
  Absence,
  AwayEntry,
  AwayPerson,
  AwayPreset,
  AwayReport,
  AwayRules,
  AwaySwitch,
  WorkingHours,
} from "../../../preload/contract/away.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import { MAX_AWAY_MESSAGE_UNITS } from "../../../preload/contract/limits.ts";
import type { AwayWordsFrom, EpochMs } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import type { Guard } from "../guard.ts";
import type { InBackground } from "../in-background.ts";
import type { IntentReader } from "../intents/read-intent.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeReadings } from "../outbox/settling.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { AwayChoice } from "../ports/tray.ts";
import type { Clock, Log, Randomness, TimeZones } from "../ports/system.ts";
import type { LanguageGuesser } from "../ports/understanding.ts";
import { createAbsences } from "./absences.ts";
import { createAnswering } from "./answering.ts";
import { awayFacts, type AwayPeople } from "./away-facts.ts";
import { ABSENCES_KEPT, awayReport } from "./away-report.ts";
import { rulesFromFact } from "./away-rules.ts";
import { awayWords, framed, LATE_AFTER_MS, type Reader } from "./away-words.ts";
import { decideAway } from "./decide-away.ts";
import { createGapWatch } from "./gaps.ts";
import type { ModelWords } from "./model-words.ts";
import { simulateAway } from "./simulate.ts";

/** Answers for the person while they are away. */
export type Away = {
  readonly state: () => AwayState;
  readonly presets: () => readonly AwayPreset[];
  /** Fails with invalid-request for an end that is not in the future. */
  readonly switch: (ask: AwaySwitch) => Result<void>;
  /** What a person chose in the tray's menu, from this moment on. */
  readonly choose: (to: AwayChoice) => void;
  readonly setHours: (hours: WorkingHours) => Result<void>;
  /** Fails with empty-text or text-too-long. */
  readonly setRules: (rules: AwayRules) => Result<void>;
  readonly people: () => readonly AwayPerson[];
  readonly setPerson: (person: { readonly address: string } & Omit<AwayPerson, "party">) => void;
  /** What someone of this first name, who wrote this, would get now. */
  readonly preview: (ask: AwayPreviewAsk) => AwayPreview;
  /** Null takes the key away. Rejects with AppError `storage` if the keychain refuses. */
  readonly setModelKey: (key: string | null) => Promise<void>;
  /** What the model would say to this text; null if that must not be sent. */
  readonly tryModel: (ask: { readonly rules: AwayRules; readonly heard: string }) => Promise<Result<string | null>>;
  /** What these rules would have done in the last 30 days; newest first. */
  readonly simulate: (rules: AwayRules) => Promise<readonly AwayEntry[]>;
  /** Of the absence that began then, or the latest. */
  readonly report: (since: EpochMs | null) => AwayReport | null;
  readonly absences: () => readonly (Absence & { readonly hasEnded: boolean })[];
  /** Considers texts that just arrived; asked about one again, it answers nobody twice. */
  readonly consider: (texts: readonly StoredText[]) => void;
  readonly changesRead: () => void;
  readonly offline: (isOffline: boolean) => void;
  /** It is known now what time it is at the provider. */
  readonly timeKnown: () => void;
  readonly start: () => void;
  readonly wake: () => void;
  readonly stop: () => void;
};

/** An answer to nobody. `until`: the end that is thought of; `heard`: null: any text. */
export type AwayPreviewAsk = {
  readonly rules: AwayRules;
  readonly until: EpochMs | null;
  readonly firstName: string | null;
  readonly labels: readonly string[];
  readonly heard: string | null;
};
export type AwayPreview = { readonly body: string; readonly wordsFrom: AwayWordsFrom; readonly intent: Intent | null };

/** How far back in a conversation is looked, in texts. */
const LOOKED_AT = 500;

/** Whether these rules can be held to; see AWAY_LIMITS for what the bridge has checked. */
const checkRules = ({ message, others, smart, lateWords }: AwayRules): Result<void> => {
  const words = [message, ...others.map((other) => other.words)];
  if (words.some((each) => each.trim() === "")) return failed("empty-text", "an away message needs words");
  const templates = Object.values(smart.templates).filter((template) => template !== null);
  const longest = Math.max(...[...words, ...templates].map(({ length }) => length)) + (lateWords?.length ?? 0);
  return longest > MAX_AWAY_MESSAGE_UNITS ? failed("text-too-long", `${longest} units`) : ok(undefined);
};

export const createAway = ({
  store,
  people,
  company,
  write,
  readings,
  intentOf,
  languageOf,
  modelWords,
  clock: computersClock,
  providerNow,
  zones,
  randomness,
  log,
  guard,
  inBackground,
  pause,
  onChanged,
  onEnded,
}: {
  readonly store: MessageStore;
  readonly people: AwayPeople;
  readonly company: string | null;
  readonly write: Outbox["write"];
  readonly readings: ChangeReadings;
  readonly intentOf: IntentReader;
  readonly languageOf: LanguageGuesser;
  readonly modelWords: ModelWords;
  readonly clock: Clock;
  /** What time it is by the provider's clock, which dates texts; null: not known yet. */
  readonly providerNow: () => EpochMs | null;
  readonly zones: TimeZones;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly guard: Guard;
  readonly inBackground: InBackground;
  readonly pause: () => Promise<void>;
  readonly onChanged: () => void;
  /** An absence ended; `byItself`: nobody switched it off. */
  readonly onEnded: (report: AwayReport, byItself: boolean) => void;
}): Away => {
  // Texts are dated by the provider, and this computer's clock may be days off: all of Away goes by the provider's.
  const clock: Clock = { ...computersClock, now: () => providerNow() ?? computersClock.now() };
  let rules = rulesFromFact(store.fact("away-rules"));

  const absences = createAbsences({
    store,
    clock,
    zones,
    log,
    onChanged: () => {
      gaps.check();
      onChanged();
    },
    onEnded: ({ since }, byItself) => {
      const ended = report(since);
      if (ended !== null) onEnded(ended, byItself);
    },
  });

  const gaps = createGapWatch({ store, isAway: () => absences.current() !== null, clock, guard });

  const report = (since: EpochMs | null): AwayReport | null =>
    awayReport(since, { store, contacts: people.contacts, clock });

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
    labels: store.person(from).labels,
  });

  /** The words for a reader: without what a model would make of them. */
  const wordsFor = (reader: Reader, by: AwayRules, until: EpochMs | null, isLate: boolean): AwayPreview => {
    const saying = { absence: { until }, timeZone: absences.hours().timeZone, company, now: clock.now(), isLate };
    const { body, from } = awayWords(by, reader, saying, zones);
    return { body, wordsFrom: from, intent: reader.intent?.intent ?? null };
  };

  const isUrgent = ({ body }: StoredText): boolean => intentOf(body)?.intent === "urgent";

  const answering = createAnswering({
    store,
    absence: absences.current,
    rules: () => rules,
    decide: (text) => {
      const conversation = store.conversation(text.conversationId);
      const absence = absences.current();
      if (conversation === null) return "not-away";
      const around = {
        conversation,
        thread: [],
        absence,
        rules,
        person: store.person(text.from),
        answeredAt: absence === null ? null : store.lastAwayAnswer(absence.since, text.from),
        answersAfter: store.awayAnswersAfter,
        now: clock.now(),
      };
      // The thread is read only for who would be answered without: of a backlog that is a few.
      return (
        decideAway(awayFacts(text, around, people)) ??
        decideAway(awayFacts(text, { ...around, thread: store.thread(text.conversationId, null, LOOKED_AT) }, people))
      );
    },
    isUrgent,
    compose: async (text) => {
      const isLate = clock.now() - text.at > LATE_AFTER_MS;
      const until = absences.current()?.until ?? null;
      const reader = readerOf(text, rules, knownOf(text));
      const plain = wordsFor(reader, { ...rules, hasStopLine: false }, until, false);
      const better = rules.model.isOn ? await modelWords.wordsFor(text.body, plain.body, rules) : null;
      return {
        body: framed(better ?? plain.body, rules, { isLate }),
        wordsFrom: better === null ? plain.wordsFrom : "model",
        intent: plain.intent,
        isLate,
      };
    },
    write,
    readings,
    clock,
    randomness,
    log,
    inBackground,
    onAnswered: onChanged,
  });

  return {
    state: () => {
      const absence = absences.current();
      const answered = absence === null ? 0 : store.countAwayAnswers(absence.since);
      return { absence, answered, rules, hours: absences.hours(), hasModelKey: modelWords.hasKey() };
    },
    presets: absences.presets,
    switch: absences.switch,
    choose: (to) => {
      const preset = absences.presets().find(({ id }) => id === to);
      absences.switch(preset ? { kind: "until", at: preset.at } : { kind: to === "off" ? "off" : "until-off" });
    },
    setHours: absences.setHours,
    setRules: (next) => {
      const checked = checkRules(next);
      if (!checked.ok) return checked;
      store.keepFact("away-rules", next);
      rules = next;
      onChanged();
      return ok(undefined);
    },
    people: () =>
      store.people().map(({ address, ...said }) => ({ party: people.contacts.party(address, "text", null), ...said })),
    setPerson: (person) => {
      store.keepPerson(person);
      onChanged();
    },
    preview: ({ rules: by, until, firstName, labels, heard }) =>
      wordsFor(readerOf({ body: heard ?? "" }, by, { firstName, labels }), by, until, false),
    setModelKey: async (key) => {
      await modelWords.setKey(key);
      onChanged();
    },
    tryModel: ({ rules: by, heard }) => {
      const until = absences.current()?.until ?? null;
      const reader = readerOf({ body: heard }, by, { firstName: null, labels: [] });
      return modelWords.tryOut(heard, wordsFor(reader, { ...by, hasStopLine: false }, until, false).body, by);
    },
    simulate: (by) =>
      simulateAway(by, {
        store,
        people,
        isUrgent,
        compose: (text, isLate) =>
          wordsFor(readerOf(text, by, knownOf(text)), by, absences.current()?.until ?? null, isLate),
        now: clock.now(),
        pause,
      }),
    report,
    absences: () => store.absences(ABSENCES_KEPT),
    consider: answering.consider,
    changesRead: answering.changesRead,
    offline: gaps.offline,
    timeKnown: absences.check,
    start: () => {
      // A clock that is wrong must not end an absence: that is looked at when the time is known.
      if (providerNow() !== null) absences.check();
      gaps.check();
      answering.start();
    },
    wake: () => {
      if (providerNow() !== null) absences.check();
      gaps.wake();
    },
    stop: () => {
      absences.stop();
      answering.stop();
      gaps.stop();
    },
  };
};
