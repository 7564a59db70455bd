import { useCallback, useEffect, useRef, useState } from "react";
import { MAX_AWAY_MESSAGE_UNITS } from "../../../preload/contract/limits.ts";
import type { LocalDate } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { localDate } from "../words/time.ts";

/** How long typing may rest before it is kept, in milliseconds. */
const KEEP_AFTER_MS = 400;

/** The away message and return day while they are being changed; kept by main a moment after the last change. */
export type AwayWords = {
  readonly message: string;
  readonly returnDate: LocalDate | null;
  /** Why this message cannot go out, in a sentence; it is not kept then. */
  readonly complaint: string | null;
  readonly failure: Failure | null;
  readonly setMessage: (message: string) => void;
  readonly setReturnDate: (date: LocalDate | null) => void;
  /** Keeps now what waits to be kept. */
  readonly keep: () => Promise<void>;
};

const complaintAbout = (message: string): string | null => {
  if (message.trim() === "") return "Write something: an empty message is not sent.";
  const over = message.length - MAX_AWAY_MESSAGE_UNITS;
  if (over <= 0) return null;
  return `${over} characters too long: at most ${MAX_AWAY_MESSAGE_UNITS}, so that every name fits.`;
};

type Change = { readonly message?: string; readonly returnDate?: LocalDate | null };

export const useAwayWords = (): AwayWords => {
  const { api } = useStores();
  const { away } = useAppState();
  const now = useNow();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [change, setChange] = useState<Change>({});
  const message = change.message ?? away.message;
  // A day left over from an earlier absence is none any more.
  const kept = away.returnDate !== null && away.returnDate > localDate(now) ? away.returnDate : null;
  const returnDate = change.returnDate === undefined ? kept : change.returnDate;
  // The newest values, for what runs after the drawing that made it.
  const waiting = useRef<{ message: string; returnDate: LocalDate | null } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const words = waiting.current;
    if (words === null || complaintAbout(words.message) !== null) return;
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
    complaint: complaintAbout(message),
    failure,
    setMessage: (text) => put({ message: text }, KEEP_AFTER_MS),
    setReturnDate: (date) => put({ returnDate: date }, 0),
    keep,
  };
};
