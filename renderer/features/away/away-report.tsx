/** What was done in an absence. Names: region "Report", combobox "Absence", button "Save as CSV", lists "Gaps" and "Texts". */
import { type ReactNode, useState } from "react";
import type { AwayReport } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icons.tsx";
import { SystemChoice } from "../../ui/system-fields.tsx";
import { PageFrame } from "../window/page-frame.tsx";
import { gapWords } from "../words/away.ts";
import { absenceWords, endsWords, summaryWords } from "../words/away-entries.ts";
import { failureWords } from "../words/failure.ts";
import { EntryList } from "./entry-list.tsx";
import { useAnswer } from "./use-answer.ts";

const Save = ({ since }: { since: EpochMs | null }): ReactNode => {
  const { api } = useStores();
  const [isSaved, setSaved] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    const result = await api.request("away/export", { since });
    setFailure(result.ok ? null : result.failure);
    setSaved(result.ok && result.value);
  };
  return (
    <>
      <Button onPress={() => void save()}>
        <Icon name="save" size={16} />
        Save as CSV
      </Button>
      <span role="status" className="part-words">
        {isSaved ? "Saved." : ""}
      </span>
      {failure === null ? null : <span role="alert">Not saved. {failureWords(failure, "read")}</span>}
    </>
  );
};

const Gaps = ({ report, now }: { report: AwayReport; now: number }): ReactNode =>
  report.gaps.length === 0 ? null : (
    <ul className="gaps tabular" aria-label="Gaps">
      {report.gaps.map((gap) => (
        <li key={`${gap.kind} ${gap.from}`} className="gap">
          <Icon name={gap.kind === "offline" ? "offline" : "queued"} size={16} />
          {gapWords(gap, now)}
        </li>
      ))}
    </ul>
  );

export const Report = ({ onBack }: { onBack: () => void }): ReactNode => {
  const { away } = useAppState();
  const now = useNow();
  const [chosen, setChosen] = useState<EpochMs | null>(null);
  const again = [now, away.answered, away.absence?.since ?? null];
  const absences = useAnswer("away/absences", undefined, again).value ?? [];
  const { value, failure } = useAnswer("away/report", { since: chosen }, again);
  const since = chosen ?? absences[0]?.since ?? null;
  const ends = value === null ? null : endsWords(value, away.hours, now);
  return (
    <PageFrame title="Report" isFilled onBack={onBack}>
      <div className="entries">
        {failure === null ? null : <Banner tone="bad">{failureWords(failure, "read")}</Banner>}
        {value === null ? (
          <p className="part-words entries-none">
            You have not been away yet. Everyone who texts you meanwhile is listed here, with what they got and why.
          </p>
        ) : (
          <>
            <div className="field-row">
              <SystemChoice
                label="Absence"
                value={String(since)}
                choices={absences.map((absence) => ({
                  value: String(absence.since),
                  label: absenceWords(absence, now),
                }))}
                onChange={(next) => setChosen(Number(next))}
              />
              <Save since={since} />
            </div>
            <p className="part-words tabular">
              {summaryWords(value.entries)}
              {ends === null ? null : ` ${ends}`}
            </p>
            <Gaps report={value} now={now} />
            <EntryList key={since} name="Texts" entries={value.entries} empty="Nobody texted you in this absence." />
          </>
        )}
      </div>
    </PageFrame>
  );
};
