import { useCallback, useEffect, useRef, useState } from "react";
import type { TextId, TextView } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useStores } from "../../state/stores.tsx";

/** How long a discarded text can be brought back, in milliseconds. */
const UNDO_MS = 10_000;

/** Takes a text out of sight at once, and out of the thread when it can no longer be wanted back. */
export const useDiscard = (): {
  discarded: TextId | null;
  /** Why the last one could not be taken out of the thread: it is in sight again. */
  failure: Failure | null;
  discard: (text: Pick<TextView, "id">) => void;
  undo: () => void;
} => {
  const { api } = useStores();
  const [discarded, setDiscarded] = useState<TextId | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const waiting = useRef<{ id: TextId; timer: ReturnType<typeof setTimeout> } | null>(null);

  const finish = useCallback(async (): Promise<void> => {
    const last = waiting.current;
    if (last === null) return;
    waiting.current = null;
    clearTimeout(last.timer);
    const result = await api.request("outbox/discard", { textId: last.id });
    setFailure(result.ok || result.failure.code === "not-found" ? null : result.failure);
    setDiscarded((now) => (now === last.id ? null : now));
  }, [api]);

  useEffect(() => {
    const leave = (): void => void finish();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [finish]);

  const discard = useCallback(
    ({ id }: Pick<TextView, "id">) => {
      void finish();
      waiting.current = { id, timer: setTimeout(() => void finish(), UNDO_MS) };
      setDiscarded(id);
    },
    [finish],
  );
  const undo = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = null;
    setDiscarded(null);
  }, []);
  return { discarded, failure, discard, undo };
};
