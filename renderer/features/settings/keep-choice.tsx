import { type FormEvent, type ReactNode, useState } from "react";
import { SETTINGS_LIMITS } from "../../../preload/contract/limits.ts";
import { Button } from "../../ui/button.tsx";
import { Confirmation } from "../../ui/dialogs.tsx";
import { Choices, Field } from "../../ui/fields.tsx";
import { daysFromTyped, daysWords } from "./days.ts";

const offered = [365, 90];

/** Days other than those offered, typed in. */
const OtherDays = (props: { days: number | null; onChoose: (days: number) => void }): ReactNode => {
  const [typed, setTyped] = useState(props.days === null ? "" : String(props.days));
  const [complaint, setComplaint] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = daysFromTyped(typed, SETTINGS_LIMITS.keepDays);
    setComplaint("complaint" in read ? read.complaint : null);
    if ("days" in read) props.onChoose(read.days);
  };
  return (
    <form className="keep-other" aria-label="Keep for a number of days" noValidate onSubmit={submit}>
      <Field
        label="Days"
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setComplaint(null);
        }}
        error={complaint}
        autoFocus={props.days === null}
      />
      <Button type="submit">Apply</Button>
    </form>
  );
};

/** How long texts are kept here. Shorter than now takes texts away for good, so that is asked first. */
export const KeepChoice = (props: {
  keepDays: number | null;
  onChange: (keepDays: number | null) => void;
}): ReactNode => {
  const { keepDays, onChange } = props;
  const [isOther, setOther] = useState(false);
  const [asked, setAsked] = useState<number | null>(null);
  const choose = (days: number): void => {
    if (keepDays === null || days < keepDays) {
      setAsked(days);
      return;
    }
    setOther(false);
    onChange(days);
  };
  const isListed = keepDays === null || offered.includes(keepDays);
  const value = isOther || !isListed ? "other" : String(keepDays ?? "forever");
  return (
    <section className="part">
      <Choices
        label="Keep texts on this computer"
        isRow
        value={value}
        choices={[
          { value: "forever", label: "Forever" },
          ...offered.map((days) => ({ value: String(days), label: daysWords(days) })),
          { value: "other", label: "Other" },
        ]}
        onChange={(chosen) => {
          setOther(chosen === "other");
          if (chosen === "forever") onChange(null);
          else if (chosen !== "other") choose(Number(chosen));
        }}
      />
      {value === "other" ? <OtherDays key={String(keepDays)} days={keepDays} onChoose={choose} /> : null}
      <p className="part-words">
        Older texts are removed here only. At RingCentral they stay for as long as RingCentral keeps them: neither place
        is an archive.
      </p>
      {asked === null ? null : (
        <Confirmation
          title="Remove older texts from this computer?"
          confirm="Remove"
          onConfirm={() => {
            setAsked(null);
            setOther(false);
            onChange(asked);
          }}
          onCancel={() => setAsked(null)}
        >
          <p>
            Texts older than {daysWords(asked)} are removed from this computer now, with their files, and others once
            they are that old. This cannot be undone here.
          </p>
          <p>At RingCentral they stay for as long as RingCentral keeps them.</p>
        </Confirmation>
      )}
    </section>
  );
};
