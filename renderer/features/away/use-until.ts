import { useState } from "react";
import type { AwayPreset, AwaySwitch } from "../../../preload/contract/away.ts";
import type { EpochMs, LocalDate } from "../../../preload/contract/model.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import { dateAfter, localDate, localTime, momentFrom } from "../words/time.ts";
import { useAnswer } from "./use-answer.ts";

type Moment = { readonly day: LocalDate; readonly time: string };

/** When the absence ends, or will once it is switched on. */
export type Until = {
  readonly presets: readonly AwayPreset[];
  /** `open`, `moment` or the id of a preset; null: the end that the hours set. */
  readonly choice: string | null;
  readonly choose: (choice: string) => void;
  readonly moment: Moment;
  readonly setMoment: (moment: Moment) => void;
  /** Null: until it is switched off. */
  readonly at: EpochMs | null;
  /** Why that moment cannot be the end. */
  readonly complaint: string | null;
  readonly ask: Exclude<AwaySwitch, { kind: "off" }>;
};

const MORNING = "09:00";

/**
 * While Away is off the choice waits here; while it is on, a choice changes its end at once, through `onChange`. An
 * absence that the hours began shows their end, and goes on as one of the person's own once they choose another.
 */
export const useUntil = (
  { absence }: Pick<AwayState, "absence">,
  now: EpochMs,
  onChange: (ask: Until["ask"]) => void,
): Until => {
  const presets = useAnswer("away/presets", undefined, now).value ?? [];
  const [wanted, setWanted] = useState("open");
  const [typed, setTyped] = useState<Moment | null>(null);
  const end = absence?.until ?? null;
  const kept = presets.find(({ at }) => at === end)?.id;
  // What is on shows when it ends, unless another moment is being typed.
  const shownChoice = end === null ? "open" : (kept ?? (absence?.because === "hours" ? null : "moment"));
  const choice = absence === null || wanted === "moment" ? wanted : shownChoice;
  const shown =
    end === null ? { day: dateAfter(now, 7), time: MORNING } : { day: localDate(end), time: localTime(end) };
  const moment = typed ?? shown;

  const endOf = (chosen: string | null, at: Moment): EpochMs | null =>
    chosen === "moment" ? momentFrom(at.day, at.time) : (presets.find(({ id }) => id === chosen)?.at ?? null);
  const askFor = (chosen: string | null, at: Moment): Until["ask"] | null => {
    if (chosen === "open") return { kind: "until-off" };
    const chosenEnd = endOf(chosen, at);
    return chosenEnd === null || chosenEnd <= now ? null : { kind: "until", at: chosenEnd };
  };
  const put = (chosen: string, at: Moment): void => {
    const asked = askFor(chosen, at);
    if (absence !== null && asked !== null) onChange(asked);
  };
  return {
    presets,
    choice,
    choose: (chosen) => {
      setWanted(chosen);
      setTyped(null);
      // Another moment is meant only once it was typed.
      if (chosen !== "moment") put(chosen, shown);
    },
    moment,
    setMoment: (next) => {
      setWanted("moment");
      setTyped(next);
      put("moment", next);
    },
    at: endOf(choice, moment),
    complaint: choice === "moment" && askFor("moment", moment) === null ? "Choose a time that is still to come." : null,
    ask: askFor(choice, moment) ?? { kind: "until-off" },
  };
};
