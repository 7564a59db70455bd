import type { AwayRules, WorkingHours } from "../../../preload/contract/away.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { complaintAboutWeek } from "./check-hours.ts";
import { complaintsAbout, firstComplaint, type RuleComplaints } from "./check-rules.ts";
import { type Kept, useKept } from "./use-kept.ts";

/** The rules and the hours as they stand on the page. */
export type AwayForm = {
  readonly rules: AwayRules;
  readonly complaints: RuleComplaints;
  readonly changeRules: (change: Partial<AwayRules>) => void;
  readonly hours: WorkingHours;
  readonly changeHours: (change: Partial<WorkingHours>) => void;
  /** Why the hours cannot be kept; null: they can. */
  readonly hoursComplaint: string | null;
  /** What {company} becomes. */
  readonly company: string | null;
  /** Keeps now what waits to be kept. False: the rules cannot be, and nobody can be answered by them. */
  readonly keep: () => Promise<boolean>;
  readonly failure: Kept<AwayRules>["failure"];
};

export const useAwayForm = (): AwayForm => {
  const { api } = useStores();
  const { away, session } = useAppState();
  const company = session.kind === "signed-in" ? session.account.company : null;
  const isFit = (next: AwayRules): boolean => firstComplaint(complaintsAbout(next, company)) === null;
  const isFitWeek = (next: WorkingHours): boolean => complaintAboutWeek(next) === null;
  const rules = useKept(away.rules, isFit, (next) => api.request("away/set-rules", next));
  const hours = useKept(away.hours, isFitWeek, (next) => api.request("away/set-hours", next));
  return {
    rules: rules.value,
    complaints: complaintsAbout(rules.value, company),
    changeRules: (change) => rules.change({ ...rules.value, ...change }),
    hours: hours.value,
    changeHours: (change) => hours.change({ ...hours.value, ...change }),
    hoursComplaint: complaintAboutWeek(hours.value),
    company,
    // Away holds without hours: what is wrong with them is no reason not to turn it on.
    keep: async () => (await Promise.all([rules.keep(), hours.keep()]))[0],
    failure: rules.failure ?? hours.failure,
  };
};
