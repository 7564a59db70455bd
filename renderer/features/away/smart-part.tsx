/** Answers that fit what was asked. Names: switch "Smart replies", radiogroup "Words for", textbox "Try a text". */
import { type ReactNode, useState } from "react";
import { type AwayRules, type SmartReplies } from "../../../preload/contract/away.ts";
import { intentWords, wordsFromWords } from "../../../preload/contract/away-words.ts";
import { type Intent, INTENTS } from "../../../preload/contract/intents.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { Banner } from "../../ui/banner.tsx";
import { Choices, Field, Toggle } from "../../ui/fields.tsx";
import { PhonePreview } from "../../ui/phone-preview.tsx";
import { WordsField } from "../../ui/words-field.tsx";
import { smsPartsWords } from "../words/sms-parts.ts";
import { useAnswer } from "./use-answer.ts";
import type { AwayForm } from "./use-away-form.ts";
import { useOwnNumber, useSampleName } from "./use-sample.ts";

export const smartWords = ({ smart }: Pick<AwayRules, "smart">): string =>
  smart.isOn ? "On, on this computer" : "Off";

/** How sure the classifier must be, as people would say it. */
const SURE = [
  { value: "0.8", label: "Quite sure" },
  { value: "0.6", label: "Rather sure" },
  { value: "0.4", label: "A guess will do" },
];

const Template = (props: { form: AwayForm; change: (change: Partial<SmartReplies>) => void }): ReactNode => {
  const [intent, setIntent] = useState<Intent>("urgent");
  const { form, change } = props;
  const { smart, message } = form.rules;
  const template = smart.templates[intent];
  const put = (words: string | null): void => change({ templates: { ...smart.templates, [intent]: words } });
  const name = intentWords[intent];
  return (
    <>
      <Choices
        label="Words for"
        isRow
        value={intent}
        choices={INTENTS.map((value) => ({ value, label: intentWords[value] }))}
        onChange={(value) => setIntent(INTENTS.find((each) => each === value) ?? intent)}
      />
      <Toggle name={`${name}: own words`} isOn={template !== null} onChange={(isOwn) => put(isOwn ? message : null)}>
        <span>Own words</span>
        <span className="away-detail">Without them your message is taken.</span>
      </Toggle>
      {template === null ? null : (
        <WordsField
          label={`${name}: words`}
          isLabelHidden
          value={template}
          onChange={put}
          error={form.complaints.templates[intent]}
        />
      )}
    </>
  );
};

const Trial = ({ rules, until }: { rules: AwayRules; until: EpochMs | null }): ReactNode => {
  const [heard, setHeard] = useState("This is urgent, please call me back");
  const firstName = useSampleName();
  const from = useOwnNumber();
  const { value } = useAnswer("away/preview", { rules, until, firstName, labels: [], heard });
  const { body = "", wordsFrom = "message", intent = null } = value ?? {};
  const seen = intent === null ? "Nothing was told from it" : `Seen as: ${intentWords[intent].toLowerCase()}`;
  return (
    <div className="trial">
      <WordsField
        label="Try a text"
        value={heard}
        onChange={setHeard}
        hint={
          <span role="status">
            {seen}. Answered with: {wordsFromWords[wordsFrom].toLowerCase()}.
          </span>
        }
      />
      <PhonePreview
        title={`What ${firstName} would get`}
        from={from}
        heard={heard}
        body={body}
        detail={smsPartsWords(body)}
      />
    </div>
  );
};

export const SmartPart = ({ form, until }: { form: AwayForm; until: EpochMs | null }): ReactNode => {
  const { rules, changeRules } = form;
  const { smart } = rules;
  const change = (next: Partial<SmartReplies>): void => changeRules({ smart: { ...smart, ...next } });
  const wrong = INTENTS.find((intent) => form.complaints.templates[intent] !== null);
  const sure = String(smart.leastConfidence);
  return (
    <>
      <Toggle name="Smart replies" isOn={smart.isOn} onChange={(isOn) => change({ isOn })}>
        <span>Fit the answer to the text</span>
        <span className="away-detail">What a text is about is told on this computer. Nothing leaves it.</span>
      </Toggle>
      {smart.isOn ? (
        <>
          <Template form={form} change={change} />
          {wrong === undefined ? null : (
            <Banner tone="warn">
              Not kept until this is put right. {intentWords[wrong]}: {form.complaints.templates[wrong]}
            </Banner>
          )}
          <Field
            label="Number for urgent texts"
            value={smart.urgentNumber ?? ""}
            hint={
              <>
                Becomes <code>{"{urgentNumber}"}</code>. Without one, sentences about it are left out.
              </>
            }
            onChange={(typed) => change({ urgentNumber: typed.trim() === "" ? null : typed.slice(0, 40) })}
          />
          <Choices
            label="How sure Tern must be"
            isRow
            value={sure}
            choices={
              SURE.some(({ value }) => value === sure)
                ? SURE
                : [...SURE, { value: sure, label: `${Math.round(smart.leastConfidence * 100)} %` }]
            }
            onChange={(value) => change({ leastConfidence: Number(value) })}
          />
          <Trial rules={rules} until={until} />
        </>
      ) : null}
    </>
  );
};
