import { type RefObject, useEffect, useRef } from "react";
import { useStores } from "../../state/stores.tsx";

/** Asks main for a window as high as the returned element, whenever that changes. */
export const useFittedWindow = (): RefObject<HTMLDivElement | null> => {
  const { api } = useStores();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      const height = Math.ceil(element.getBoundingClientRect().height);
      if (height > 0) void api.request("windows/fit", { height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [api]);
  return frame;
};
