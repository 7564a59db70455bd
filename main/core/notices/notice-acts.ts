import type { ConversationId, TextId } from "../../../preload/contract/model.ts";
import { assertNever, type Result } from "../../../preload/contract/result.ts";
import type { Guard } from "../guard.ts";
import { isAppError, resultFromError } from "../ports/app-error.ts";
import type { Desktop, NoticeAct } from "../ports/desktop.ts";
import type { Log } from "../ports/system.ts";

/** What notices need of whoever is signed in. */
export type NoticeTarget = {
  readonly has: (id: ConversationId) => boolean;
  /**
   * Sends as the person's own words and reads the conversation. What they had begun to write there in a window stays.
   * Throws AppError `storage`.
   */
  readonly reply: (id: ConversationId, body: string) => Result<TextId>;
  /** Puts words below what is written there already. Throws AppError `storage`. */
  readonly addToDraft: (id: ConversationId, body: string) => void;
  readonly markRead: (id: ConversationId) => void;
};

/** What a person's act on a notice does. `target`: null while nobody is signed in. */
export const createNoticeActs = ({
  desktop,
  log,
  guard,
  target,
}: {
  readonly desktop: Desktop;
  readonly log: Log;
  readonly guard: Guard;
  readonly target: () => NoticeTarget | null;
}): ((act: NoticeAct) => void) => {
  const replyTo = ({ reply, addToDraft }: NoticeTarget, id: ConversationId, body: string): void => {
    let refusal;
    try {
      refusal = reply(id, body);
    } catch (error) {
      if (!isAppError(error)) throw error;
      refusal = resultFromError(error);
    }
    if (refusal.ok) return;
    log.warn("reply from a notice not sent", { code: refusal.failure.code });
    // What was typed is not lost: it is in the field of the window that opens.
    guard("keep what was typed", () => addToDraft(id, body));
    desktop.openQuickReply(id);
  };

  const perform = (act: NoticeAct): void => {
    const signedIn = target();
    const { id } = act;
    if (id === "away") {
      desktop.openPage("away");
      return;
    }
    if (id === "backlog" || id === "session" || id === "storage" || signedIn === null || !signedIn.has(id)) {
      desktop.openMain();
      return;
    }
    switch (act.kind) {
      case "open":
        desktop.openConversation(id);
        break;
      case "reply":
        if (act.text === null || act.text.trim() === "") desktop.openQuickReply(id);
        else replyTo(signedIn, id, act.text);
        break;
      case "mark-read":
        signedIn.markRead(id);
        break;
      default:
        assertNever(act);
    }
  };

  return (act) => guard(`${act.kind} from a notice`, () => perform(act));
};
