/**
 * Away: the switch and until when, the message and how it will look, who is answered; behind parts that open, the rest.
 * Names: region "Away", switch "Away", radiogroup "Until", textbox "Message to those who text you", region "Who is
 * answered", buttons "What would happen?" and "Report" that lead to pages of their own.
 */
import { type ReactNode, useCallback, useState } from "react";
import type { AwaySwitch as Ask } from "../../../preload/contract/away.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Folding } from "../../ui/folding.tsx";
import { RowButton } from "../../ui/row-button.tsx";
import { PageFrame } from "../window/page-frame.tsx";
import { summaryWords } from "../words/away-entries.ts";
import { failureWords } from "../words/failure.ts";
import { AwayMessage } from "./away-message.tsx";
import { Report } from "./away-report.tsx";
import { AwaySwitch } from "./away-switch.tsx";
import { firstComplaint, firstOf } from "./check-rules.ts";
import { CarrierPart, carrierWords } from "./carrier-part.tsx";
import { ComputerPart, computerWords } from "./computer-part.tsx";
import { HoursPart, hoursWords } from "./hours-part.tsx";
import { ModelPart, modelWords } from "./model-part.tsx";
import { OtherMessages, othersWords } from "./other-messages.tsx";
import { Simulation } from "./simulation.tsx";
import { SmartPart, smartWords } from "./smart-part.tsx";
import { useAnswer } from "./use-answer.ts";
import { type AwayForm, useAwayForm } from "./use-away-form.ts";
import { usePeople } from "./use-people.ts";
import { useUntil } from "./use-until.ts";
import { WhoSentence } from "./who-sentence.tsx";

type Place = "page" | "simulation" | "report";

/** Switches Away, or changes when it ends, unless the words on the page cannot go out. */
const useSwitch = (form: AwayForm) => {
  const { api } = useStores();
  const [failure, setFailure] = useState<Failure | null>(null);
  const ask = async (wanted: Ask): Promise<void> => {
    if (wanted.kind !== "off" && !(await form.keep())) return;
    const result = await api.request("away/switch", wanted);
    setFailure(result.ok ? null : result.failure);
  };
  return { failure: failure ?? form.failure, ask };
};

/** What was done last, in a line. */
const useLastReport = (again: unknown): string => {
  const { value } = useAnswer("away/report", { since: null }, again);
  return value === null ? "Not away yet" : summaryWords(value.entries).replace(/\.$/u, "");
};

const Parts = (props: { form: AwayForm; until: number | null; people: ReturnType<typeof usePeople> }): ReactNode => {
  const { form, until, people } = props;
  const { rules, hours, complaints } = form;
  return (
    <>
      <Folding
        title="Other messages"
        detail={othersWords(rules)}
        isBad={firstOf([...complaints.others, ...complaints.whom]) !== null}
      >
        <OtherMessages form={form} people={people} />
      </Folding>
      <Folding title="Working hours" detail={hoursWords(hours)} isBad={form.hoursComplaint !== null}>
        <HoursPart form={form} />
      </Folding>
      <Folding
        title="Smart replies"
        detail={smartWords(rules)}
        isBad={firstOf(Object.values(complaints.templates)) !== null}
      >
        <SmartPart form={form} until={until} />
      </Folding>
      <Folding
        title="Language model"
        detail={modelWords(rules)}
        isBad={complaints.url !== null || complaints.model !== null}
      >
        <ModelPart form={form} />
      </Folding>
      <Folding title="What Away needs" detail={computerWords(rules)}>
        <ComputerPart form={form} />
      </Folding>
      <Folding title="What carriers expect" detail={carrierWords(rules)}>
        <CarrierPart rules={rules} />
      </Folding>
    </>
  );
};

export const Away = (): ReactNode => {
  const { away } = useAppState();
  const now = useNow();
  const form = useAwayForm();
  const people = usePeople();
  const { failure, ask } = useSwitch(form);
  const until = useUntil(away, now, (wanted) => void ask(wanted));
  const [place, setPlace] = useState<Place>("page");
  const [left, setLeft] = useState<Place>("page");
  const last = useLastReport([away.answered, away.absence?.since ?? null]);
  const toPage = useCallback(() => setPlace("page"), []);
  const open = (next: Place): void => {
    setLeft(next);
    setPlace(next);
  };
  const end = away.absence === null ? until.at : away.absence.until;
  if (place === "simulation") return <Simulation rules={form.rules} until={end} onBack={toPage} />;
  if (place === "report") return <Report onBack={toPage} />;
  const complaint = firstComplaint(form.complaints);
  return (
    <PageFrame title="Away">
      <AwaySwitch
        away={away}
        form={form}
        until={until}
        now={now}
        onSwitch={(isOn) => {
          if (!isOn) void ask({ kind: "off" });
          else if (until.complaint === null) void ask(until.ask);
        }}
      />
      {complaint === null || form.complaints.message !== null ? null : (
        <Banner tone="warn">Not kept, and Away cannot be turned on, until this is put right: {complaint}</Banner>
      )}
      {form.hoursComplaint === null ? null : (
        <Banner tone="warn">Your working hours are not kept until this is put right. {form.hoursComplaint}</Banner>
      )}
      {failure === null ? null : <Banner tone="bad">{failureWords(failure, "send")}</Banner>}
      <AwayMessage form={form} until={end} />
      <WhoSentence form={form} people={people} />
      <div className="foldings">
        <RowButton
          title="What would happen?"
          detail="Tries this on your last 30 days"
          autoFocus={left === "simulation"}
          onPress={() => open("simulation")}
        />
        <RowButton title="Report" detail={last} autoFocus={left === "report"} onPress={() => open("report")} />
        <Parts form={form} until={end} people={people} />
      </div>
    </PageFrame>
  );
};
