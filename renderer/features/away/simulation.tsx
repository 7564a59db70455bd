/** What the rules on the page would have done. Names: region "What would happen?", list "Texts of the last 30 days". */
import type { ReactNode } from "react";
import type { AwayRules } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { Banner } from "../../ui/banner.tsx";
import { PageFrame } from "../window/page-frame.tsx";
import { simulationWords } from "../words/away-entries.ts";
import { failureWords } from "../words/failure.ts";
import { EntryList } from "./entry-list.tsx";
import { useAnswer } from "./use-answer.ts";

export const Simulation = (props: { rules: AwayRules; until: EpochMs | null; onBack: () => void }): ReactNode => {
  const { rules, until, onBack } = props;
  const { value, failure, isAsking } = useAnswer("away/simulate", { rules, until });
  return (
    <PageFrame title="What would happen?" isFilled onBack={onBack}>
      <div className="entries">
        <p className="part-words" role="status">
          {isAsking || value === null
            ? "Trying your rules on the texts of the last 30 days."
            : `${simulationWords(value)} These are the texts of the last 30 days, as if Away had been on. Nothing is sent.`}
        </p>
        {failure === null ? null : <Banner tone="bad">{failureWords(failure, "read")}</Banner>}
        {value === null ? null : (
          <EntryList
            name="Texts of the last 30 days"
            entries={value}
            empty="Nobody texted you in the last 30 days, so there is nothing to try."
          />
        )}
      </div>
    </PageFrame>
  );
};
