import type { AwayRules, WorkingHours } from "../../../preload/contract/away.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { isFitWeek } from "./check-hours.ts";
import { complaintsAbout, firstComplaint, type RuleComplaints } from "./check-rules.ts";
import { type Kept, useKept } from "./use-kept.ts";

/** The rules and the hours as they stand on the page. */
export type AwayForm = {
  readonly rules: AwayRules;
  readonly complaints: RuleComplaints;
  readonly changeRules: (change: Partial<AwayRules>) => void;
  readonly hours: WorkingHours;
  readonly changeHours: (change: Partial<WorkingHours>) => void;
  /** Keeps now what waits to be kept. False: something cannot be. */
  readonly keep: () => Promise<boolean>;
  readonly failure: Kept<AwayRules>["failure"];
};

const isFitRules = (rules: AwayRules): boolean => firstComplaint(complaintsAbout(rules)) === null;

export const useAwayForm = (): AwayForm => {
  const { api } = useStores();
  const { away } = useAppState();
  const rules = useKept(away.rules, isFitRules, (next) => api.request("away/set-rules", next));
  const hours = useKept(away.hours, isFitWeek, (next) => api.request("away/set-hours", next));
  return {
    rules: rules.value,
    complaints: complaintsAbout(rules.value),
    changeRules: (change) => rules.change({ ...rules.value, ...change }),
    hours: hours.value,
    changeHours: (change) => hours.change({ ...hours.value, ...change }),
    keep: async () => (await Promise.all([rules.keep(), hours.keep()])).every(Boolean),
    failure: rules.failure ?? hours.failure,
  };
};
