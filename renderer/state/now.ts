import { useEffect, useState } from "react";

/** The moment, renewed every half minute, and when the window comes back into sight: for relative times. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const renew = (): void => setNow(Date.now());
    const timer = setInterval(renew, 30_000);
    document.addEventListener("visibilitychange", renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", renew);
    };
  }, []);
  return now;
};

/** True once `condition` has held for so many milliseconds. */
export const useAfter = (ms: number, condition: boolean): boolean => {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!condition) return undefined;
    const timer = setTimeout(() => setLong(true), ms);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [ms, condition]);
  return isLong && condition;
};

const hasFocus = (): boolean => document.hasFocus() && document.visibilityState === "visible";

/** Whether this window has the person's attention. */
export const useWindowFocus = (): boolean => {
  const [isFocused, setFocused] = useState(hasFocus);
  useEffect(() => {
    const renew = (): void => setFocused(hasFocus());
    const blur = (): void => setFocused(false);
    window.addEventListener("focus", renew);
    window.addEventListener("blur", blur);
    document.addEventListener("visibilitychange", renew);
    renew();
    return () => {
      window.removeEventListener("focus", renew);
      window.removeEventListener("blur", blur);
      document.removeEventListener("visibilitychange", renew);
    };
  }, []);
  return isFocused;
};
