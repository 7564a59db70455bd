/**
 * Who is answered, as one sentence whose parts open. Names: region "Who is answered", one button for each part; what it
 * opens is below.
 */
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { Banner } from "../../ui/banner.tsx";
import { exceptionWords, limitWords, oftenWords, staleWords, whoWords } from "../words/away-rules.ts";
import { failureWords } from "../words/failure.ts";
import type { AwayForm } from "./use-away-form.ts";
import type { People } from "./use-people.ts";
import { PeopleChoice } from "./people-choice.tsx";
import { LimitChoice, OftenChoice, StaleChoice, WhoChoice } from "./who-choices.tsx";

const parts = ["who", "often", "exceptions", "limits", "stale"] as const;
type Part = (typeof parts)[number];

const wordsOf = (part: Part, rules: AwayRules, people: People): string => {
  const words: Readonly<Record<Part, () => string>> = {
    who: () => whoWords(rules),
    often: () => oftenWords(rules),
    exceptions: () => exceptionWords(people.all),
    limits: () => limitWords(rules),
    stale: () => staleWords(rules),
  };
  return words[part]();
};

const Inside = (props: { part: Part; form: AwayForm; people: People }): ReactNode => {
  const { part, form, people } = props;
  const choices: Readonly<Record<Part, ReactNode>> = {
    who: <WhoChoice form={form} people={people} />,
    often: <OftenChoice form={form} />,
    exceptions: <PeopleChoice people={people} />,
    limits: <LimitChoice form={form} />,
    stale: <StaleChoice form={form} />,
  };
  return choices[part];
};

export const WhoSentence = ({ form, people }: { form: AwayForm; people: People }): ReactNode => {
  const [open, setOpen] = useState<Part | null>(null);
  const { rules, complaints } = form;
  const piece = (part: Part): ReactNode => (
    <Button
      className="sentence-part"
      aria-expanded={open === part}
      {...(open === part ? { "aria-controls": "who-inside" } : {})}
      onPress={() => setOpen(open === part ? null : part)}
    >
      {wordsOf(part, rules, people)}
    </Button>
  );
  return (
    <section className="part" aria-label="Who is answered">
      <h2 className="part-title">Who is answered</h2>
      <p className="sentence tabular">
        Tern answers {piece("who")}, {piece("often")}, {piece("exceptions")}. At most {piece("limits")}, and only{" "}
        {piece("stale")}.
      </p>
      {open === null ? null : (
        <div className="sentence-inside" id="who-inside">
          <Inside part={open} form={form} people={people} />
        </div>
      )}
      {complaints.lateWords !== null && open !== "stale" ? <Banner tone="warn">{complaints.lateWords}</Banner> : null}
      {people.failure === null ? null : <Banner tone="bad">{failureWords(people.failure, "read")}</Banner>}
      <p className="part-words">
        Never: groups, short codes, toll-free and company numbers, who opted out, and texts that look automatic.
      </p>
    </section>
  );
};
