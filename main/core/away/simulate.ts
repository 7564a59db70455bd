import type { AwayEntry, AwayRules, AwaySkip } from "../../../preload/contract/away.ts";
import type { ConversationId, EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredConversation, StoredText } from "../ports/stored.ts";
import { awayFacts, type AwayPeople, type Around, type ReadText, readText } from "./away-facts.ts";
import { LATE_AFTER_MS } from "./away-words.ts";
import { decideAway } from "./decide-away.ts";
import { LOOKED_AT, saidOf } from "./deciding.ts";
import { textToAnswer } from "./text-to-answer.ts";

/** How far back is looked, and at how many texts at most: more than one number has in that time. */
export const SIMULATED_MS = 30 * 24 * 60 * 60_000;
const SIMULATED_TEXTS = 20_000;

/** It works so long at a stretch: others wait for their turn meanwhile. */
const STRETCH_MS = 20;

/** An answer goes out this soon after its text; if a minute was full, it is looked at again after another. */
const ANSWERED_AFTER_MS = 3_000;
const LOOK_AGAIN_MS = 60_000;

/** What the words of an answer depend on beside the text. */
type Words = Pick<Extract<AwayEntry["outcome"], { kind: "answered" }>, "body" | "wordsFrom"> &
  Pick<AwayEntry, "intent">;

/** An inbound text, and what does not change while it is looked at. `who`: the first of its author's addresses. */
type Asked = Pick<Around, "person"> & {
  readonly text: StoredText;
  readonly conversation: StoredConversation;
  readonly who: string;
};

/** A moment at which a client's texts are looked at. */
type Look = { readonly who: string; readonly at: EpochMs };

const isNotOurs = ({ isAwayReply }: StoredText): boolean => !isAwayReply;

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
    steady,
    pause,
  }: {
    readonly store: Pick<MessageStore, "textsSince" | "thread" | "conversation" | "person">;
    readonly people: AwayPeople;
    readonly isUrgent: (text: StoredText) => boolean;
    readonly compose: (text: StoredText, isLate: boolean) => Words;
    readonly now: EpochMs;
    /** Clock.steady. */
    readonly steady: () => number;
    readonly pause: () => Promise<void>;
  },
): Promise<readonly AwayEntry[]> => {
  const since = now - SIMULATED_MS;
  const texts = store.textsSince(since, SIMULATED_TEXTS);
  let begun = steady();
  const breathe = async (): Promise<void> => {
    if (steady() - begun < STRETCH_MS) return;
    await pause();
    begun = steady();
  };

  /** What stood in each conversation, what Away wrote in truth left out; with what came before, such as a STOP. */
  const threads = new Map<ConversationId, ReadText[]>();
  for (const text of texts) {
    await breathe();
    const known = threads.get(text.conversationId);
    const read = known ?? store.thread(text.conversationId, text.id, LOOKED_AT).filter(isNotOurs).map(readText);
    if (known === undefined) threads.set(text.conversationId, read);
    if (isNotOurs(text)) read.push(readText(text));
  }
  const answered = new Map<string, EpochMs>();
  const answers: EpochMs[] = [];
  /** When each text was answered, or the rule that left it. */
  const decided = new Map<TextId, EpochMs | AwaySkip>();

  const conversations = new Map<ConversationId, StoredConversation | null>();
  const asked: Asked[] = [];
  for (const text of texts) {
    if (text.direction !== "inbound") continue;
    await breathe();
    const { conversationId: id } = text;
    if (!conversations.has(id)) conversations.set(id, store.conversation(id));
    const conversation = conversations.get(id) ?? null;
    if (conversation === null) continue;
    const addresses = people.contacts.sameAs(text.from);
    asked.push({ text, conversation, person: saidOf(addresses.map(store.person)), who: addresses[0] ?? text.from });
  }
  /** Of each person what is not decided yet, oldest first. */
  const open = Map.groupBy(asked, ({ who }) => who);

  const ruleFor = ({ text, conversation, person, who }: Asked, at: EpochMs): AwaySkip | null => {
    const facts = awayFacts(
      text,
      {
        conversation,
        thread: upTo(threads.get(text.conversationId) ?? [], at),
        absence: { since, until: null, because: "person" },
        rules,
        person,
        answeredAt: answered.get(who) ?? null,
        answersAfter: (from) => answers.length - answers.findLastIndex((answer) => answer <= from) - 1,
        now: at,
      },
      people,
    );
    return decideAway(facts);
  };

  /** All that a client has written by then, as answering.ts looks at it; answers whether it has to wait for another minute. */
  const look = ({ who, at }: Look): boolean => {
    const all = open.get(who) ?? [];
    const end = all.findIndex(({ text }) => text.at > at);
    const here = all.slice(0, end === -1 ? all.length : end).map((each) => ({ ...each, rule: ruleFor(each, at) }));
    const chosen = textToAnswer(
      here.filter(({ rule }) => rule === null),
      ({ text }) => isUrgent(text),
    );
    for (const { text, rule } of here) if (rule !== null && rule !== "minute-full") decided.set(text.id, rule);
    if (chosen !== null) {
      answered.set(who, at);
      answers.push(at);
      decided.set(chosen.text.id, at);
    }
    const left = here.filter(({ text }) => !decided.has(text.id));
    open.set(who, [...left, ...all.slice(here.length)]);
    return chosen === null ? left.length > 0 : look({ who, at });
  };

  const first = asked.map(({ text, who }) => ({ who, at: text.at + ANSWERED_AFTER_MS }));
  const again: Look[] = [];
  while (first.length + again.length > 0) {
    await breathe();
    const isAgain = (again[0]?.at ?? Number.POSITIVE_INFINITY) < (first[0]?.at ?? Number.POSITIVE_INFINITY);
    const next = (isAgain ? again : first).shift();
    if (next !== undefined && look(next)) again.push({ who: next.who, at: next.at + LOOK_AGAIN_MS });
  }

  const entries: AwayEntry[] = [];
  for (const { text, conversation } of asked) {
    await breathe();
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

/** What of a conversation, oldest first, is looked at at that moment. */
const upTo = (thread: readonly ReadText[], at: EpochMs): readonly ReadText[] => {
  let [from, to] = [0, thread.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((thread[middle]?.text.at ?? 0) <= at) from = middle + 1;
    else to = middle;
  }
  return thread.slice(Math.max(0, to - LOOKED_AT), to);
};
