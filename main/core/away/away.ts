import { MAX_AWAY_MESSAGE_UNITS } from "../../../preload/contract/limits.ts";
import type { AwayAnswer, ConversationId, EpochMs, LocalDate } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import type { MessageStore, StoredConversation, StoredText } from "../ports/message-store.ts";
import type { Clock, Log } from "../ports/system.ts";
import type { Contacts } from "../contacts/contacts.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Written } from "../outbox/write-text.ts";
import { fillAwayMessage, isLocalDate } from "./away-message.ts";
import { awaySettingFromFact, type AwaySetting } from "./away-setting.ts";
import { hasOptedOut } from "./automatic-texts.ts";
import { decideAway, type AwayDecision } from "./decide-away.ts";

/** Answers for the person while they are away. */
export type Away = {
  readonly state: () => AwayState;
  readonly switch: (on: boolean) => void;
  /** Fails with empty-text, text-too-long, or invalid-request for a day that is not in the future. */
  readonly compose: (message: string, returnDate: LocalDate | null) => Result<void>;
  /** The words that someone of this first name would get. */
  readonly preview: (message: string, returnDate: LocalDate | null, firstName: string) => string;
  /** Considers texts that just arrived; asked about one again, it answers nobody twice. */
  readonly consider: (texts: readonly StoredText[]) => void;
  /** Whom this absence, or else the last one, answered; newest first. */
  readonly report: () => readonly AwayAnswer[];
  /** Ends the absence if its day has come: to be asked once at the start, and after sleep, when timers are late. */
  readonly check: () => void;
  readonly stop: () => void;
};

/** Timers over 24.8 days overflow in Node and fire at once: a far return date is looked at once a day. */
const LONGEST_TIMER_MS = 24 * 60 * 60_000;

/** How far back in a conversation STOP is looked for, in texts. */
const OPT_OUT_WITHIN_TEXTS = 500;

export const createAway = ({
  store,
  contacts,
  isOwnNumber,
  isTollFree,
  write,
  clock,
  providerNow,
  log,
  onChanged,
}: {
  readonly store: MessageStore;
  readonly contacts: Pick<Contacts, "personal" | "party">;
  readonly isOwnNumber: (address: string) => boolean;
  readonly isTollFree: (address: string) => boolean;
  readonly write: Outbox["write"];
  readonly clock: Clock;
  /** What time it is by the provider's clock, which dates texts; null: not known yet. */
  readonly providerNow: () => EpochMs | null;
  readonly log: Log;
  readonly onChanged: () => void;
}): Away => {
  let setting = awaySettingFromFact(store.fact("away"));
  let cancelTimer = (): void => {};

  const keep = (next: AwaySetting): void => {
    setting = next;
    store.keepFact("away", next);
    schedule();
    onChanged();
  };

  const hasReturned = ({ returnDate }: AwaySetting): boolean =>
    returnDate !== null && clock.now() >= clock.startOf(returnDate);

  const check = (): void => {
    if (setting.since !== null && hasReturned(setting)) {
      log.info("away ended by itself");
      keep({ ...setting, since: null, sinceThere: null, returnDate: null });
    } else schedule();
  };

  const schedule = (): void => {
    cancelTimer();
    if (setting.since === null || setting.returnDate === null) return;
    const left = clock.startOf(setting.returnDate) - clock.now();
    cancelTimer = clock.after(Math.min(LONGEST_TIMER_MS, Math.max(0, left)), check);
  };

  const inboundBodies = (id: ConversationId): readonly string[] =>
    store.thread(id, null, OPT_OUT_WITHIN_TEXTS).flatMap((text) => (text.direction === "inbound" ? [text.body] : []));

  const decide = (text: StoredText, { kind }: StoredConversation, isAnswered: boolean): AwayDecision => {
    const facts = {
      away: { ...setting, since: setting.since === null ? null : (setting.sinceThere ?? setting.since) },
      text,
      kind,
      contact: contacts.personal(text.from),
      isOwnNumber: isOwnNumber(text.from),
      isTollFree: isTollFree(text.from),
      isAnswered,
      isOptedOut: false,
      now: providerNow() ?? clock.now(),
      today: clock.localDate(clock.now()),
    };
    const decision = decideAway(facts);
    // The conversation is read for who would be answered only: of a backlog that is one text of each, at most.
    return decision.kind === "answer"
      ? decideAway({ ...facts, isOptedOut: hasOptedOut(inboundBodies(text.conversationId)) })
      : decision;
  };

  const answer = (to: StoredText, conversationId: ConversationId, body: string): void => {
    const { since } = setting;
    if (since === null) return;
    // The claim and the reply are one: after a crash somebody has both or neither, and is asked about again.
    const written = store.atomically((): Result<Written> | null => {
      if (!store.claimAwayAnswer(since, { address: to.from, conversationId, at: clock.now(), body })) return null;
      return write({ conversationId, body, attachments: [], isAwayReply: true });
    });
    if (written === null) return;
    if (written.ok) written.value.go();
    else log.warn("away reply not queued", { code: written.failure.code });
    onChanged();
  };

  return {
    state: () => ({
      on: setting.since !== null,
      message: setting.message,
      returnDate: setting.returnDate,
      since: setting.since,
      answered: setting.since === null ? 0 : store.awayAnswers(setting.since).length,
    }),
    switch: (on) => {
      if (on === (setting.since !== null)) return;
      const since = on ? clock.now() : null;
      const sinceThere = on ? providerNow() : null;
      // A return date left over from an earlier absence would end this one at once.
      const returnDate = hasReturned(setting) ? null : setting.returnDate;
      keep({ ...setting, since, sinceThere, returnDate, lastSince: since ?? setting.lastSince });
    },
    compose: (message, returnDate) => {
      if (message.trim() === "") return failed("empty-text", "an away message needs words");
      if (message.length > MAX_AWAY_MESSAGE_UNITS) return failed("text-too-long", `${message.length} units`);
      if (returnDate !== null && (!isLocalDate(returnDate) || returnDate <= clock.localDate(clock.now())))
        return failed("invalid-request", "the return date is not in the future");
      keep({ ...setting, message: message.trim(), returnDate });
      return ok(undefined);
    },
    preview: (message, returnDate, firstName) =>
      fillAwayMessage(message.trim(), { firstName, returnDate, today: clock.localDate(clock.now()) }),
    consider: (texts) => {
      if (setting.since === null) return;
      const answered = new Set(store.awayAnswers(setting.since).map(({ address }) => address));
      for (const text of texts) {
        const conversation = store.conversation(text.conversationId);
        if (conversation === null) continue;
        const decision = decide(text, conversation, answered.has(text.from));
        if (decision.kind === "answer") {
          answer(text, conversation.id, decision.body);
          answered.add(text.from);
        } else log.info("away stayed silent", { reason: decision.reason });
      }
    },
    report: () => {
      if (setting.lastSince === null) return [];
      return store
        .awayAnswers(setting.lastSince)
        .map(({ address, conversationId, at, body }) => ({
          conversationId,
          to: contacts.party(address, "text", null),
          at,
          body,
        }))
        .toSorted((left, right) => right.at - left.at);
    },
    check,
    stop: () => cancelTimer(),
  };
};
