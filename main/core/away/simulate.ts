import type { AwayEntry, AwayRules, AwaySkip } from "../../../preload/contract/away.ts";
import type { ConversationId, EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredConversation, StoredText } from "../ports/stored.ts";
import { awayFacts, type AwayPeople, type Around } from "./away-facts.ts";
import { LATE_AFTER_MS } from "./away-words.ts";
import { decideAway } from "./decide-away.ts";
import { textToAnswer } from "./text-to-answer.ts";

/** How far back is looked, and at how many texts at most. */
export const SIMULATED_MS = 30 * 24 * 60 * 60_000;
const SIMULATED_TEXTS = 5_000;

/** So many texts are decided at a stretch: others wait for their turn meanwhile. */
const AT_A_STRETCH = 200;

/** An answer goes out this soon after its text; if a minute was full, it is looked at again after another. */
const ANSWERED_AFTER_MS = 3_000;
const LOOK_AGAIN_MS = 60_000;

/** What the words of an answer depend on beside the text. */
type Words = Pick<Extract<AwayEntry["outcome"], { kind: "answered" }>, "body" | "wordsFrom"> &
  Pick<AwayEntry, "intent">;

/** An inbound text, and what does not change while it is looked at. */
type Asked = Pick<Around, "person"> & { readonly text: StoredText; readonly conversation: StoredConversation };

/** A moment at which a client's texts are looked at. */
type Look = { readonly from: string; readonly at: EpochMs };

/**
 * What would have happened if Away had been on, with these rules, for the last 30 days; newest first. Nobody is answered.
 * The texts come again in the order and at the times they came, so that a minute is full exactly where it would have been.
 * What the person wrote themselves later than an answer would have gone out does not count as an answer.
 */
export const simulateAway = async (
  rules: AwayRules,
  {
    store,
    people,
    isUrgent,
    compose,
    now,
    pause,
  }: {
    readonly store: Pick<MessageStore, "textsSince" | "conversation" | "person">;
    readonly people: AwayPeople;
    readonly isUrgent: (text: StoredText) => boolean;
    readonly compose: (text: StoredText, isLate: boolean) => Words;
    readonly now: EpochMs;
    readonly pause: () => Promise<void>;
  },
): Promise<readonly AwayEntry[]> => {
  const since = now - SIMULATED_MS;
  const texts = store.textsSince(since, SIMULATED_TEXTS);
  const threads = Map.groupBy(texts, ({ conversationId }) => conversationId);
  const answered = new Map<string, EpochMs>();
  const answers: EpochMs[] = [];
  /** When each text was answered, or the rule that left it. */
  const decided = new Map<TextId, EpochMs | AwaySkip>();

  const asked = texts.flatMap((text): readonly Asked[] => {
    const conversation = text.direction === "inbound" ? store.conversation(text.conversationId) : null;
    return conversation === null ? [] : [{ text, conversation, person: store.person(text.from) }];
  });
  const byAuthor = Map.groupBy(asked, ({ text }) => text.from);

  const ruleFor = ({ text, conversation, person }: Asked, at: EpochMs): AwaySkip | null => {
    const facts = awayFacts(
      text,
      {
        conversation,
        thread: upTo(threads, text.conversationId, at),
        absence: { since, until: null, because: "person" },
        rules,
        person,
        answeredAt: answered.get(text.from) ?? null,
        answersAfter: (from) => answers.length - answers.findLastIndex((answer) => answer <= from) - 1,
        now: at,
      },
      people,
    );
    return decideAway(facts);
  };

  /** All that a client has written by then, as answering.ts looks at it; answers whether it has to wait for another minute. */
  const look = ({ from, at }: Look): boolean => {
    const here = (byAuthor.get(from) ?? []).filter(({ text }) => text.at <= at && !decided.has(text.id));
    const open = here.map((each) => ({ ...each, rule: ruleFor(each, at) }));
    for (const { text, rule } of open) if (rule !== null && rule !== "minute-full") decided.set(text.id, rule);
    const chosen = textToAnswer(
      open.filter(({ rule }) => rule === null),
      ({ text }) => isUrgent(text),
    );
    if (chosen === null) return open.some(({ rule }) => rule === "minute-full");
    answered.set(from, at);
    answers.push(at);
    decided.set(chosen.text.id, at);
    return look({ from, at });
  };

  const first = asked.map(({ text }) => ({ from: text.from, at: text.at + ANSWERED_AFTER_MS }));
  const again: Look[] = [];
  for (let count = 0; first.length + again.length > 0; count += 1) {
    if (count % AT_A_STRETCH === AT_A_STRETCH - 1) await pause();
    const isAgain = (again[0]?.at ?? Number.POSITIVE_INFINITY) < (first[0]?.at ?? Number.POSITIVE_INFINITY);
    const next = (isAgain ? again : first).shift();
    if (next !== undefined && look(next)) again.push({ from: next.from, at: next.at + LOOK_AGAIN_MS });
  }

  const entries: AwayEntry[] = [];
  for (const [index, { text, conversation }] of asked.entries()) {
    if (index % AT_A_STRETCH === AT_A_STRETCH - 1) await pause();
    const verdict = decided.get(text.id) ?? "not-away";
    const isLate = typeof verdict === "number" && verdict - text.at > LATE_AFTER_MS;
    const { intent, ...words } = compose(text, isLate);
    entries.push({
      conversationId: text.conversationId,
      from: people.contacts.party(text.from, conversation.kind, text.fromName),
      at: text.at,
      heard: text.body,
      intent,
      outcome:
        typeof verdict === "number"
          ? { kind: "answered", at: verdict, ...words, isLate, textId: null, status: null, failure: null }
          : { kind: "skipped", rule: verdict },
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
