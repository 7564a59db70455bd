import { type RefObject, useEffect, useRef } from "react";

/** Older texts are asked for while their place is this near to being in sight. */
const AHEAD = "900px 0px 0px 0px";

/** Calls `onLoadOlder` when the returned element, at the top of the log, comes near; again for each new oldest text. */
export const useOlder = (
  scroller: RefObject<HTMLDivElement | null>,
  oldestId: string | undefined,
  hasOlder: boolean,
  onLoadOlder: () => void,
): RefObject<HTMLDivElement | null> => {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const mark = top.current;
    if (mark === null || !hasOlder || oldestId === undefined) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onLoadOlder();
      },
      { root: scroller.current, rootMargin: AHEAD },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [scroller, oldestId, hasOlder, onLoadOlder]);
  return top;
};
