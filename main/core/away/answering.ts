import type { Absence, AwayRules, AwaySkip } from "../../../preload/contract/away.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import type { AwayWordsFrom, ConversationId, EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { InBackground } from "../in-background.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChangeReadings } from "../outbox/settling.ts";
import type { Written } from "../outbox/write-text.ts";
import { AppError, codeAndAbout, isAppError } from "../ports/app-error.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock, Log, Randomness } from "../ports/system.ts";
import { createFoundLate } from "./found-late.ts";
import { createInTurn } from "./in-turn.ts";
import { textToAnswer } from "./text-to-answer.ts";
import type { Turns } from "./turns.ts";

/** Answers texts for the person who is away, each once at most. */
export type Answering = {
  /** Considers texts that just arrived; asked about one again, it answers nobody twice. */
  readonly consider: (texts: readonly StoredText[]) => void;
  /**
   * Takes up what an earlier run left waiting, and what came before the time was known: once more when it is. Tries again by
   * itself where the store fails.
   */
  readonly start: () => void;
  /** A reading of changes may have gone through. */
  readonly changesRead: () => void;
  readonly stop: () => void;
};

/** The words of an answer, and what they answer. */
export type Composed = {
  readonly body: string;
  readonly wordsFrom: AwayWordsFrom;
  readonly intent: Intent | null;
  readonly isLate: boolean;
};

/** The person may be answering on their phone, and who writes three lines is answered once: each text waits so long. */
const WAIT_MS = 1_500;
const WAIT_UP_TO_MS = 3_000;

/** When a minute was full, or the store failed. */
const LOOK_AGAIN_MS = 60_000;

const HOUR_MS = 60 * 60_000;

export const createAnswering = ({
  store,
  isTimeKnown,
  absence,
  rules,
  decide,
  isUrgent,
  sameAs,
  compose,
  write,
  readings,
  turns,
  clock,
  randomness,
  log,
  inBackground,
  onAnswered,
}: {
  readonly store: Pick<
    MessageStore,
    "absences" | "atomically" | "awaitAway" | "awaitingAway" | "skipAway" | "claimAway" | "awayAnswered" | "text"
  >;
  /** Whether it is known what time it is at the provider: nothing is decided before, and all waits for `start`. */
  readonly isTimeKnown: () => boolean;
  readonly absence: () => Absence | null;
  readonly rules: () => AwayRules;
  /** With all that is known at this moment. */
  readonly decide: (text: StoredText) => AwaySkip | null;
  readonly isUrgent: (text: StoredText) => boolean;
  /** All addresses of one person, in the same order for each. */
  readonly sameAs: (address: string) => readonly string[];
  /** Takes as long as a language model does. */
  readonly compose: (text: StoredText) => Promise<Composed>;
  readonly write: Outbox["write"];
  readonly readings: ChangeReadings;
  /** Another Tern of the account sees the same text at the same moment. */
  readonly turns: Pick<Turns, "look" | "wait" | "isOurs">;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly inBackground: InBackground;
  readonly onAnswered: (conversation: ConversationId) => void;
}): Answering => {
  /** `reading`: the one that decides, once it is asked for. */
  type Wait = { readonly since: EpochMs; readonly reading: number | null; readonly cancel: () => void };
  const waits = new Map<TextId, Wait>();
  /** Whose answer is being composed, by the first of their addresses. */
  const underWay = new Set<string>();
  const inTurn = createInTurn({ turns, readings, clock });
  let isStopped = false;
  let cancelStart = (): void => {};
  const foundLate = createFoundLate({ store, clock });

  const forget = (id: TextId): void => {
    waits.get(id)?.cancel();
    waits.delete(id);
  };

  const skip = (text: StoredText, since: EpochMs, rule: AwaySkip): void => {
    forget(text.id);
    store.skipAway(since, text.id, { at: clock.now(), rule, intent: null });
    log.info("away stayed silent", { reason: rule });
  };

  const waitFor = (id: TextId, since: EpochMs, ms: number): void => {
    forget(id);
    waits.set(id, { since, reading: null, cancel: clock.after(ms, () => approach(id, since)) });
  };

  /** Leaves it to those whose turn is before ours, then has changes read, without which nobody is answered. */
  const awaitTurn = async (id: TextId, since: EpochMs): Promise<void> => {
    const wait: Wait = { since, reading: null, cancel: () => {} };
    waits.set(id, wait);
    try {
      const ms = await turns.wait();
      if (isStopped || waits.get(id) !== wait) return;
      if (ms === 0) read(id, since);
      else waits.set(id, { since, reading: null, cancel: clock.after(ms, () => read(id, since)) });
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.error("turn not known", codeAndAbout(error), error);
      if (!isStopped) waitFor(id, since, LOOK_AGAIN_MS);
    }
  };

  const approach = (id: TextId, since: EpochMs): void =>
    inBackground("wait for the turn to answer", awaitTurn(id, since));

  const look = (id: TextId, since: EpochMs): void => {
    forget(id);
    inBackground("answer for the person", answer(id, since));
  };

  const read = (id: TextId, since: EpochMs): void => {
    waits.set(id, { since, reading: readings.ask(), cancel: () => {} });
  };

  const claim = (text: StoredText, since: EpochMs, { body, wordsFrom, intent, isLate }: Composed): void => {
    const at = clock.now();
    const { againAfterHours } = rules();
    const unlessAnsweredAfter = againAfterHours === null ? null : at - againAfterHours * HOUR_MS;
    // The claim and the reply are one: after a crash both are there or neither is, and it is looked at again.
    const written = store.atomically((): Written | null => {
      const isOurs = store.claimAway({
        since,
        heard: text.id,
        at,
        body,
        wordsFrom,
        intent,
        isLate,
        unlessAnsweredAfter,
      });
      if (!isOurs) return null;
      const made = write({ conversationId: text.conversationId, body, attachments: [], isAwayReply: true });
      if (!made.ok) throw new AppError(made.failure.code, "an away reply cannot be queued");
      store.awayAnswered(since, text.id, made.value.id);
      return made.value;
    });
    // If not, another text of theirs was answered in this moment.
    if (written === null) return;
    written.go();
    onAnswered(text.conversationId);
  };

  const reasonNotTo = (text: StoredText, since: EpochMs): AwaySkip | null =>
    absence()?.since === since ? decide(text) : "not-away";

  /** Whether it is to be answered now; if not, what there is to do is done. */
  const isToAnswer = (text: StoredText, since: EpochMs): boolean => {
    const reason = reasonNotTo(text, since);
    if (reason === "minute-full") waitFor(text.id, since, LOOK_AGAIN_MS);
    else if (reason !== null) skip(text, since, reason);
    return reason === null;
  };

  /** What of this client's waits and is to be answered now, oldest first. */
  const answerable = (from: string, since: EpochMs): readonly StoredText[] => {
    const addresses = sameAs(from);
    return store
      .awaitingAway()
      .flatMap((row) =>
        row.since === since && addresses.includes(row.text.from) && isToAnswer(row.text, since) ? [row.text] : [],
      );
  };

  /** One answer for all that its author has written by now: who writes three lines has asked once. */
  const answerOne = async ({ from }: StoredText, since: EpochMs): Promise<void> => {
    const text = textToAnswer(answerable(from, since), isUrgent);
    if (text === null) return;
    try {
      const composed = await inTurn.find(
        () => compose(text),
        () => reasonNotTo(text, since) === null,
      );
      // Somebody may have answered meanwhile, or the person come back.
      if (isStopped || !isToAnswer(text, since)) return;
      claim(text, since, composed);
      // The others are answered with it: that is noted by asking.
      answerable(from, since);
    } catch (error) {
      if (!isAppError(error) || error.code === "storage") throw error;
      log.error("away reply cannot be given", codeAndAbout(error), error);
      if (!isStopped) for (const each of answerable(from, since)) skip(each, since, "cannot-send");
    }
  };

  const answer = async (id: TextId, since: EpochMs): Promise<void> => {
    if (isStopped) return;
    let who: string | null = null;
    try {
      const text = store.text(id);
      if (text === null) return;
      const person = sameAs(text.from)[0] ?? text.from;
      // The answer that is on its way settles this text too, and each look costs a reading.
      if (underWay.has(person)) return waitFor(id, since, LOOK_AGAIN_MS);
      who = person;
      underWay.add(who);
      await answerOne(text, since);
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.error("away reply not given yet", codeAndAbout(error), error);
      if (!isStopped) waitFor(id, since, LOOK_AGAIN_MS);
    } finally {
      if (who !== null) underWay.delete(who);
    }
  };

  const start = (): void => {
    if (isStopped || !isTimeKnown()) return;
    cancelStart();
    try {
      for (const { since, text } of store.awaitingAway()) if (!waits.has(text.id)) waitFor(text.id, since, WAIT_MS);
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.error("texts that wait not taken up yet", codeAndAbout(error), error);
      cancelStart = clock.after(LOOK_AGAIN_MS, start);
    }
  };

  return {
    consider: (texts) => {
      const since = absence()?.since ?? null;
      store.atomically(() => {
        // Where the time is not known, nor is when this absence began.
        const inTime = isTimeKnown() || since === null ? foundLate(texts, since) : texts;
        if (since === null) return;
        for (const text of inTime) {
          const reason = isTimeKnown() ? decide(text) : null;
          if (reason === null || reason === "minute-full") store.awaitAway(since, text.id, clock.now());
          else skip(text, since, reason);
        }
      });
      if (since === null || !isTimeKnown()) return;
      const awaited = new Set(store.awaitingAway().map(({ text }) => text.id));
      const begin = texts.filter(({ id }) => awaited.has(id) && !waits.has(id));
      if (begin.length > 0) turns.look();
      for (const { id } of begin)
        waitFor(id, since, WAIT_MS + Math.floor(randomness.fraction() * (WAIT_UP_TO_MS - WAIT_MS)));
    },
    start,
    changesRead: () => {
      const through = readings.through();
      inTurn.changesRead();
      for (const [id, { since, reading }] of waits) if (reading !== null && reading <= through) look(id, since);
    },
    stop: () => {
      isStopped = true;
      cancelStart();
      for (const { cancel } of waits.values()) cancel();
      inTurn.stop();
    },
  };
};
