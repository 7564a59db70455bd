/** Answers by a language model of the person's own. Names: switch "Language model", textboxes "Address", "Model". */
import { type ReactNode, useState } from "react";
import type { AwayRules, ModelReplies } from "../../../preload/contract/away.ts";
import { AWAY_LIMITS } from "../../../preload/contract/limits.ts";
import { Banner } from "../../ui/banner.tsx";
import { Field, Toggle } from "../../ui/fields.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { isLocalAddress } from "./check-rules.ts";
import { ModelKey, ModelTrial } from "./model-trial.tsx";
import type { AwayForm } from "./use-away-form.ts";

/** Where the texts of clients go. */
const placeOf = ({ url }: Pick<ModelReplies, "url">): string => URL.parse(url)?.host ?? "the address below";

export const modelWords = ({ model }: Pick<AwayRules, "model">): string =>
  model.isOn ? `On, at ${placeOf(model)}` : "Off";

/** Taken when it is left: a half of an address is another server's, and clients' texts are not for that. */
const Address = (props: { kept: string; error: string | null; onLeave: (url: string) => void }): ReactNode => {
  const { kept, error, onLeave } = props;
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      label="Address"
      value={typed ?? kept}
      error={error}
      hint="Of an OpenAI-compatible server, with /v1 at its end."
      onChange={(next) => setTyped(next.slice(0, 2000))}
      onBlur={() => {
        if (typed !== null && typed !== kept) onLeave(typed);
        setTyped(null);
      }}
    />
  );
};

export const ModelPart = ({ form }: { form: AwayForm }): ReactNode => {
  const { model } = form.rules;
  const { url, model: name } = form.complaints;
  const change = (next: Partial<ModelReplies>): void => form.changeRules({ model: { ...model, ...next } });
  return (
    <>
      <Toggle name="Language model" isOn={model.isOn} onChange={(isOn) => change({ isOn })}>
        <span>Let a language model write answers</span>
        <span className="away-detail">
          It sends each client’s text to an address that you choose. No other text of the conversation goes along.
        </span>
      </Toggle>
      {model.isOn ? (
        <>
          <Banner tone="warn">
            Your clients’ texts are sent to {placeOf(model)}
            {isLocalAddress(model.url) ? ", which is this computer" : ""}. What comes back goes out only if it says all
            that your own words say, in their language and with every number, day and link as it is there, and adds
            nothing but thanks, a greeting and what the client’s text is about. Else your own words go out. It works in
            English, Spanish, French and German. Each such reply is marked in its conversation.
          </Banner>
          <Address kept={model.url} error={url} onLeave={(next) => change({ url: next })} />
          <Field
            label="Model"
            value={model.model}
            error={name}
            onChange={(next) => change({ model: next.slice(0, 200) })}
          />
          <ModelKey url={model.url} />
          <div className="field-row">
            <NumberField
              label="Time limit, in seconds"
              value={model.timeLimitSeconds}
              {...AWAY_LIMITS.timeLimitSeconds}
              onChange={(timeLimitSeconds) => change({ timeLimitSeconds })}
            />
            <NumberField
              label="Longest answer, in characters"
              value={model.longest}
              {...AWAY_LIMITS.longest}
              onChange={(longest) => change({ longest })}
            />
          </div>
          <ModelTrial rules={form.rules} />
        </>
      ) : null}
    </>
  );
};
