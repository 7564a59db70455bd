import { useMemo } from "react";
import type { TextView } from "../../../preload/contract/model.ts";
import type { Failure, Result } from "../../../preload/contract/result.ts";
import { useStores } from "../../state/stores.tsx";

/** Answers why it could not be done; null if it was. */
type Act = (text: TextView) => Promise<Failure | null>;

/** What can be done about a text that is not on its way. */
export type TextActs = {
  readonly resend: Act;
  /** It stays as it is, and nobody is asked about it any more. */
  readonly leave: Act;
  /** Out of the outbox and into the composer; null where nothing can be written. */
  readonly takeBack: Act | null;
  /** Out of the thread; undoable for a while. */
  readonly discard: (text: TextView) => void;
};

export const useTextActs = (canWrite: boolean, discard: TextActs["discard"]): TextActs => {
  const { api, drafts, view } = useStores();
  return useMemo(() => {
    const act =
      (ask: (text: TextView) => Promise<Result<void>>): Act =>
      async (text) => {
        const result = await ask(text);
        // The button that had the focus is gone, or will be: the text was not any more what it was thought to be.
        if (result.ok || result.failure.code === "invalid-request") view.openConversation(text.conversationId);
        return result.ok ? null : result.failure;
      };
    return {
      resend: act(({ id }) => api.request("outbox/resend", { textId: id })),
      leave: act(({ id }) => api.request("outbox/leave", { textId: id })),
      takeBack: canWrite ? act(drafts.takeBack) : null,
      discard,
    };
  }, [api, drafts, view, canWrite, discard]);
};
