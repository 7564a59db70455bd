import type { AnswerTime, Gateway } from "../core/ports/gateway.ts";
import type { Clock } from "../core/ports/system.ts";

/** Collects what RingCentral's answers say of the time they were made, those before there is a Gateway included. */
export type AnswerTimes = {
  /** The headers of an answer of RingCentral's own are here; `asked`: when its request began, by Clock.steady. */
  readonly heard: (headers: Headers, asked: number) => void;
  readonly onAnswered: Gateway["onAnswered"];
};

/** The `Date` header, which HTTP has in whole seconds; null if there is none or it cannot be read. */
const dateIn = (headers: Headers): number | null => {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? null : at;
};

export const createAnswerTimes = ({ clock }: { readonly clock: Pick<Clock, "steady"> }): AnswerTimes => {
  const listeners: ((time: AnswerTime) => void)[] = [];
  let latest: AnswerTime | null = null;
  return {
    heard: (headers, asked) => {
      latest = { at: dateIn(headers), asked, heard: clock.steady() };
      for (const listener of listeners) listener(latest);
    },
    onAnswered: (listener) => {
      listeners.push(listener);
      if (latest !== null) listener(latest);
    },
  };
};
