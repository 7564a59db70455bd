import { useCallback, useEffect, useRef, useState } from "react";
import type { LocalDate } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useAppState, useStores } from "../../state/stores.tsx";

/** How long typing may rest before it is kept, in milliseconds. */
const KEEP_AFTER_MS = 400;

/** The away message and return day while they are being changed; kept by main a moment after the last change. */
export type AwayWords = {
  readonly message: string;
  readonly returnDate: LocalDate | null;
  readonly failure: Failure | null;
  readonly setMessage: (message: string) => void;
  readonly setReturnDate: (date: LocalDate | null) => void;
  /** Keeps now what waits to be kept. */
  readonly keep: () => Promise<void>;
};

type Change = { readonly message?: string; readonly returnDate?: LocalDate | null };

export const useAwayWords = (): AwayWords => {
  const { api } = useStores();
  const { away } = useAppState();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [change, setChange] = useState<Change>({});
  const message = change.message ?? away.message;
  const returnDate = change.returnDate === undefined ? away.returnDate : change.returnDate;
  // The newest values, for what runs after the drawing that made it.
  const waiting = useRef<{ message: string; returnDate: LocalDate | null } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const words = waiting.current;
    if (words === null) return;
    waiting.current = null;
    const result = await api.request("away/compose", words);
    setFailure(result.ok ? null : result.failure);
  }, [api]);
  useEffect(
    () => () => {
      void keep();
    },
    [keep],
  );

  const put = (next: Change, afterMs: number): void => {
    setChange((held) => ({ ...held, ...next }));
    waiting.current = { message, returnDate, ...next };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(), afterMs);
  };
  return {
    message,
    returnDate,
    failure,
    setMessage: (text) => put({ message: text }, KEEP_AFTER_MS),
    setReturnDate: (date) => put({ returnDate: date }, 0),
    keep,
  };
};
