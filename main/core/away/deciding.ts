import type { Absence, AwayRules, AwaySkip } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock } from "../ports/system.ts";
import { awayFacts, type AwayPeople, readText } from "./away-facts.ts";
import { type AwayFacts, decideAway } from "./decide-away.ts";

/** How far back in a conversation is looked, in texts. */
export const LOOKED_AT = 500;

/** What was said of a person's numbers: never for one of them is never for all. */
export const saidOf = (numbers: readonly AwayFacts["person"][]): AwayFacts["person"] => ({
  answer: (["never", "always"] as const).find((word) => numbers.some(({ answer }) => answer === word)) ?? null,
  labels: [...new Set(numbers.flatMap(({ labels }) => labels))],
});

/**
 * Why a text gets no answer, by all that is stored and known at this moment; null: it gets one. `isAnswered`: as if Away had
 * not answered it, nor anybody.
 */
export const createDeciding = ({
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
}) => {
  const latest = (addresses: readonly string[], since: EpochMs): EpochMs | null =>
    addresses
      .map((address) => store.lastAwayAnswer(since, address))
      .reduce((one, other) => (one === null || (other !== null && other > one) ? other : one), null);

  return (text: StoredText, isAnswered: boolean): AwaySkip | null => {
    const conversation = store.conversation(text.conversationId);
    const current = absence();
    const addresses = people.contacts.sameAs(text.from);
    if (conversation === null) return "not-away";
    const around = {
      conversation,
      thread: [],
      absence: current,
      rules: rules(),
      person: saidOf(addresses.map(store.person)),
      answeredAt: current === null || isAnswered ? null : latest(addresses, current.since),
      answersAfter: isAnswered ? () => 0 : store.awayAnswersAfter,
      now: clock.now(),
    };
    // The thread is read only for who would be answered without: of a backlog that is a few.
    return (
      decideAway(awayFacts(text, around, people)) ??
      decideAway(
        awayFacts(
          text,
          { ...around, thread: store.thread(text.conversationId, null, LOOKED_AT).map(readText) },
          people,
        ),
      )
    );
  };
};
