import type { Absence, AwayRules, AwaySkip } from "../../../preload/contract/away.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock } from "../ports/system.ts";
import { awayFacts, type AwayPeople } from "./away-facts.ts";
import { decideAway } from "./decide-away.ts";

/** How far back in a conversation is looked, in texts. */
const LOOKED_AT = 500;

/**
 * Why a text gets no answer, by all that is stored and known at this moment; null: it gets one. `isAnswered`: as if Away had
 * not answered it, nor anybody.
 */
export const createDeciding =
  ({
    store,
    people,
    absence,
    rules,
    clock,
  }: {
    readonly store: Pick<MessageStore, "conversation" | "thread" | "person" | "lastAwayAnswer" | "awayAnswersAfter">;
    readonly people: AwayPeople;
    readonly absence: () => Absence | null;
    readonly rules: () => AwayRules;
    readonly clock: Pick<Clock, "now">;
  }) =>
  (text: StoredText, isAnswered: boolean): AwaySkip | null => {
    const conversation = store.conversation(text.conversationId);
    const current = absence();
    if (conversation === null) return "not-away";
    const around = {
      conversation,
      thread: [],
      absence: current,
      rules: rules(),
      person: store.person(text.from),
      answeredAt: current === null || isAnswered ? null : store.lastAwayAnswer(current.since, text.from),
      answersAfter: isAnswered ? () => 0 : store.awayAnswersAfter,
      now: clock.now(),
    };
    // The thread is read only for who would be answered without: of a backlog that is a few.
    return (
      decideAway(awayFacts(text, around, people)) ??
      decideAway(awayFacts(text, { ...around, thread: store.thread(text.conversationId, null, LOOKED_AT) }, people))
    );
  };
