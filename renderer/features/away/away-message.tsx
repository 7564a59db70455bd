/** The message, and how a client's phone will show it. Names: textbox "Message to those who text you", figure "What … will see". */
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { STOP_LINE } from "../../../preload/contract/limits.ts";
import { Button } from "../../ui/button.tsx";
import { Toggle } from "../../ui/fields.tsx";
import { PhonePreview } from "../../ui/phone-preview.tsx";
import { WordsField } from "../../ui/words-field.tsx";
import { smsPartsWords } from "../words/sms-parts.ts";
import { unitsOver } from "./check-rules.ts";
import type { AwayForm } from "./use-away-form.ts";
import { useAnswer } from "./use-answer.ts";
import { useOwnNumber, useSampleName } from "./use-sample.ts";

const variables = [
  ["firstName", "First name"],
  ["returnDate", "Return day"],
  ["returnTime", "Return time"],
  ["company", "Company"],
] as const;

export const AwayMessage = ({ form, until }: { form: AwayForm; until: EpochMs | null }): ReactNode => {
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where the cursor goes once what was put in is there. */
  const cursor = useRef<number | null>(null);
  const firstName = useSampleName();
  const { rules, complaints, changeRules } = form;
  const from = useOwnNumber();
  // What is too long for one text is not sent: the phone goes on to show the last that would be.
  const [shown, setShown] = useState(rules);
  if (shown !== rules && unitsOver(rules.message, rules, form.company) <= 0) setShown(rules);
  const { value } = useAnswer("away/preview", { rules: shown, until, firstName, labels: [], heard: null });
  const body = value?.body ?? "";

  /** Where the cursor is, or at the end. */
  const insert = (name: string): void => {
    const { message } = rules;
    const [start, end] = [
      field.current?.selectionStart ?? message.length,
      field.current?.selectionEnd ?? message.length,
    ];
    const head = `${message.slice(0, start)}{${name}}`;
    cursor.current = head.length;
    changeRules({ message: head + message.slice(end) });
  };
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  return (
    <section className="part away-message">
      <div className="away-writing">
        <WordsField
          label="Message to those who text you"
          value={rules.message}
          onChange={(message) => changeRules({ message })}
          onBlur={() => void form.keep()}
          ref={field}
          error={complaints.message}
        />
        <div className="variables" role="group" aria-label="Put into the message">
          {variables.map(([name, label]) => (
            <Button key={name} onPress={() => insert(name)}>
              {label}
            </Button>
          ))}
        </div>
        <Toggle name={STOP_LINE} isOn={rules.hasStopLine} onChange={(hasStopLine) => changeRules({ hasStopLine })}>
          <span>End with “{STOP_LINE}”</span>
        </Toggle>
      </div>
      <PhonePreview title={`What ${firstName} will see`} from={from} body={body} detail={smsPartsWords(body)} />
    </section>
  );
};
