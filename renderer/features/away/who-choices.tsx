/** What opens under the sentence of who is answered. */
import { type FormEvent, type ReactNode, useState } from "react";
import { AWAY_LIMITS } from "../../../preload/contract/limits.ts";
import { Button } from "../../ui/button.tsx";
import { Choices, Field, Toggle } from "../../ui/fields.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { Ticks } from "../../ui/ticks.tsx";
import type { AwayForm } from "./use-away-form.ts";
import type { People } from "./use-people.ts";

const LATE_WORDS = "Sorry for the late reply.";
/** Longest label, in UTF-16 units: see main/bridge/away-schemas.ts. */
const LONGEST_LABEL = 40;
const WHO = [
  { value: "contacts", label: "People in your contacts", detail: "Strangers wait for you." },
  { value: "labelled", label: "Contacts with a label", detail: "You give people labels under the exceptions." },
  {
    value: "everyone",
    label: "Everyone who texts you",
    detail: "Strangers learn that the number is yours and in use.",
  },
] as const;

const Labels = ({ form, people }: { form: AwayForm; people: People }): ReactNode => {
  const [typed, setTyped] = useState("");
  const { rules, changeRules } = form;
  const known = [...new Set([...people.labels, ...rules.labels])];
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const label = typed.trim().slice(0, LONGEST_LABEL);
    if (label === "") return;
    changeRules({ labels: [...new Set([...rules.labels, label])] });
    setTyped("");
  };
  return (
    <>
      {known.length === 0 ? null : (
        <Ticks label="Labels" values={rules.labels} choices={known} onChange={(labels) => changeRules({ labels })} />
      )}
      <form className="field-row" aria-label="New label" onSubmit={add}>
        <Field label="Another label" value={typed} onChange={setTyped} />
        <Button type="submit">Add</Button>
      </form>
    </>
  );
};

export const WhoChoice = ({ form, people }: { form: AwayForm; people: People }): ReactNode => {
  const { rules, changeRules } = form;
  return (
    <>
      <Choices
        label="Who is answered"
        isLabelHidden
        value={rules.who}
        choices={WHO}
        onChange={(value) => {
          const chosen = WHO.find((each) => each.value === value);
          if (chosen !== undefined) changeRules({ who: chosen.value });
        }}
      />
      {rules.who === "labelled" ? <Labels form={form} people={people} /> : null}
    </>
  );
};

/** What is offered first to who wants more than one answer. */
const DAY_HOURS = 24;

export const OftenChoice = ({ form }: { form: AwayForm }): ReactNode => {
  const { againAfterHours } = form.rules;
  return (
    <>
      <Choices
        label="How often one person is answered"
        isLabelHidden
        isRow
        value={againAfterHours === null ? "once" : "again"}
        choices={[
          { value: "once", label: "Once per absence" },
          { value: "again", label: "Again after some hours" },
        ]}
        onChange={(value) => form.changeRules({ againAfterHours: value === "once" ? null : DAY_HOURS })}
      />
      {againAfterHours === null ? null : (
        <NumberField
          label="Hours until the next answer"
          value={againAfterHours}
          {...AWAY_LIMITS.againAfterHours}
          onChange={(hours) => form.changeRules({ againAfterHours: hours })}
        />
      )}
    </>
  );
};

export const LimitChoice = ({ form }: { form: AwayForm }): ReactNode => (
  <>
    <div className="field-row">
      <NumberField
        label="Answers a minute"
        value={form.rules.perMinute}
        {...AWAY_LIMITS.perMinute}
        onChange={(perMinute) => form.changeRules({ perMinute })}
      />
      <NumberField
        label="Answers a day"
        value={form.rules.perDay}
        {...AWAY_LIMITS.perDay}
        onChange={(perDay) => form.changeRules({ perDay })}
      />
    </div>
    <p className="field-hint">
      All people together. RingCentral takes 50 texts a minute from one number, of which you may need some.
    </p>
  </>
);

export const StaleChoice = ({ form }: { form: AwayForm }): ReactNode => {
  const { rules, complaints, changeRules } = form;
  return (
    <>
      <NumberField
        label="Oldest text that is answered, in hours"
        value={rules.staleHours}
        {...AWAY_LIMITS.staleHours}
        hint="After a sleep of this computer, older texts wait for you."
        onChange={(staleHours) => changeRules({ staleHours })}
      />
      <Toggle
        name="Say that an answer is late"
        isOn={rules.lateWords !== null}
        onChange={(isLate) => changeRules({ lateWords: isLate ? LATE_WORDS : null })}
      >
        <span>Say that an answer is late</span>
        <span className="away-detail">From 10 minutes after their text on.</span>
      </Toggle>
      {rules.lateWords === null ? null : (
        <Field
          label="Words before a late answer"
          value={rules.lateWords}
          error={complaints.lateWords}
          onChange={(lateWords) => changeRules({ lateWords })}
        />
      )}
    </>
  );
};
