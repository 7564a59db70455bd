import type { ConversationSummary, EpochMs, Party } from "../../../preload/contract/model.ts";
import type { Notice } from "../ports/desktop.ts";
import { whatItCarries } from "../what-it-carries.ts";

/** What of a conversation a notice is made from. */
export type NoticeSource = {
  readonly conversation: Pick<ConversationSummary, "id" | "title" | "others">;
  /** Unread ones, in any order. */
  readonly texts: readonly {
    readonly author: Party;
    readonly body: string;
    readonly attachments: readonly { readonly contentType: string }[];
    readonly at: EpochMs;
  }[];
};

/** Title: who. Body: the newest text, or what it carries; among several, who of them wrote it. Null if there is no text. */
export const noticeFrom = ({ conversation, texts }: NoticeSource): Notice | null => {
  const newest = texts.reduce<NoticeSource["texts"][number] | null>(
    (latest, text) => (latest === null || text.at >= latest.at ? text : latest),
    null,
  );
  if (newest === null) return null;
  const body = newest.body.trim() === "" ? whatItCarries(newest.attachments) : newest.body.trim();
  const author = newest.author.name?.split(/\s+/)[0] ?? newest.author.formatted;
  return {
    id: conversation.id,
    title: conversation.title,
    body: conversation.others.length > 1 ? `${author}: ${body}` : body,
    canAnswer: true,
    isRepeat: false,
    tellsOf: [],
  };
};
