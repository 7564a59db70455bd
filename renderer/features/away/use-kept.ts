import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure, Result } from "../../../preload/contract/result.ts";

/** How long typing may rest before it is kept, in milliseconds. */
const KEEP_AFTER_MS = 400;

/** Something that main keeps, while it is being changed here. */
export type Kept<Value> = {
  /** As it stands in the form. */
  readonly value: Value;
  /** Kept a moment after the last change, unless something in it cannot be. */
  readonly change: (value: Value) => void;
  /** Keeps now what waits to be kept. False: it could not be. */
  readonly keep: () => Promise<boolean>;
  /** Why the last change could not be kept. */
  readonly failure: Failure | null;
};

/** A change that main may not have yet. `over`: what main said as it was made. */
type Change<Value> = { readonly value: Value; readonly over: string; readonly isKept: boolean };

/**
 * A form over what main keeps. What stands in it wins over what main says until main has it. `isFit`: whether it can be
 * kept at all; `send` hands it to main.
 */
export const useKept = <Value>(
  held: Value,
  isFit: (value: Value) => boolean,
  send: (value: Value) => Promise<Result<void>>,
): Kept<Value> => {
  const [changed, setChanged] = useState<Change<Value> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const waiting = useRef<Change<Value> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The newest of each, for what runs after the drawing that made it.
  const newest = useRef({ isFit, send });
  useEffect(() => {
    newest.current = { isFit, send };
  });

  const said = JSON.stringify(held);
  // Main has it, and says so: from now on what main says holds, whoever changes it.
  if (changed !== null && changed.isKept && changed.over !== said) setChanged(null);

  const keep = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const next = waiting.current;
    if (next === null) return true;
    if (!newest.current.isFit(next.value)) return false;
    waiting.current = null;
    const result = await newest.current.send(next.value);
    setFailure(result.ok ? null : result.failure);
    if (result.ok) setChanged((current) => (current === next ? { ...next, isKept: true } : current));
    else waiting.current ??= next;
    return result.ok;
  }, []);

  // Whoever leaves the page, or the window, has meant what stands there.
  useEffect(() => {
    const leave = (): void => void keep();
    window.addEventListener("blur", leave);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("blur", leave);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [keep]);

  return {
    value: changed?.value ?? held,
    change: (value) => {
      const next = { value, over: said, isKept: false };
      waiting.current = next;
      setChanged(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), KEEP_AFTER_MS);
    },
    keep,
    failure,
  };
};
