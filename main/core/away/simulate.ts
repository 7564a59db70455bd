import type { AwayEntry, AwayRules } from "../../../preload/contract/away.ts";
import type { ConversationId, EpochMs } from "../../../preload/contract/model.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import { awayFacts, type AwayPeople } from "./away-facts.ts";
import { decideAway } from "./decide-away.ts";

/** How far back is looked, and at how many texts at most. */
export const SIMULATED_MS = 30 * 24 * 60 * 60_000;
const SIMULATED_TEXTS = 5_000;

/** So many texts are decided at a stretch: others wait for their turn meanwhile. */
const AT_A_STRETCH = 200;

/** An answer goes out this soon after its text. */
const ANSWERED_AFTER_MS = 3_000;

/**
 * What would have happened if Away had been on, with these rules, for the last 30 days; newest first. Nobody is answered.
 * What the person wrote themselves later than an answer would have gone out does not count as an answer.
 */
export const simulateAway = async (
  rules: AwayRules,
  {
    store,
    people,
    compose,
    now,
    pause,
  }: {
    readonly store: Pick<MessageStore, "textsSince" | "conversation" | "person">;
    readonly people: AwayPeople;
    readonly compose: (
      text: StoredText,
      rules: AwayRules,
    ) => Pick<Extract<AwayEntry["outcome"], { kind: "answered" }>, "body" | "wordsFrom"> & Pick<AwayEntry, "intent">;
    readonly now: EpochMs;
    readonly pause: () => Promise<void>;
  },
): Promise<readonly AwayEntry[]> => {
  const since = now - SIMULATED_MS;
  const texts = store.textsSince(since, SIMULATED_TEXTS);
  const threads = Map.groupBy(texts, ({ conversationId }) => conversationId);
  const answered = new Map<string, EpochMs>();
  const answers: EpochMs[] = [];
  const entries: AwayEntry[] = [];
  for (const [index, text] of texts.entries()) {
    if (index % AT_A_STRETCH === AT_A_STRETCH - 1) await pause();
    const conversation = text.direction === "inbound" ? store.conversation(text.conversationId) : null;
    if (conversation === null) continue;
    const at = text.at + ANSWERED_AFTER_MS;
    const facts = awayFacts(
      text,
      {
        conversation,
        thread: upTo(threads, text.conversationId, at),
        absence: { since, until: null, because: "person" },
        rules,
        person: store.person(text.from),
        answeredAt: answered.get(text.from) ?? null,
        answersAfter: (from) => answers.length - answers.findLastIndex((answer) => answer <= from) - 1,
        now: at,
      },
      people,
    );
    const rule = decideAway(facts);
    const { intent, ...words } = compose(text, rules);
    if (rule === null) {
      answered.set(text.from, at);
      answers.push(at);
    }
    entries.push({
      conversationId: text.conversationId,
      from: people.contacts.party(text.from, conversation.kind, text.fromName),
      at: text.at,
      heard: text.body,
      intent,
      outcome:
        rule === null
          ? { kind: "answered", at, ...words, isLate: false, textId: null, status: null, failure: null }
          : { kind: "skipped", rule },
    });
  }
  return entries.toReversed();
};

/** What stood in a conversation at that moment. */
const upTo = (
  threads: ReadonlyMap<ConversationId, readonly StoredText[]>,
  id: ConversationId,
  at: EpochMs,
): readonly StoredText[] => (threads.get(id) ?? []).filter((text) => text.at <= at && !text.isAwayReply);
