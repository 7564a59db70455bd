import { useCallback, useEffect, useRef, useState } from "react";
import type { TextId } from "../../../preload/contract/model.ts";
import { useStores } from "../../state/stores.tsx";

/** How long a discarded text can be brought back, in milliseconds. */
const UNDO_MS = 10_000;

/** Takes a text out of sight at once, and out of the thread when it can no longer be wanted back. */
export const useDiscard = (): {
  discarded: TextId | null;
  discard: (id: TextId) => void;
  undo: () => void;
} => {
  const { api } = useStores();
  const [discarded, setDiscarded] = useState<TextId | null>(null);
  const waiting = useRef<{ id: TextId; timer: ReturnType<typeof setTimeout> } | null>(null);

  const finish = useCallback(() => {
    const last = waiting.current;
    if (last === null) return;
    waiting.current = null;
    clearTimeout(last.timer);
    void api.request("outbox/discard", { textId: last.id });
  }, [api]);

  useEffect(() => {
    window.addEventListener("pagehide", finish);
    return () => {
      window.removeEventListener("pagehide", finish);
      finish();
    };
  }, [finish]);

  const discard = useCallback(
    (id: TextId) => {
      finish();
      const timer = setTimeout(() => {
        finish();
        setDiscarded(null);
      }, UNDO_MS);
      waiting.current = { id, timer };
      setDiscarded(id);
    },
    [finish],
  );
  const undo = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = null;
    setDiscarded(null);
  }, []);
  return { discarded, discard, undo };
};
