import type { ConversationSummary, EpochMs, Party, TextId } from "../../../preload/contract/model.ts";
import type { Notice } from "../ports/desktop.ts";
import { whatItCarries } from "../what-it-carries.ts";
import { textsInWords } from "./texts-in-words.ts";

/** What of a conversation a notice is made from. */
export type NoticeSource = {
  readonly conversation: Pick<ConversationSummary, "id" | "title" | "others">;
  /** Unread ones, in any order: those it tells of for the first time, and others that may be newer. */
  readonly texts: readonly {
    readonly author: Party;
    readonly body: string;
    readonly attachments: readonly { readonly contentType: string }[];
    readonly at: EpochMs;
  }[];
  readonly tellsOf: readonly TextId[];
  readonly isRepeat: boolean;
  readonly isUrgent: boolean;
};

/**
 * Title: who, `Urgent: Jane Doe` if it is. Body: the newest text, or what it carries; before it how many are new, if several are told at once; in a
 * group who wrote it. Null if there is no text.
 */
export const noticeFrom = ({ conversation, texts, tellsOf, isRepeat, isUrgent }: NoticeSource): Notice | null => {
  const newest = texts.reduce<NoticeSource["texts"][number] | null>(
    (latest, text) => (latest === null || text.at >= latest.at ? text : latest),
    null,
  );
  if (newest === null) return null;
  const words = newest.body.trim() === "" ? whatItCarries(newest.attachments) : newest.body.trim();
  const author = newest.author.name?.split(/\s+/)[0] ?? newest.author.formatted;
  return {
    id: conversation.id,
    title: isUrgent ? `Urgent: ${conversation.title}` : conversation.title,
    body: bodyFrom(tellsOf.length, conversation.others.length > 1 ? author : null, words),
    canAnswer: true,
    isRepeat,
    isUrgent,
    tellsOf,
  };
};

/** `Ten is fine`, `3 new texts: Ten is fine`, `Amir: Ten is fine`, `3 new texts. Amir: Ten is fine`. */
const bodyFrom = (count: number, author: string | null, words: string): string => {
  const said = author === null ? words : `${author}: ${words === "" ? "New text" : words}`;
  if (count <= 1) return said === "" ? "New text" : said;
  if (said === "") return textsInWords(count);
  return `${textsInWords(count)}${author === null ? ":" : "."} ${said}`;
};
