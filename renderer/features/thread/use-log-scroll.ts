import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { TextView } from "../../../preload/contract/model.ts";

/** So near to the end, in CSS pixels, counts as at the end. */
const NEAR_END = 40;

/**
 * The log scrolls from its end (`flex-direction: column-reverse`): there scrollTop is 0, above it negative. So older
 * texts can be put on top, and pictures can grow, without moving what is being read.
 */
export const useLogScroll = (
  scroller: RefObject<HTMLDivElement | null>,
  texts: readonly TextView[],
  onAtEnd: (isAtEnd: boolean) => void,
): { unseen: number; onScroll: () => void; toEnd: () => void } => {
  const [isAtEnd, setAtEnd] = useState(true);
  const [seenId, setSeenId] = useState<string | undefined>();
  const newest = texts.at(-1);
  const ownNewest = useRef<string | undefined>(undefined);

  if (isAtEnd && newest?.id !== seenId) setSeenId(newest?.id);

  const onScroll = useCallback(() => {
    const now = (scroller.current?.scrollTop ?? 0) > -NEAR_END;
    setAtEnd(now);
    onAtEnd(now);
  }, [scroller, onAtEnd]);

  const toEnd = useCallback(() => scroller.current?.scrollTo({ top: 0, behavior: "instant" }), [scroller]);

  // What one sends oneself is looked at.
  const ownId = newest?.direction === "outbound" && !newest.isAwayReply ? newest.id : undefined;
  useEffect(() => {
    if (ownId !== undefined && ownId !== ownNewest.current) toEnd();
    ownNewest.current = ownId;
  }, [ownId, toEnd]);

  const seen = texts.findIndex(({ id }) => id === seenId);
  const unseen =
    isAtEnd || seen < 0 ? 0 : texts.slice(seen + 1).filter(({ direction }) => direction === "inbound").length;
  return { unseen, onScroll, toEnd };
};
