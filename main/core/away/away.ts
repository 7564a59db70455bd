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
import type { EpochMs } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import type { Guard } from "../guard.ts";
import type { InBackground } from "../in-background.ts";
import type { IntentReader } from "../intents/read-intent.ts";
import { momentFromFact } from "../moment-from-fact.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeReadings } from "../outbox/settling.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { AwayChoice } from "../ports/tray.ts";
import type { Clock, Log, Randomness, TimeZones } from "../ports/system.ts";
import type { LanguageLoader } from "../ports/understanding.ts";
import { createAbsences } from "./absences.ts";
import { createAnswering } from "./answering.ts";
import type { AwayPeople } from "./away-facts.ts";
import { ABSENCES_KEPT, awayReport } from "./away-report.ts";
import { rulesFromFact } from "./away-rules.ts";
import { checkAwayRules } from "./check-away-rules.ts";
import { createDeciding } from "./deciding.ts";
import { createEndings } from "./endings.ts";
import { createGapWatch } from "./gaps.ts";
import type { ModelWords } from "./model-words.ts";
import { createRecall, type Recall } from "./recall.ts";
import { simulateAway } from "./simulate.ts";
import { createThoughtTime } from "./thought-time.ts";
import { createTurns } from "./turns.ts";
import { type AwayPreview, type AwayPreviewAsk, createWording } from "./wording.ts";

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
  /** `address`: as it is kept, or as somebody types it. Fails with invalid-recipient. */
  readonly setPerson: (person: { readonly address: string } & Omit<AwayPerson, "party">) => Result<void>;
  /** What someone of this first name, who wrote this, would get now. */
  readonly preview: (ask: AwayPreviewAsk) => Promise<AwayPreview>;
  /** Keeps a key for the server of this address; null takes it away. Rejects as ModelKey does. */
  readonly setModelKey: ModelWords["setKey"];
  /** What the model would say to this text; null if that must not be sent. */
  readonly tryModel: (ask: { readonly rules: AwayRules; readonly heard: string }) => Promise<Result<string | null>>;
  /** What these rules would have done in the last 30 days; newest first. `until`: the end that answers tell. */
  readonly simulate: (rules: AwayRules, until: EpochMs | null) => Promise<readonly AwayEntry[]>;
  /** Of the absence that began then, or the latest. */
  readonly report: (since: EpochMs | null) => AwayReport | null;
  readonly absences: () => readonly (Absence & { readonly hasEnded: boolean })[];
  /** Considers texts that just arrived; asked about one again, it answers nobody twice. */
  readonly consider: (texts: readonly StoredText[]) => void;
  readonly changesRead: () => void;
  /** Asked right before an away reply is handed over; see Recall. */
  readonly beforeLeaving: Recall["beforeLeaving"];
  /** The person has written to somebody: what waits for them is taken back. */
  readonly personWrote: () => void;
  /** Settles own texts as `settle` does, and learns from what another client wrote. */
  readonly watching: (settle: Outbox["settle"]) => Outbox["settle"];
  readonly offline: (isOffline: boolean) => void;
  /** It is known now what time it is at the provider. */
  readonly timeKnown: () => void;
  readonly start: () => void;
  readonly wake: () => void;
  readonly stop: () => void;
};

export const createAway = ({
  gateway,
  store,
  people,
  company,
  write,
  pump,
  readings,
  intentOf,
  languages,
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
  onTakenBack,
  onEnded,
}: {
  readonly gateway: Pick<Gateway, "listeners">;
  readonly store: MessageStore;
  readonly people: AwayPeople;
  readonly company: string | null;
  readonly write: Outbox["write"];
  /** Of the dispatcher: an answer that waited may leave. */
  readonly pump: () => void;
  readonly readings: ChangeReadings;
  readonly intentOf: IntentReader;
  readonly languages: LanguageLoader;
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
  /** An answer that waited is gone from the store. */
  readonly onTakenBack: (answer: StoredText) => void;
  /** An absence ended by itself; see Endings. */
  readonly onEnded: (report: AwayReport) => void;
}): Away => {
  // Texts are dated by the provider, and this computer's clock may be days off: all of Away goes by the provider's.
  const thoughtNow = createThoughtTime(computersClock);
  const clock: Clock = { ...computersClock, now: () => providerNow() ?? thoughtNow() };
  const isTimeKnown = (): boolean => providerNow() !== null;
  let rules = rulesFromFact(store.fact("away-rules"));

  const absences = createAbsences({
    store,
    clock,
    providerNow,
    thoughtNow,
    zones,
    log,
    onChanged: () => {
      gaps.check();
      onChanged();
    },
    onEnded: (absence, byItself) => {
      takeBackUnwanted();
      endings.ended(absence, byItself);
    },
  });

  const isAway = (): boolean => absences.current() !== null;
  const mayBeAway = (): boolean => isAway() || absences.hours().isOn;
  const gaps = createGapWatch({ store, isAway, mayBeAway, isTimeKnown, clock, guard });

  const report = (since: EpochMs | null): AwayReport | null =>
    awayReport(since, { store, contacts: people.contacts, clock });

  const endings = createEndings({ store, isAway, report, readings, clock, guard, onEnded });

  const wording = createWording({
    store,
    people,
    company,
    intentOf,
    languages,
    modelWords,
    clock,
    zones,
    timeZone: () => absences.hours().timeZone,
    absence: absences.current,
  });
  const isUrgent = ({ body }: StoredText): boolean => intentOf(body)?.intent === "urgent";

  const decide = createDeciding({ store, people, absence: absences.running, rules: () => rules, clock });

  const recall = createRecall({
    store,
    isTimeKnown,
    absence: absences.running,
    lateWords: () => rules.lateWords,
    decide: (text) => decide(text, true),
    readings,
    clock,
    log,
    pump,
    onTakenBack: (answer) => {
      onTakenBack(answer);
      onChanged();
    },
  });
  const takeBackUnwanted = (): void => guard("take back what is not wanted", recall.look);
  const turns = createTurns({
    gateway,
    store,
    clock,
    randomness,
    log,
    awaySince: () => absences.current()?.since ?? null,
  });

  const answering = createAnswering({
    store,
    isTimeKnown,
    absence: absences.running,
    rules: () => rules,
    decide: (text) => decide(text, false),
    isUrgent,
    sameAs: people.contacts.sameAs,
    compose: (text) => wording.compose(text, rules),
    write,
    readings,
    turns,
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
      return { absence, answered, rules, hours: absences.hours(), modelKeyOrigin: modelWords.keyOrigin() };
    },
    presets: absences.presets,
    switch: absences.switch,
    choose: (to) => {
      const preset = absences.presets().find(({ id }) => id === to);
      absences.switch(preset ? { kind: "until", at: preset.at } : { kind: to === "off" ? "off" : "until-off" });
    },
    setHours: absences.setHours,
    setRules: (next) => {
      const checked = checkAwayRules(next, company);
      if (!checked.ok) return checked;
      store.keepFact("away-rules", next);
      rules = next;
      onChanged();
      return ok(undefined);
    },
    people: () =>
      store.people().map(({ address, ...said }) => ({ party: people.contacts.party(address, "text", null), ...said })),
    setPerson: (person) => {
      const typed = person.address;
      const address = store.people().some((each) => each.address === typed) ? typed : people.contacts.addressOf(typed);
      if (address === null) return failed("invalid-recipient", "no address", { about: typed });
      store.keepPerson({ ...person, address });
      onChanged();
      return ok(undefined);
    },
    preview: wording.preview,
    setModelKey: async (key, url) => {
      await modelWords.setKey(key, url);
      onChanged();
    },
    tryModel: async ({ rules: by, heard }) => modelWords.tryOut(heard, await wording.basis(heard, by), by),
    simulate: async (by, until) => {
      await wording.ready(by);
      return simulateAway(by, {
        store,
        people,
        isUrgent,
        compose: (text, isLate) => wording.plain(text, by, until, isLate),
        // A clock that is a year fast would find no text of its last 30 days.
        now: providerNow() ?? momentFromFact(store.fact("synced-at")) ?? thoughtNow(),
        steady: clock.steady,
        pause,
      });
    },
    report,
    absences: () => store.absences(ABSENCES_KEPT),
    consider: (texts) => {
      // After a sleep a text may be told before anything else has looked at the time.
      absences.check();
      answering.consider(texts);
    },
    changesRead: () => {
      answering.changesRead();
      endings.changesRead();
      takeBackUnwanted();
      recall.changesRead();
    },
    beforeLeaving: recall.beforeLeaving,
    personWrote: takeBackUnwanted,
    watching: (settle) => (text, record) => {
      const settled = settle(text, record);
      if (settled === null) turns.wroteElsewhere(text);
      return settled;
    },
    offline: gaps.offline,
    timeKnown: () => {
      guard("look at the absence", absences.check);
      gaps.check();
      takeBackUnwanted();
      answering.start();
    },
    start: () => {
      absences.check();
      gaps.check();
      answering.start();
      endings.start();
    },
    wake: () => {
      absences.check();
      gaps.wake();
    },
    stop: () => {
      absences.stop();
      answering.stop();
      endings.stop();
      gaps.stop();
    },
  };
};
