import type { ConversationId, EpochMs, Party } from "../../../preload/contract/model.ts";
import { countInWords } from "../count-in-words.ts";
import type { Notice } from "../ports/desktop.ts";
import { textsInWords } from "./texts-in-words.ts";

/** What of a text a backlog is made from. */
export type BacklogText = { readonly conversationId: ConversationId; readonly author: Party; readonly at: EpochMs };

/**
 * Sums up texts of many conversations. Title: how many. Body: from whom, the newest first and names before numbers.
 * `texts` is all that the notice stands for, as they came in; `tellsOf` those of them it tells of for the first time.
 */
export const backlogNoticeFrom = (
  texts: readonly BacklogText[],
  { tellsOf, isRepeat, isUrgent }: Pick<Notice, "tellsOf" | "isRepeat" | "isUrgent">,
): Notice => ({
  id: "backlog",
  title: isUrgent ? `Urgent: ${textsInWords(texts.length)}` : textsInWords(texts.length),
  body: fromWhom(texts),
  canAnswer: false,
  isRepeat,
  isUrgent,
  tellsOf,
});

/** `Jane Doe and 3 others`, `Jane Doe and Amir Khan, in 5 conversations`, `Jane Doe, in 4 conversations`. */
const fromWhom = (texts: readonly BacklogText[]): string => {
  const authors = new Map<string, Party>();
  for (const { author } of texts.toReversed().toSorted((one, other) => other.at - one.at))
    if (!authors.has(author.address)) authors.set(author.address, author);
  const namedFirst = [...authors.values()].toSorted(
    (one, other) => Number(one.name === null) - Number(other.name === null),
  );
  const [first, second, ...more] = namedFirst.map(({ name, formatted }) => name ?? formatted);
  if (first === undefined) return "";
  if (second !== undefined && more.length > 0) return `${first} and ${countInWords(more.length + 1)} others`;
  const where = `in ${new Set(texts.map(({ conversationId }) => conversationId)).size} conversations`;
  return second === undefined ? `${first}, ${where}` : `${first} and ${second}, ${where}`;
};
